"""Beginning a year, its stages, its end; what is carried over."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st

from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.ledger.models import Act, Detail
from thaktho.stages.assemble.editions import actions, carrying, queries
from thaktho.stages.assemble.editions.lacking import lacking
from thaktho.stages.assemble.editions.models import Edition, StageSpan, Tab
from thaktho.stages.assemble.editions.states import STAGES, Changed, Refused, StillOpen, after, before
from thaktho.stages.assemble.issues import actions as issues
from thaktho.stages.assemble.models import ClauseStance, Round, RoundClause


@pytest.fixture
def office(province):
    return province.actor("secretariat")


@pytest.fixture
def year(province, office) -> Edition:
    return actions.begin(office, province.programme, year=2563, title="สมัชชา ปี 2563", number=1)


def test_a_year_begins_in_its_first_stage_with_all_stages_and_tabs(year):
    assert (year.code, year.stage, year.held_on) == ("2563", "consult", None)
    spans = {span.stage: span for span in year.spans.all()}
    assert set(spans) == set(STAGES)
    assert spans["consult"].entered_at and not spans["brainstorm"].entered_at
    assert set(year.tabs.values_list("kind", flat=True)) == set(Tab.Kind.values)


def test_a_second_assembly_of_a_year_gets_an_address_of_its_own(province, office, year):
    codes = [actions.begin(office, province.programme, year=2563, title="อีกครั้ง").code for _ in range(2)]
    assert codes == ["2563-2", "2563-3"]


@pytest.mark.parametrize("role", ["executive", "observer", "religion", "visitor"])
def test_only_the_secretariat_begins_and_resumes(province, year, role):
    with pytest.raises(PermissionDenied):
        actions.begin(province.actor(role), province.programme, year=2564, title="ปี 2564")
    with pytest.raises(PermissionDenied):
        actions.resume(province.actor(role), year, "เหตุผล")


def test_sent_twice_it_is_one_year(province, office):
    once = uuid4()
    actions.begin(office, province.programme, year=2563, title="ปี", act_id=once)
    with pytest.raises(Repeated):
        actions.begin(office, province.programme, year=2563, title="ปี", act_id=once)
    assert Edition.objects.filter(programme=province.programme).count() == 1


def test_what_is_chosen_is_carried_over_and_nothing_else(province, office, year):
    network = province.networks["religion"]
    actions.add_task(
        office, year, stage="consult", title="เชิญแกนนำ", network=network, due_on=date(2019, 11, 1)
    )
    done = actions.add_task(office, year, stage="consult", title="เสร็จแล้ว")
    actions.do_task(office, done, "done")
    dropped = actions.add_task(office, year, stage="consult", title="ไม่ทำ")
    actions.drop_task(office, dropped, "ไม่จำเป็น")
    actions.set_spans(office, year, {"consult": (date(2020, 2, 29), None, "")})
    actions.write_tab(office, year, "framework", "หลักการและเหตุผล")
    actions.publish_tab(office, year, "framework", True)
    issues.set_call(office, year, text="ชวนเสนอ")

    def begin(carry):
        return actions.begin(
            office, province.programme, year=2564, title="ปี 2564", carry_from=year, carry=carry
        )

    bare = begin([])
    assert not bare.tasks.exists() and not bare.spans.exclude(starts_on=None).exists()
    full = begin(["tasks", "undone", "spans", "framework", "criteria"])
    assert list(full.tasks.values_list("title", "state", "due_on")) == [
        ("เชิญแกนนำ", "todo", date(2020, 11, 1)),
        ("เสร็จแล้ว", "todo", None),
    ]
    assert full.spans.get(stage="consult").starts_on == date(2021, 2, 28)
    tab = full.tabs.get(kind="framework")
    assert (tab.text, tab.published_at) == ("หลักการและเหตุผล", None)
    assert full.call.criteria.count() == 4 and full.call.state == "draft" and full.call.opens_on is None
    undone = begin(["undone"])
    assert list(undone.tasks.values_list("title", flat=True)) == ["เชิญแกนนำ"]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31)), st.integers(-3, 8))
def test_a_day_carried_over_stays_that_day_or_the_last_of_february(day, years):
    moved = carrying.years_later(day, years)
    assert moved.year == day.year + years and moved.month == day.month
    assert moved.day == day.day or (day.month, day.day, moved.day) == (2, 29, 28)


def test_nothing_is_carried_from_another_province(province, other, office):
    theirs = actions.begin(other.actor("secretariat"), other.programme, year=2563, title="น่าน")
    with pytest.raises(ValueError, match="another programme"):
        actions.begin(office, province.programme, year=2564, title="ปี", carry_from=theirs, carry=["tasks"])


def test_the_year_walks_all_stages_and_stops_at_the_last(office, year):
    for stage, following in pairwise(STAGES):
        assert (after(stage), before(following)) == (following, stage)
        year = actions.move_on(office, year, seen_stage=stage, lacking=["ขาดสิ่งหนึ่ง"])
        assert year.stage == following
    with pytest.raises(Refused, match="ขั้นสุดท้าย"):
        actions.move_on(office, year, seen_stage="follow_up")
    assert all(span.entered_at for span in year.spans.all())
    assert all(span.left_at for span in year.spans.exclude(stage="follow_up"))
    line = Act.objects.filter(verb="assemble.editions.move").first()
    assert Detail.objects.get(act=line).body["lacking"] == ["ขาดสิ่งหนึ่ง"]


def test_two_who_move_at_once_move_one_stage(office, year):
    actions.move_on(office, year, seen_stage="consult")
    with pytest.raises(Refused, match="มีผู้เลื่อนขั้นไปแล้ว"):
        actions.move_on(office, year, seen_stage="consult")
    with pytest.raises(Refused, match="มีผู้เลื่อนขั้นไปแล้ว"):
        actions.go_back(office, year, "เหตุผล", seen_stage="consult")
    year.refresh_from_db()
    assert year.stage == "brainstorm"


def test_back_needs_a_reason_and_unwrites_the_days_of_entering(office, year):
    actions.move_on(office, year, seen_stage="consult")
    back = actions.go_back(office, year, "ยังหารือไม่ครบ", seen_stage="brainstorm")
    assert back.stage == "consult"
    spans = {span.stage: span for span in back.spans.all()}
    assert spans["consult"].entered_at and not spans["consult"].left_at and not spans["brainstorm"].entered_at
    assert Detail.objects.get(act__subject_id=year.pk, reason="ยังหารือไม่ครบ")
    with pytest.raises(Refused, match="ขั้นแรก"):
        actions.go_back(office, back, "อีก", seen_stage="consult")


def test_an_edit_over_another_s_is_told(office, year):
    actions.change(office, year, theme="ของคนแรก", seen_version=1)
    with pytest.raises(Changed):
        actions.change(office, year, theme="ของคนที่สอง", seen_version=1)
    year.refresh_from_db()
    assert year.theme == "ของคนแรก"


def test_days_may_stay_unknown_but_not_run_backwards(office, year):
    with pytest.raises(Refused, match="เสร็จก่อนเริ่ม"):
        actions.set_spans(office, year, {"consult": (date(2020, 3, 2), date(2020, 3, 1), "")})
    actions.set_spans(office, year, {"consult": (None, date(2020, 3, 1), "ก่อนสงกรานต์")})
    span = StageSpan.objects.get(edition=year, stage="consult")
    assert (span.starts_on, span.due_on, span.note) == (None, date(2020, 3, 1), "ก่อนสงกรานต์")


def test_an_ended_year_is_closed_and_may_be_taken_up_again(office, year):
    ended = actions.end(office, year, "ติดตามครบแล้ว")
    assert (ended.state, ended.end_reason) == ("ended", "ติดตามครบแล้ว")
    with pytest.raises(PermissionDenied):
        actions.change(office, ended, theme="อีก")
    stale = Edition.objects.get(pk=year.pk)
    stale.state = "running"  # a page opened before the end
    with pytest.raises(Refused, match="แก้ไม่ได้"):
        actions.change(office, stale, theme="อีก")
    again = actions.resume(office, ended, "ปิดผิดปี")
    assert (again.state, again.end_reason) == ("running", "")
    with pytest.raises(Refused):
        actions.resume(office, again, "ซ้ำ")
    assert actions.cancel(office, again, "โรคระบาด").state == "cancelled"


@pytest.fixture
def asking(assembly, province) -> Round:
    """A round that asks four networks about three clauses; one voice is given."""
    same = {"programme": province.programme}
    ids = [str(network.pk) for network in province.networks.values()]
    asked = Round.objects.create(
        **same, edition=assembly.edition, number=2, version=assembly.version, state="open", networks=ids
    )
    rows = [
        RoundClause.objects.create(**same, round=asked, clause=clause, number=n, revision=1, body=clause.body)
        for n, clause in enumerate(assembly.clauses, 1)
    ]
    ClauseStance.objects.create(**same, asked=rows[0], network=province.networks["religion"], value="agree")
    return asked


def test_a_year_with_an_open_round_asks_before_it_ends_and_writes_it_down(assembly, office, asking):
    with pytest.raises(StillOpen) as stopped:
        actions.end(office, assembly.edition, "จบปี")
    assert (stopped.value.still.rounds, stopped.value.still.missing) == ((2,), 11)
    ended = actions.end(office, assembly.edition, "จบปี", over_open=True)
    assert ended.end_reason == "จบปี"  # as it was typed
    told = Detail.objects.get(act__verb="assemble.editions.end").body
    assert (told["open_rounds"], told["missing_voices"]) == ([2], 11)


def test_the_page_that_ends_asks_too(assembly, province, asking):
    client, address = province.client("secretariat"), province.url("assembly/2563/work/end/")
    assert "รอบที่ 2 ยังเปิดอยู่ ขาดเสียง 11 เสียง" in client.get(address).content.decode()
    assert client.post(address, {"reason": "จบปี"}).status_code == 422
    assert client.post(address, {"reason": "จบปี", "over_open": "on"}).status_code == 302
    assembly.edition.refresh_from_db()
    assert assembly.edition.state == "ended"


@pytest.mark.parametrize(("written_in", "read_in"), [("en", "th"), ("th", "en")])
def test_what_it_was_ended_over_reads_right_in_every_language(
    assembly, province, office, asking, written_in, read_in
):
    with override(written_in):
        actions.end(office, assembly.edition, "จบปี", over_open=True)
    client = province.client()
    client.cookies["django_language"] = read_in
    page = client.get(province.url("assembly/2563/")).content.decode()
    with override(read_in):
        said = gettext("รอบที่ %(n)s ยังเปิดอยู่ ขาดเสียง %(missing)s เสียง") % {"n": 2, "missing": 11}
        assert "จบปี" in page and gettext("ปิดขณะยังเปิดรับเสียงอยู่:") in page and said in page


@pytest.mark.parametrize("stage", STAGES)
def test_what_is_missing_is_said_in_every_stage_and_never_bars(
    assembly, office, stage, django_assert_max_num_queries
):
    edition = assembly.at(stage).edition
    actions.add_task(office, edition, stage=stage, title="ค้างอยู่")
    with django_assert_max_num_queries(9):
        said = [lack.text for lack in lacking(edition)]
    assert "งานของขั้นนี้ยังไม่เสร็จ 1 งาน" in said
    expected = {
        "brainstorm": "ยังไม่ได้เปิดรับประเด็นสมัชชา",
        "plan_draft": "ยังไม่มีประเด็นที่รับเป็นประเด็นสมัชชา",
        "readiness": "ยังไม่มีกำหนดการของวันงาน",
        "assembly": "ยังไม่ได้บันทึกการประกาศเจตนารมณ์",
        "wrap_up": "ยังไม่มีรายงานการประชุมสมัชชา",
    }
    if stage in expected:
        assert expected[stage] in said
    if stage != STAGES[-1]:
        assert actions.move_on(office, edition, seen_stage=stage).stage == after(stage)


def test_the_current_year_is_the_newest_that_runs(province, office, year):
    newer = actions.begin(office, province.programme, year=2564, title="ปี 2564")
    assert queries.current(province.programme) == newer
    actions.end(office, newer, "จบ")
    assert queries.current(province.programme) == year
    actions.cancel(office, year, "ยกเลิก")
    assert queries.current(province.programme) == newer
