"""The lists from published figures: on exact figures those of the whole map, on ranges never bolder than any truth within them."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.engines.opinion import findings
from thaktho.engines.opinion.published import Cell, Lists, Unit, published

Table = np.ndarray  # (units, M, 3): disagree, pass, agree
small = st.integers(0, 9)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, Table, int, list[bool]]:
    """Counts of groups (a parting of everybody) and of networks, and which networks are heard."""
    width, groups, networks = draw(st.integers(1, 5)), draw(st.integers(1, 3)), draw(st.integers(0, 4))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    lean = rng.uniform(0, 1, (1, width, 1)) if draw(st.booleans()) else rng.uniform(0, 1, (groups, width, 1))
    size = rng.integers(0, 60, (groups, width, 1))
    agree = rng.binomial(size, np.broadcast_to(lean, size.shape))
    passed = rng.binomial(size - agree, 0.2)
    of_groups = np.concatenate([size - agree - passed, passed, agree], axis=2)
    shares = rng.uniform(0, 0.5, (networks, 1, 1))
    of_networks = rng.binomial(of_groups.sum(axis=0)[None], np.broadcast_to(shares, (networks, width, 3)))
    if networks and draw(st.booleans()):
        of_networks[0] = of_networks[0][:, ::-1]
        of_groups[0] = np.maximum(of_groups[0], of_networks[0])
    heard = [draw(st.booleans()) or bool((one.sum(axis=1) >= 5).any()) for one in of_networks]
    return np.concatenate([of_groups, of_networks]), of_groups.sum(axis=0), groups, heard


def shown(counts: np.ndarray) -> Cell | None:
    no, passed, yes = (int(one) for one in counts)
    n = no + passed + yes
    return Cell(n, (yes, yes), (passed, passed), (no, no)) if n >= 5 else None


def given_out(cells: Table, everyone: Table, groups: int, heard: list[bool]) -> Lists:
    units = [
        Unit(
            "group" if at < groups else "network",
            str(at),
            {str(place): shown(one) for place, one in enumerate(row)},
            at < groups or heard[at - groups],
        )
        for at, row in enumerate(cells)
    ]
    return published({str(place): shown(one) for place, one in enumerate(everyone)}, units)


@given(tables())
@settings(deadline=None, max_examples=200)
def test_on_exact_figures_the_lists_are_those_of_the_map(
    case: tuple[Table, Table, int, list[bool]],
) -> None:
    cells, everyone, groups, heard = case
    kept, flags = np.arange(len(everyone)), np.array(heard, bool)
    mine = given_out(cells, everyone, groups, heard)
    theirs = findings.consensus(cells, everyone, groups, kept, flags)
    for name in ("all", "refused_by", "not_enough"):
        expected = [
            (str(one.statement), round(one.bound, 6), tuple(str(unit) for unit in one.units))
            for one in theirs
            if one.list == name
        ]
        assert [(one.statement, one.bound, one.units) for one in getattr(mine, name)] == expected
    turned = findings.rejected(cells, everyone, groups, kept, flags)
    assert [one.statement for one in mine.rejected] == [str(one.statement) for one in turned]
    assert mine.unheard == tuple(str(groups + at) for at, one in enumerate(heard) if not one)


def hidden(counts: np.ndarray) -> Cell | None:
    """As the room shows a cell: nothing under 5; under 20 and four fifths alike, the range from four fifths to all."""
    no, passed, yes = (int(one) for one in counts)
    n = no + passed + yes
    floor = -(-4 * n // 5)
    if n < 5:
        return None
    if n >= 20 or max(no, passed, yes) < floor:
        return shown(counts)
    return Cell(n, *((floor, n) if one >= floor else (0, n - floor) for one in (yes, passed, no)))


@given(tables())
@settings(deadline=None, max_examples=100)
def test_what_the_ranges_say_is_true_of_what_they_hide(case: tuple[Table, Table, int, list[bool]]) -> None:
    """One statement, so that nothing is corrected for others: said by all, or refused by some, of ranges is so of counts.

    Everybody's figure stays exact: prior and comparison are then the same in both."""
    cells, everyone, groups, heard = (case[0][:, :1], case[1][:1], case[2], case[3])
    units = [
        Unit("group" if at < groups else "network", str(at), {"0": hidden(row[0])}, at < groups or heard[at - groups])
        for at, row in enumerate(cells)
    ]  # fmt: skip
    coarse = published({"0": shown(everyone[0])}, units)
    fine = given_out(cells, everyone, groups, heard)
    assert not coarse.all or fine.all
    assert not coarse.rejected or fine.rejected
    if coarse.refused_by:
        assert set(coarse.refused_by[0].units) <= set(fine.refused_by[0].units)
    if coarse.all:
        assert coarse.all[0].bound <= fine.all[0].bound


def cell(no: int, passed: int, yes: int) -> Cell | None:
    return shown(np.array([no, passed, yes]))


def test_what_is_not_shown_is_not_known() -> None:
    good = {"1": cell(0, 0, 40)}
    group, other = Unit("group", "0", good), Unit("group", "1", {})
    net, blind = Unit("network", "A", good), Unit("network", "B", {"1": None})
    total = {"1": cell(0, 0, 80)}
    assert published(total, [group, net]).all[0].statement == "1"
    assert published(total, [group, net, blind]).not_enough[0].units == ("B",)
    hidden_group = published(total, [group, other, net]).not_enough[0]
    assert hidden_group.by_group == {"0": pytest.approx(hidden_group.by_group["0"]), "1": None}
    assert published({"1": None}, [net]) == Lists((), (), (), (), (), ("1",), ())
    assert published({}, []) == Lists((), (), (), (), (), (), ())


def test_without_groups_everybody_is_the_one_group() -> None:
    found = published({"1": cell(2, 2, 40)}, [Unit("network", "A", {"1": cell(1, 1, 20)})])
    assert found.all[0].by_group == {}
    assert set(found.all[0].by_network) == {"A"}


def test_networks_that_are_not_heard_are_named_and_half_must_be_heard() -> None:
    total, good = {"1": cell(0, 0, 60)}, {"1": cell(0, 0, 20)}
    heard = [Unit("network", name, good) for name in "AB"]
    silent = [Unit("network", name, {}, heard=False) for name in "CDE"]
    found = published(total, [*heard, *silent[:2]])
    assert found.all[0].statement == "1"
    assert found.all[0].bound == published(total, heard).all[0].bound
    assert found.unheard == ("C", "D")
    few = published(total, [*heard, *silent])
    assert few.all == ()
    assert few.not_enough[0].units == ("C", "D", "E")


def test_what_all_reject_is_told() -> None:
    found = published({"1": cell(60, 0, 0)}, [Unit("network", name, {"1": cell(20, 0, 0)}) for name in "ABC"])
    assert [one.statement for one in found.rejected] == ["1"]
    assert found.all == found.refused_by == found.not_enough == ()


@pytest.mark.parametrize(
    "bad",
    [
        (10, (3, 2), (0, 0), (0, 0)),
        (10, (0, 11), (0, 0), (0, 0)),
        (10, (1, 1), (1, 1), (1, 1)),
        (10, (9, 9), (9, 9), (0, 0)),
    ],
)
def test_a_cell_that_cannot_be_is_refused(
    bad: tuple[int, tuple[int, int], tuple[int, int], tuple[int, int]],
) -> None:
    with pytest.raises(ValueError, match="range"):
        Cell(*bad)


def test_neither_lists_nor_places_wait_for_the_compiler() -> None:
    code = (
        "import sys; import thaktho.engines.opinion.published, thaktho.engines.opinion.place;"
        "sys.exit('numba' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
