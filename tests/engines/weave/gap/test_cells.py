"""What one cell says, case by case."""

import math

import pytest

from thaktho.engines.weave.gap import (
    EVERYONE,
    Axes,
    Cell,
    GapError,
    Need,
    PlannedRow,
    Tally,
    find_gaps,
    pull,
    wilson_low,
)

AMPHOE, TAMBON = "5705", "570501"


def one(
    needs: list[Need], rows: list[PlannedRow], area: str | None = AMPHOE, home: str | None = "57"
) -> Cell:
    axes = Axes(areas=(area,) if area else (), virtues=("discipline",), years=(2564,))
    return find_gaps(needs, rows, axes, home=home).cell(area, "discipline", None, 2564)


NEED = Need("n", AMPHOE, "discipline", None, (2564,), basis="assessment")


def row(
    *areas: str, virtues: tuple[str, ...] = ("discipline",), years: tuple[int, ...] = (2564,)
) -> PlannedRow:
    return PlannedRow("r", areas, virtues, (), years)


@pytest.mark.parametrize(
    ("planned", "state"),
    [
        ([], "gap"),
        ([row(AMPHOE)], "covered"),
        ([row("57")], "partly"),
        ([row(TAMBON)], "partly"),
        ([row("57050102")], "partly"),
        ([row("5706")], "gap"),
        ([row("5706", AMPHOE)], "covered"),
        ([row()], "gap"),
        ([row(AMPHOE, virtues=("integrity",))], "gap"),
        ([row(AMPHOE, virtues=())], "gap"),
        ([row(AMPHOE, years=(2563,))], "gap"),
        ([row(AMPHOE, years=())], "gap"),
    ],
)
def test_what_covers_an_amphoe(planned: list[PlannedRow], state: str) -> None:
    assert one([NEED], planned).state == state
    assert one([], planned).state == "no_data"


def test_silence_is_no_gap_and_says_so() -> None:
    cell = one([], [row(AMPHOE)])
    assert (cell.state, cell.urgency, list(cell.rows)) == ("no_data", 0, ["r"])
    assert cell.explanation == "ยังไม่มีข้อมูลความต้องการ จึงยังบอกไม่ได้ว่าเป็นช่องว่าง · มี 1 แถวทำอยู่"


def test_a_gap_says_who_needs_it_and_what_might_cover_it() -> None:
    needs = [NEED, Need("s", TAMBON, "discipline", None, (2564,), basis="statement", tally=Tally(20, 1))]
    cell = one(needs, [row(), PlannedRow("x", (), (), (), ())])
    assert cell.needs == ("n", "s")
    assert list(cell.maybe) == ["r", "x"]
    assert cell.explanation == (
        "มีความต้องการ 2 เรื่อง (ผลประเมินต่ำ 1, ข้อคิดเห็นที่คนเห็นด้วย 1) · ยังไม่มีแถวใดทำ · "
        "อาจครอบคลุม: 2 แถวไม่ระบุพื้นที่, 1 แถวไม่ระบุคุณธรรม, 1 แถวไม่ระบุปี"
    )


def test_partly_says_why_only_partly() -> None:
    rows = [
        PlannedRow("a", ("57",), ("discipline",), (), (2564,)),
        PlannedRow("b", (TAMBON,), ("discipline",), (), (2564,)),
    ]
    cell = one([NEED], rows)
    assert cell.explanation.endswith("ครอบคลุมบางส่วน: 2 แถว (1 แถวทำในพื้นที่ที่ใหญ่กว่า, 1 แถวทำเฉพาะบางพื้นที่ข้างใน)")
    assert cell.urgency == cell.pull / 2


def test_a_group_is_covered_by_name_and_the_public_covers_it_partly() -> None:
    axes = Axes(groups=("aud.youth",))
    need = Need("n", group="aud.youth")
    for groups, state in (
        (("aud.youth",), "covered"), ((EVERYONE,), "partly"), (("aud.elder",), "gap"), ((), "gap"), ((EVERYONE, "aud.youth"), "covered"),
    ):  # fmt: skip
        cell = find_gaps([need], [PlannedRow("r", ("57",), (), groups)], axes, home="57").cell(
            group="aud.youth"
        )
        assert cell.state == state
    assert find_gaps([Need("n", group=EVERYONE)], [], axes).cell().state == "gap"


