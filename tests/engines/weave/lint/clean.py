"""A plan without a fault, into which the tests plant one."""

from datetime import date
from decimal import Decimal as D

from thaktho.engines.weave.lint import Branch, Kpi, Line, Measure, Pair, Plan, Task

OLD = frozenset({"sufficiency", "discipline", "integrity", "volunteering"})
YEARS = (2565, 2566)


def measure(**more: object) -> Measure:
    plain = {
        "name": "ร้อยละของหมู่บ้านที่รักษาศีล 5", "unit": "ร้อยละ", "baseline": D(40), "base_year": 2564,
        "targets": {2565: D(50), 2566: D(60)}, "direction": "up",
    }  # fmt: skip
    return Measure(**{**plain, **more})  # type: ignore[arg-type]


PROJECT = Task(
    "project", "p1", "หมู่บ้านรักษาศีล 5", ("o1",), ("k1",), "วัดพระแก้ว", True, ("discipline",), ("5701",), YEARS, date(2021, 10, 1),
    date(2023, 9, 30), D(300), False, {2565: D(100), 2566: D(200)}, (Line(D(100), 2565, "งบจังหวัด"), Line(D(200), 2566, "งบ อปท.")),
    (measure(),), ("s1",), (), {"problem": "ชุมชนขาดความสามัคคี"},
)  # fmt: skip
PART = Task(
    "activity", "a1", "อบรมผู้นำ", ("p1",), (), "วัดพระแก้ว", True, ("discipline",), ("570101",), (2565,), date(2022, 1, 5),
    date(2022, 1, 6), D(100),
)  # fmt: skip
PART2 = Task(
    "activity", "a2", "ประกวดหมู่บ้าน", ("p1",), (), "วัดพระแก้ว", True, ("discipline",), ("570101",), (2566,), date(2023, 1, 5),
    date(2023, 1, 6), D(200),
)  # fmt: skip
FREE = Task(
    "activity", "a3", "จิตอาสากวาดลานวัด", ("k1",), (), "เครือข่ายเยาวชน", True, ("volunteering",), ("57",), (2565,), None, None, D(0), True,
    origins=("s2",),
)  # fmt: skip
PLAN = Plan(
    2565, 2566, (Branch("strategy", "g1", "คนดี"), Branch("objective", "o1", "ชุมชนเข้มแข็ง", ("g1",))), (Kpi("k1", measure(), ("o1",)),),
    (PROJECT, PART, PART2, FREE), (Pair("x", "p1", "a3", True),), {2565: OLD, 2566: OLD | {"gratitude"}}, D(300),
)  # fmt: skip
