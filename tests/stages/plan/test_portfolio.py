"""A scenario: from the plan's rows and the demands to a board, or to why it cannot be; money exact, zero not blank."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaktho.engines.weave import portfolio as engine
from thaktho.stages.plan.actions import portfolio as actions
from thaktho.stages.plan.models import PlanRow, Portfolio
from thaktho.stages.plan.portfolios.demands import Cap, Demands, amount, from_json, pins_from
from thaktho.stages.plan.portfolios.problem import UNNAMED, Fact, Frame, Money, make, points_of
from thaktho.stages.plan.queries import portfolio as queries
from thaktho.stages.plan.states import Refused

from .loom_cast import capped, computed, costed, titles
from .weaving_cast import row

FUND = "งบพัฒนาจังหวัด"
YEARS = (2563, 2564, 2565)


def two(province):
    return (
        costed(province, "religion", "ตักบาตร", (2563, FUND, "60000.50")),
        costed(province, "youth", "ค่ายเยาวชน", (2563, FUND, "50000")),
    )


def test_without_demands_every_row_that_states_its_money_is_in(province):
    two(province)
    found = computed(province)
    assert found.state == "done" and titles(found) == {"ตักบาตร", "ค่ายเยาวชน"}
    assert queries.board(found).total == Decimal("110000.50")


def test_a_cap_leaves_the_dearer_out_and_says_why_to_the_satang(province):
    two(province)
    found = computed(province, capped(2563, FUND, "60000"))
    assert titles(found) == {"ค่ายเยาวชน"}
    (left,) = found.result["left"]
    assert "เหลือ 10,000 บาท แต่แถวนี้ใช้ 60,000.50 บาท" in left["why"]


def test_what_one_more_hundred_thousand_would_buy(province):
    two(province)
    found = computed(province, capped(2563, FUND, "60000"))
    (price,) = found.result["prices"]
    assert price["in"] == ["ตักบาตร"] and price["points"] == 1 and "160,000" in price["loosened"]


@pytest.mark.parametrize(
    "money",
    [
        [(2563, FUND, "1000000000000.01")],
        [(2563, FUND, "600000000000"), (None, FUND, "600000000000")],
        [(2563, FUND, "9999999999999.99")],
    ],
)
def test_a_row_of_more_than_a_million_million_is_left_out_and_told(province, money):
    two(province)
    costed(province, "community", "พิมพ์ผิด", *money)
    found = computed(province, capped(2563, FUND, "200000"))
    assert found.state == "done" and titles(found) == {"ตักบาตร", "ค่ายเยาวชน"}
    (left,) = found.result["left"]
    assert left["title"] == "พิมพ์ผิด" and "เกินหนึ่งล้านล้านบาท" in left["why"]


def test_a_million_million_is_still_reckoned_with_and_no_cap_is_raised_above_it(province):
    two(province)
    costed(province, "community", "ใหญ่ที่สุด", (2563, FUND, "1000000000000"))
    found = computed(province, capped(2563, FUND, "1000000000000"))
    assert found.state == "done" and titles(found) == {"ตักบาตร", "ค่ายเยาวชน"}
    assert found.result["prices"] == []
    (price,) = computed(province, capped(2563, FUND, "999999999999")).result["prices"]
    assert "1,000,000,000,000 บาท" in price["loosened"]


def test_a_cap_of_zero_is_a_cap(province):
    two(province)
    costed(province, "community", "จิตอาสา", (2563, FUND, "0"))
    assert titles(computed(province, capped(2563, FUND, "0"))) == {"จิตอาสา"}


def test_not_stated_is_not_zero_and_what_is_done_with_it_is_chosen(province):
    row(province, "religion", "ยังไม่บอกงบ")
    out = computed(province)
    assert titles(out) == set() and out.result["unpriced"] and "ยังไม่ระบุงบ" in out.result["left"][0]["why"]
    (card,) = computed(province, Demands(unpriced="zero")).result["chosen"]
    assert card["baht"] is None


def test_pins_and_years(province):
    a, b = two(province)
    found = computed(province, pins={str(a.pk): "not", str(b.pk): "2565"})
    (card,) = found.result["chosen"]
    assert (card["title"], card["start"], card["costs"][0]["year"]) == ("ค่ายเยาวชน", 2565, 2565)
    assert found.result["left"][0]["why"] == "กำหนดไว้ว่าไม่ทำ"


def test_a_clash_is_told_as_the_smallest_set_with_a_place_to_change_each(province):
    a, _b = two(province)
    found = computed(province, capped(2563, FUND, "100"), {str(a.pk): "must"})
    assert found.state == "impossible"
    (clash,) = found.result["clashes"]
    assert clash["minimal"] and {demand["anchor"] for demand in clash["demands"]} == {"caps", f"pin-{a.pk}"}
    assert any("ไม่เกิน 100 บาท" in demand["text"] for demand in clash["demands"])


def test_floors_of_every_network(province):
    two(province)
    found = computed(province, Demands(floors=(("network", 1),)))
    assert found.state == "impossible"
    found = computed(province, Demands(floors=(("network", 1),), only_possible=True))
    assert found.state == "done"
    assert {line["name"] for line in found.result["uncovered"]} == {"เครือข่ายชุมชน", "เครือข่ายสาธารณสุข"}


def test_people_are_rows_at_a_time(province):
    for title in ("ก", "ข", "ค"):
        costed(province, "religion", title, (2563, FUND, "1"))
    assert len(computed(province, Demands(per_network=2)).result["chosen"]) == 2
    assert len(computed(province, Demands(per_network=1, movable=True)).result["chosen"]) == 3


def test_a_what_if_keeps_near_to_what_it_is_based_on(province):
    for title in ("ก", "ข"):
        costed(province, "religion", title, (2563, FUND, "10"))
    first = computed(province, capped(2563, FUND, "10"))
    again = computed(province, capped(2563, FUND, "15"), based_on=first)
    assert titles(again) == titles(first) and again.based_on_id == first.pk


def test_rows_that_left_the_plan_lose_their_pin_and_it_is_said(province):
    a, _b = two(province)
    PlanRow.objects.filter(pk=a.pk).update(state="draft")
    assert computed(province, pins={str(a.pk): "must"}).result["lost_pins"] == [str(a.pk)]


def test_a_plan_of_no_row_fails_with_words(province):
    found = computed(province)
    assert found.state == "failed" and "ยังไม่มีเครือข่ายใดส่งแผน" in found.job.message


def test_the_job_twice_gives_one_result(province):
    two(province)
    found = computed(province)
    actions.compute_job(found.job, lambda *told: None)
    assert Portfolio.objects.get().result == found.result
    with pytest.raises(Refused):
        actions.compute_again(province.actor("secretariat"), found)


@pytest.mark.parametrize("name", ["secretariat", "religion", "executive", "observer", "visitor"])
def test_who_may_make(province, name):
    if name == "secretariat":
        assert actions.make_scenario(province.actor(name), province.programme, "ก", Demands(), {})
        return
    with pytest.raises(PermissionDenied):
        actions.make_scenario(province.actor(name), province.programme, "ก", Demands(), {})


def test_points_as_the_formula_says():
    fact = Fact("a", "ก", "n", 1, "n", needs=3, voices=29, networks=2)
    demands = Demands(weights=(("base", 1), ("need", 10), ("voice", 5), ("network", 100)))
    assert points_of(fact, demands) == 1 + 30 + 10 + 100


def test_facts_ask_little(province, queries):
    for number in range(10):
        costed(province, "religion", f"แถว {number}", (2563, FUND, "1"))
    with queries(8):
        queries_of(province)


def queries_of(province):
    return queries.facts(province.programme)


@pytest.mark.parametrize(
    "text, wanted", [("", None), ("0", Decimal(0)), ("๓๐๐,๐๐๐", Decimal(300000)), ("1.25", Decimal("1.25"))]
)
def test_amounts(text, wanted):
    assert amount(text) == wanted


@pytest.mark.parametrize("text", ["-1", "1.234", "มาก", "NaN", "1e13", "Infinity"])
def test_amounts_that_are_none(text):
    with pytest.raises(ValueError):
        amount(text)


money = st.decimals(0, 10**12, places=2)
lines = st.lists(
    st.builds(Money, st.sampled_from([None, 2562, *YEARS]), st.sampled_from(["", FUND]), money), max_size=4
)
facts = st.lists(
    st.builds(
        Fact, st.uuids().map(str), st.just("ก"), st.just("n"), st.just(1), st.just("น"),
        years=st.sets(st.sampled_from([2562, *YEARS])).map(lambda found: tuple(sorted(found))),
        money=lines.map(tuple), stated=st.booleans(),
    ),
    max_size=5, unique_by=lambda fact: fact.id,
)  # fmt: skip
demand = st.builds(
    Demands,
    caps=st.lists(
        st.builds(Cap, st.sampled_from([None, *YEARS]), st.sampled_from([None, FUND, UNNAMED]), money), max_size=3
    ).map(tuple),
    unpriced=st.sampled_from(["out", "zero"]),
    movable=st.booleans(),
)  # fmt: skip
FRAME = Frame(
    YEARS, {"amphoe": (), "virtue": (), "network": ("n",), "group": ()}, engine.Names(work_unit="แถว")
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts, demand)
def test_no_satang_is_lost_and_nothing_outside_the_plan_is_spent(rows, demands):
    made = make(rows, demands, {}, FRAME)
    assert from_json(demands.as_json()) == Demands(
        **{name: getattr(demands, name) for name in demands.__dataclass_fields__}
        | {"floors": tuple(sorted(demands.floors)), "weights": tuple(sorted(demands.weights))}
    )
    for fact, candidate in zip(rows, made.problem.candidates, strict=True):
        for option in candidate.options:
            assert option.start in YEARS and option.last in YEARS
            if fact.stated and fact.id not in made.beyond:
                inside = sum((m.baht for m in fact.money if m.year is None or m.year in YEARS), Decimal(0))
                assert sum((Decimal(cost.baht) for cost in option.costs), Decimal(0)) == inside


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["must", "not", "2563", "2570", "", "x"])))
def test_pins_are_what_may_be_said(values):
    assert set(pins_from(values, "abc", YEARS).values()) <= {"must", "not", "2563"}


def test_an_activity_is_in_its_project_that_states_the_money(province):
    costed(province, "religion", "โครงการใหญ่", (2563, FUND, 100_000))
    costed(province, "religion", "กิจกรรมย่อย", (2563, FUND, 100_000))
    whole, part = PlanRow.objects.order_by("number")
    PlanRow.objects.filter(pk=part.pk).update(part_of=whole)
    (fact,) = queries.facts(province.programme)
    assert fact.title == "โครงการใหญ่"
    assert queries.sums([fact], province.programme.years) == {(2563, FUND): 100_000}
    PlanRow.objects.filter(pk=whole.pk).update(budget=None)
    assert {fact.title for fact in queries.facts(province.programme)} == {"โครงการใหญ่", "กิจกรรมย่อย"}