def test_of_the_whole_programme_a_provinces_row_is_full_and_a_tambons_is_part() -> None:
    for home in (None, "57"):
        for areas, state in ((("57",), "covered"), ((TAMBON,), "partly"), ((), "gap")):
            assert find_gaps([Need("n")], [PlannedRow("r", areas)], Axes(), home=home).cell().state == state
    assert find_gaps([Need("n")], [PlannedRow("r", ("5001",))], Axes(), home="57").cell().state == "gap"


def test_where_a_need_stands() -> None:
    axes = Axes(areas=("5701", "5702"), virtues=("discipline",), years=(2564, 2565))
    needs = [
        Need("village", "57010203", "discipline", None, (2564,)),
        Need("province", "57", "discipline", None, (2565,)),
        Need("whole", None, "discipline", None, (2565,)),
        Need("no virtue", "5702"),
        Need("two years", "5702", "discipline", None, (2563, 2564, 2565)),
        Need("elsewhere", "5001", "discipline"),
        Need("other virtue", "5701", "gratitude"),
        Need("other year", "5701", "discipline", None, (2570,)),
    ]
    grid = find_gaps(needs, [], axes, home="57")
    stands = {c.key: c.needs for c in grid.cells if c.needs}
    assert stands == {
        ("5701", "discipline", None, 2564): ("village",),
        ("57", "discipline", None, 2565): ("province", "whole"),
        ("5702", None, None, None): ("no virtue",),
        ("5702", "discipline", None, 2564): ("two years",),
        ("5702", "discipline", None, 2565): ("two years",),
    }
    assert grid.outside == ("elsewhere", "other virtue", "other year")
    assert len(grid.cells) == 2 * 1 * 2 + 2


def test_pull_by_basis() -> None:
    assert pull(Need("n", weight=2, basis="assessment")) == 2
    assert pull(Need("n", weight=2, basis="problem")) == 1
    assert pull(Need("n", weight=2, basis="population")) == 0.5
    assert pull(Need("n", basis="statement", tally=Tally(8, 1, 1, lower=0.4))) == 0.4
    assert pull(Need("n", basis="statement", tally=Tally(9, 1))) == pytest.approx(0.596, abs=1e-3)
    assert pull(Need("n", basis="statement", tally=Tally(3, 3))) == 0
    assert wilson_low(0, 0) == 0


def test_a_refused_statement_is_told_and_makes_no_need() -> None:
    cell = one([Need("s", AMPHOE, "discipline", None, (2564,), basis="statement", tally=Tally(1, 9))], [])
    assert (cell.state, cell.needs, cell.uncounted) == ("no_data", (), ("s",))
    assert "ไม่นับ 1 เรื่อง" in cell.explanation


def test_the_urgent_come_first() -> None:
    axes = Axes(areas=("5701", "5702", "5703"))
    needs = [Need("a", "5701", weight=2), Need("b", "5702", weight=3), Need("c", "5703", weight=9)]
    rows = [PlannedRow("r", ("57",)), PlannedRow("s", ("5703",))]
    assert [c.area for c in find_gaps(needs, [], axes).urgent()] == ["5703", "5702", "5701"]
    assert [c.area for c in find_gaps(needs, rows, axes).urgent()] == ["5702", "5701"]


@pytest.mark.parametrize(
    "bad",
    [
        [Need("n", weight=-1)],
        [Need("n", weight=math.nan)],
        [Need("n", "Phan")],
        [Need("n", basis="rumour")],  # type: ignore[arg-type]
        [Need("n", tally=Tally(-1))],
        [Need("n", tally=Tally(1, lower=2))],
        [Need("n", "5701"), Need("n", "5702")],
    ],
)
def test_what_cannot_be_meant_is_refused(bad: list[Need]) -> None:
    with pytest.raises(GapError):
        find_gaps(bad, [], Axes())


def test_a_grid_too_large_is_refused() -> None:
    years = tuple(range(2500, 2600))
    with pytest.raises(GapError):
        find_gaps([], [], Axes(tuple(f"57{n:04}" for n in range(2000)), ("a", "b", "c"), (), years))


def test_nothing_in() -> None:
    grid = find_gaps([], [], Axes())
    assert [c.state for c in grid.cells] == ["no_data"]
    assert grid.urgent() == ()
    with pytest.raises(KeyError):
        grid.cell("5701")
