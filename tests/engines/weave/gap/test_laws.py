"""What must hold for any needs and rows; and a second way to the same answer, too slow for use."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.engines.weave.gap import EVERYONE, Axes, Grid, Need, PlannedRow, Tally, find_gaps, pull, tiles

AREAS = ("57", "5701", "570101", "570102", "57010101", "5702", "570201", "50", "5001")
VIRTUES = ("discipline", "integrity")
GROUPS = ("aud.youth", "aud.elder")
YEARS = (2563, 2564)

needs = st.lists(
    st.builds(
        Need, st.just("?"), st.none() | st.sampled_from(AREAS), st.none() | st.sampled_from(VIRTUES),
        st.none() | st.sampled_from((*GROUPS, EVERYONE)), st.lists(st.sampled_from((*YEARS, 2570)), max_size=2).map(tuple),
        st.sampled_from((0.0, 0.1, 1.0, 3.7)), st.sampled_from(("statement", "problem", "assessment", "population")),
        st.none() | st.builds(Tally, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
    ),
    max_size=6,
).map(lambda found: [replace(n, id=f"n{k}") for k, n in enumerate(found)])  # fmt: skip


def some(values):  # type: ignore[no-untyped-def]
    return st.lists(st.sampled_from(values), max_size=2).map(tuple)


rows = st.lists(
    st.builds(PlannedRow, st.just("?"), some(AREAS), some(VIRTUES), some((*GROUPS, EVERYONE)), some(YEARS)), max_size=6
).map(lambda found: [replace(r, id=f"r{k}") for k, r in enumerate(found)])  # fmt: skip
axes = st.builds(
    Axes,
    st.lists(st.sampled_from(AREAS[:7]), max_size=4).map(tuple),
    some(VIRTUES),
    some(GROUPS),
    some(YEARS),
)
homes = st.sampled_from((None, "57"))
Key = tuple[str | None, str | None, str | None, int | None]


def gaps(grid: Grid) -> set[Key]:
    return {c.key for c in grid.cells if c.state == "gap"}


def meets(row: PlannedRow, key: Key, home: str | None) -> str:
    """full, part, maybe or no: the stated rules, read axis by axis."""
    area, virtue, group, year = key
    area = area or home
    said = []
    if not row.areas:
        said.append("maybe")
    elif area is None:
        said.append("full" if any(len(c) == 2 for c in row.areas) else "part")
    elif area in row.areas:
        said.append("full")
    else:
        said.append("part" if any(c.startswith(area) or area.startswith(c) for c in row.areas) else "no")
    for value, known in ((virtue, row.virtues), (year, row.years)):
        said.append("full" if value is None or value in known else "maybe" if not known else "no")
    if group is None or group in row.groups:
        said.append("full")
    else:
        said.append("part" if EVERYONE in row.groups else "maybe" if not row.groups else "no")
    return next(word for word in ("no", "maybe", "part", "full") if word in said)


@settings(max_examples=200, deadline=None)
@given(needs, rows, axes, homes)
def test_as_the_slow_way(
    wanted: list[Need], planned: list[PlannedRow], asked: Axes, home: str | None
) -> None:
    for cell in find_gaps(wanted, planned, asked, home=home).cells:
        said = {r.id: meets(r, cell.key, home) for r in planned}
        for word, found in (("full", cell.rows), ("part", cell.parts), ("maybe", cell.maybe)):
            assert list(found) == sorted(i for i, w in said.items() if w == word)
            assert len(found) == len(list(found))
        state = "covered" if cell.rows else "partly" if cell.parts else "gap"
        assert cell.state == (state if cell.needs else "no_data")
        total = sum(pull(n) for n in wanted if n.id in cell.needs)
        assert abs(cell.pull - total) < 1e-5
        assert cell.explanation


@settings(max_examples=100, deadline=None)
@given(needs, rows, axes, homes, st.integers())
def test_order_does_not_matter(wanted, planned, asked, home, seed) -> None:  # type: ignore[no-untyped-def]
    turned, turned_rows = list(wanted), list(planned)
    Random(seed).shuffle(turned)
    Random(seed).shuffle(turned_rows)
    first, second = (
        find_gaps(wanted, planned, asked, home=home),
        find_gaps(turned, turned_rows, asked, home=home),
    )
    assert first == second
    assert [c.explanation for c in first.urgent()] == [c.explanation for c in second.urgent()]


@settings(max_examples=100, deadline=None)
@given(needs, rows, axes, homes)
def test_adding_a_row_never_adds_a_gap(wanted, planned, asked, home) -> None:  # type: ignore[no-untyped-def]
    before = gaps(find_gaps(wanted, planned[1:], asked, home=home))
    assert gaps(find_gaps(wanted, planned, asked, home=home)) <= before


@settings(max_examples=100, deadline=None)
@given(needs, rows, axes, homes)
def test_removing_a_need_never_adds_a_gap(wanted, planned, asked, home) -> None:  # type: ignore[no-untyped-def]
    before = gaps(find_gaps(wanted, planned, asked, home=home))
    assert gaps(find_gaps(wanted[1:], planned, asked, home=home)) <= before


@settings(max_examples=100, deadline=None)
@given(needs, rows, axes, homes)
def test_a_row_twice_changes_no_state(wanted, planned, asked, home) -> None:  # type: ignore[no-untyped-def]
    once = find_gaps(wanted, planned, asked, home=home)
    twice = find_gaps(wanted, planned + [replace(r, id=f"{r.id} again") for r in planned], asked, home=home)
    assert [(c.key, c.state, c.urgency) for c in once.cells] == [
        (c.key, c.state, c.urgency) for c in twice.cells
    ]
    assert find_gaps(wanted, planned + planned, asked, home=home) == once


@settings(max_examples=100, deadline=None)
@given(needs, rows, axes, homes)
def test_every_need_stands_somewhere_or_is_told(wanted, planned, asked, home) -> None:  # type: ignore[no-untyped-def]
    grid = find_gaps(wanted, planned, asked, home=home)
    told = {n for c in grid.cells for n in (*c.needs, *c.uncounted)} | set(grid.outside)
    assert told == {n.id for n in wanted}


@settings(max_examples=100, deadline=None)
@given(needs, rows, axes, homes, st.sampled_from((2, 4, 6)))
def test_tiles_lose_no_cell(wanted, planned, asked, home, level) -> None:  # type: ignore[no-untyped-def]
    grid = find_gaps(wanted, planned, asked, home=home)
    drawn = tiles(grid, level=level)
    flat = [t for line in drawn.tiles for t in line]
    for state in ("gap", "partly", "covered", "no_data"):
        assert sum(getattr(t, state) for t in flat) == sum(c.state == state for c in grid.cells)
    assert abs(sum(t.urgency for t in flat) - sum(c.urgency for c in grid.cells)) < 1e-4
    assert all(t.text for t in flat)
