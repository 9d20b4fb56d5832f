from thaktho.engines.weave.gap import Axes, Need, PlannedRow, find_gaps, tiles

AXES = Axes(areas=("5701", "570101", "570201"), virtues=("discipline", "integrity"), years=(2564, 2565))
NEEDS = [
    Need("a", "570101", "discipline", None, (2564, 2565), 2.0),
    Need("b", "570201", "discipline", None, (2564,)),
]
ROWS = [
    PlannedRow("r", ("570101",), ("discipline",), (), (2564,)),
    PlannedRow("s", ("570201",), ("discipline",), (), (2564,)),
]


def test_a_tile_is_as_its_worst_cell_and_counts_the_rest() -> None:
    drawn = tiles(find_gaps(NEEDS, ROWS, AXES), level=4)
    assert drawn.areas == ("5701", "5702")
    assert drawn.virtues == ("discipline", "integrity")
    worst = drawn.tile("5701", "discipline")
    assert (worst.state, worst.gap, worst.covered, worst.no_data, worst.needs) == ("gap", 1, 1, 2, 1)
    assert worst.text == "ช่องว่าง 1 ครอบคลุมแล้ว 1 จาก 2 ช่องที่มีข้อมูล"
    assert drawn.greatest == worst.urgency == 1.0
    assert drawn.tile("5702", "discipline").state == "covered"
    assert drawn.tile("5702", "integrity").text == "ไม่มีข้อมูล"


def test_one_year_alone() -> None:
    drawn = tiles(find_gaps(NEEDS, ROWS, AXES), year=2564)
    assert drawn.areas == ("5701", "570101", "570201")
    assert drawn.tile("570101", "discipline").state == "covered"
