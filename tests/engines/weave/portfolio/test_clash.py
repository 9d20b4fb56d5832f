"""When nothing can be chosen: a set of demands that clash, in Thai, and none of them without need."""

from dataclasses import replace

import pytest
from hypothesis import assume, given

from tests.engines.weave.portfolio import brute
from tests.engines.weave.portfolio.cases import YEARS, problems
from tests.engines.weave.portfolio.test_solve import row
from tests.tools.fast import examples
from thaktho.engines.weave.portfolio import (
    After,
    BudgetCap,
    BudgetFloor,
    Candidate,
    Demand,
    Floor,
    Must,
    Names,
    Not,
    OnlyOne,
    Option,
    PeopleCap,
    Problem,
    say,
    solve,
)

NAMES = Names(
    amphoe={"5709": "แม่สาย"}, funds={"จังหวัด": "งบพัฒนาจังหวัด"}, virtues={"v1": "วินัย"}, networks={"n1": "สตรี"}
)


@examples(120)
@given(problems(most_demands=10))
def test_clashes_are_minimal(problem: Problem) -> None:
    assume(not any(True for _ in brute.plans(problem)))
    outcome = solve(problem)
    assert outcome.status == "impossible"
    assert outcome.clashes
    seen: set[Demand] = set()
    for clash in outcome.clashes:
        assert clash.minimal
        assert not seen & set(clash.demands)
        seen |= set(clash.demands)
        assert not any(True for _ in brute.plans(replace(problem, demands=clash.demands)))
        for left_out in clash.demands:
            rest = tuple(d for d in clash.demands if d != left_out)
            assert any(True for _ in brute.plans(replace(problem, demands=rest)))


def test_a_clash_reads_as_thai() -> None:
    rows = tuple(row(f"r{n}", 200_000, amphoe=frozenset({"5709"})) for n in range(3))
    cap, floor = BudgetCap(2564, "จังหวัด", 300_000), Floor("amphoe", "5709", 2)
    noise = (BudgetCap(2563, "จังหวัด", 0), Floor("amphoe", "5709", 1), Not("r2"))
    (clash,) = solve(Problem(rows, YEARS, (floor, *noise, cap), names=NAMES)).clashes
    assert clash.demands == (cap, floor)
    assert clash.message == (
        "ข้อกำหนด 2 ข้อนี้ทำพร้อมกันไม่ได้: งบพัฒนาจังหวัด ปี 2564 ไม่เกิน 300,000 บาท; อ.แม่สาย อย่างน้อย 2 แถว"
    )


def test_two_clashes_are_both_told() -> None:
    rows = (row("a"), row("b", years=(2565,)))
    demands = (Must("a"), BudgetCap(2564, None, 0), Must("b"), BudgetCap(2565, None, 99_999))
    found = solve(Problem(rows, YEARS, demands)).clashes
    assert {frozenset(c.demands) for c in found} == {frozenset(demands[:2]), frozenset(demands[2:])}
    assert len(solve(Problem(rows, YEARS, demands), clashes=1).clashes) == 1


@pytest.mark.parametrize(
    ("rows", "demand", "why"),
    (
        ((Candidate("a", "ตลาดนัด", (Option(2564, None),)),), Must("a"), "แถวนี้ยังไม่ระบุงบประมาณ"),
        ((Candidate("a", "ตลาดนัด", ()),), Must("a"), "แถวนี้ยังไม่มีปีที่ทำได้"),
        ((row("a"),), Must("a", 2565), "แถวนี้เริ่มปี 2565 ไม่ได้"),
        ((row("a", amphoe=frozenset({"5709"})),), Floor("amphoe", "5709", 2), "มีแถวที่เลือกได้เพียง 1 แถว"),
        ((row("a"),), Floor("virtue", "v1"), "ไม่มีแถวที่เลือกได้เลย"),
        ((row("a"),), BudgetFloor(2564, None, 100_001), "แถวที่มีทั้งหมดใช้งบนี้ไม่ถึง"),
    ),
)
def test_a_demand_that_clashes_alone_says_why(rows, demand, why) -> None:
    (clash,) = solve(Problem(rows, YEARS, (demand, BudgetCap(2564, None, 10**12)), names=NAMES)).clashes
    assert clash.demands == (demand,)
    assert clash.message.endswith(f"เพราะ{why}")


def test_circular_order_clashes_only_when_a_row_must() -> None:
    rows = (row("a", years=YEARS), row("b", years=YEARS))
    circle = (After("a", "b"), After("b", "a"))
    assert solve(Problem(rows, YEARS, circle)).chosen == ()
    (clash,) = solve(Problem(rows, YEARS, (*circle, Must("a")))).clashes
    assert set(clash.demands) == {*circle, Must("a")}


def test_whole_rows_clash_where_parts_of_rows_would_not() -> None:
    """Half of each row would do, so the fractions' certificate finds nothing and the filter works alone."""
    rows = tuple(row(f"r{n}", 60_000) for n in range(3))
    demands = (BudgetFloor(2564, None, 70_000), BudgetCap(2564, None, 100_000), BudgetCap(2563, None, 5))
    (clash,) = solve(Problem(rows, YEARS, demands)).clashes
    assert set(clash.demands) == set(demands[:2])


@pytest.mark.parametrize(
    ("demand", "sentence"),
    (
        (BudgetCap(None, None, 10**12), "งบประมาณทุกแหล่ง ไม่เกิน 1,000,000,000,000 บาท"),
        (BudgetCap(2564, "อบจ.", 0, "n1"), "งบจากอบจ.ของเครือข่ายสตรี ปี 2564 ไม่เกิน 0 บาท"),
        (BudgetFloor(2565, "จังหวัด", 50), "งบพัฒนาจังหวัด ปี 2565 อย่างน้อย 50 บาท"),
        (PeopleCap(2564, 120, "n1"), "แรงงานคนของเครือข่ายสตรี ปี 2564 ไม่เกิน 120 คน-วัน"),
        (Floor("virtue", "v1", 2, 2563), "คุณธรรม “วินัย” ปี 2563 อย่างน้อย 2 แถว"),
        (Floor("network", "n1"), "เครือข่ายสตรี อย่างน้อย 1 แถว"),
        (Floor("group", "เยาวชน"), "กลุ่มเป้าหมาย “เยาวชน” อย่างน้อย 1 แถว"),
        (Must("a", 2564, "มติที่ประชุม 3/2563"), "แถว “โครงการ a” ต้องอยู่ในแผน โดยเริ่มปี 2564 (มติที่ประชุม 3/2563)"),
        (Not("a"), "แถว “โครงการ a” ต้องไม่อยู่ในแผน"),
        (After("b", "a"), "แถว “โครงการ b” ต้องเริ่มหลังปีที่แถว “โครงการ a” จบ"),
        (After("b", "a", 0), "แถว “โครงการ b” ต้องเริ่มไม่ก่อนปีที่แถว “โครงการ a” จบ"),
        (OnlyOne(frozenset({"a", "b"})), "แถว “โครงการ a” กับแถว “โครงการ b” เลือกได้เพียงแถวเดียว"),
    ),
)
def test_every_demand_is_one_sentence(demand: Demand, sentence: str) -> None:
    problem = Problem((row("a"), row("b")), YEARS, (demand,), names=NAMES)
    assert say(demand, problem) == sentence
