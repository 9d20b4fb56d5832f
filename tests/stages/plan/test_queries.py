"""What other rooms ask of the plan."""

from decimal import Decimal

import pytest

from thaktho.ground.thread.queries import story
from thaktho.ground.thread.registry import kind
from thaktho.stages.plan import actions, queries
from thaktho.stages.plan.models import PlanRow
from thaktho.stages.plan.states import Refused

from .conftest import fresh


def sent(rows):
    PlanRow.objects.filter(pk__in=[row.pk for row in rows]).update(state="submitted")


def test_counts_are_of_open_rows_unless_somebody_may_see_more(province, make):
    a, _ = make(area_text="จ.เชียงราย"), make(network="youth")
    sent([a])
    assert queries.count_by_network(province.programme) == {"religion": 1}
    assert queries.count_by_network(province.programme, province.actor("secretariat")) == {
        "religion": 1,
        "youth": 1,
    }


def test_count_by_amphoe_counts_a_row_once_in_each(province, make):
    from thaktho.ground.places.models import Place

    for code, level, name in (
        ("5701", "amphoe", "เมืองเชียงราย"),
        ("570101", "tambon", "เวียง"),
        ("5705", "amphoe", "พาน"),
    ):
        Place.objects.get_or_create(
            code=code, defaults={"level": level, "name_th": name, "sort_key": code, "search_text": name}
        )
    row = make(areas=["5701", "570101", "5705"])
    sent([row])
    assert queries.count_by_amphoe(province.programme) == {"5701": 1, "5705": 1}


def test_money_by_year_opens_to_rows_and_joined_originals_count_once(province, make):
    a = make(budget="100", when_text="11 มี.ค. 2563")
    b = make(budget="0")
    c = make(budget="70", when_text="11 มี.ค. 2564")
    everyone = province.actor("secretariat")
    by_year = {line.year: line.amount for line in queries.budget_by_year(province.programme, everyone)}
    assert by_year == {2563: 100, 2564: 70, None: 0}
    assert list(queries.rows(province.programme, everyone, queries.Filters(year=2563))) == [a]
    assert list(queries.rows(province.programme, everyone, queries.Filters(year=0))) == [b]
    PlanRow.objects.filter(pk=c.pk).update(joined_into=a)
    totals = queries.totals(queries.rows(province.programme, everyone))
    assert (totals.rows, totals.said, totals.zero, totals.budget) == (3, 2, 1, Decimal(100))


def test_search_finds_across_spellings(province, make):
    make("โครงการธนาคารขยะ", virtues_text="วินัย")
    make("ตักบาตร")
    by = province.actor("religion")
    assert [row.title for row in queries.rows(province.programme, by, queries.Filters(q="ขยะ"))] == [
        "โครงการธนาคารขยะ"
    ]
    assert queries.rows(province.programme, by, queries.Filters(virtue="discipline")).count() == 1
    assert queries.pills(province.programme, by, queries.Filters())["draft"] == 2


def test_rows_for_weaving_are_plain_open_and_not_yet_joined(province, make, queries_max=None):
    a, b, _ = make("ก", area_text="จ.เชียงราย"), make("ข", network="youth"), make("ค")
    sent([a, b])
    PlanRow.objects.filter(pk=b.pk).update(joined_into=a)
    found = queries.rows_for_weaving(province.programme)
    assert [(row.title, row.network, row.places) for row in found] == [("ก", "religion", ("57",))]


def test_what_waits(province, make):
    make(when_text="วันพระใหญ่")
    own = queries.waiting(province.actor("religion"), province.programme)
    assert len(own) == 1 and "1 ช่อง" in own[0].title
    actions.submit(province.actor("religion"), province.networks["religion"])
    assert queries.waiting(province.actor("religion"), province.programme) == []
    assert any(
        "ส่งแผนแล้ว" in line.title
        for line in queries.waiting(province.actor("secretariat"), province.programme)
    )
    assert queries.waiting(province.visitor, province.programme) == []


def test_the_thread_names_rows_only_to_those_who_may_see_them(province, make):
    row = make("ร่าง")
    assert story(province.actor("religion"), "plan.row", row.pk).knot.title == "ร่าง"
    assert story(province.visitor, "plan.row", row.pk) is None


class Said:
    """A statement, as far as the plan knows one."""

    def __init__(self, province, text):
        from thaktho.ground.base import new_id

        self.pk, self.programme_id, self.text = new_id(), province.programme.pk, text


def test_a_row_from_statements_begins_with_what_was_said(province):
    by, network = province.actor("religion"), province.networks["religion"]
    with pytest.raises(Refused):
        actions.row_from_statements(by, network, [])
    row = actions.row_from_statements(
        by, network, [Said(province, "ขยะล้นตลาด"), Said(province, "อยากให้คัดแยก")]
    )
    assert fresh(row).problem == "ขยะล้นตลาด\nอยากให้คัดแยก" and row.state == "draft"


def test_load_rows_is_one_line_of_the_ledger_and_only_for_the_system(province):
    from django.core.exceptions import PermissionDenied

    from thaktho.ground.ledger.models import Act

    network, before = province.networks["religion"], Act.objects.count()
    rows = [
        actions.NewRow({"title": f"{n}", "when_text": "11 มี.ค. 2563", "budget": "0"}, targets={2563: "5"})
        for n in range(5)
    ]
    made = actions.load_rows(province.system, network, rows, state="submitted")
    assert Act.objects.count() == before + 1 and len(made) == 5 and fresh(made[0]).budget == 0
    assert queries.plan_of(network).state == "submitted"
    with pytest.raises(PermissionDenied):
        actions.load_rows(province.actor("secretariat"), network, rows)


def test_on_the_thread_a_row_says_when_it_works_and_stands_on_no_day(province, make):
    dated, worded, silent = make(when_text="1-10 เมษายน 2563"), make(when_text="ทุกวันพระ"), make()
    by, ids = province.actor("secretariat"), [dated.pk, worded.pk, silent.pk]
    knots = kind("plan.row").load(by, ids)
    assert [knots[id].meta.split(" · ")[0] for id in ids] == [
        "ดำเนินงาน 1–10 เม.ย. 2563",
        "ดำเนินงาน ทุกวันพระ",
        "ร่าง",
    ]
    assert {knots[id].when for id in ids} == {None}
