"""The call, proposing with and without a login, the receipt, withdrawing."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.stages.plan.weaving_cast import row as plan_row
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.ledger.models import Act, Detail
from thaktho.ground.thread import queries as thread
from thaktho.stages.assemble.issues import actions, codes, queries
from thaktho.stages.assemble.issues.models import Issue, IssueCall
from thaktho.stages.assemble.issues.starting import starting
from thaktho.stages.assemble.issues.states import CALL_MOVES, Changed, NotOpen, Refused
from thaktho.stages.plan.models import PlanRow


def test_a_call_begins_with_the_borrowed_criteria_and_says_so(province, calling):
    assert [one.code for one in calling.call.criteria.all()] == [
        "importance",
        "severity",
        "public_interest",
        "feasibility",
    ]
    assert starting().verified is False
    page = province.client().get(province.url("assembly/2563/issues/")).content.decode()
    assert "เกณฑ์ยืมจากสมัชชาสุขภาพแห่งชาติ ยังไม่ยืนยัน" in page and "ความเป็นไปได้ในการขับเคลื่อน" in page


@pytest.mark.parametrize("before", list(IssueCall.State))
@pytest.mark.parametrize("to", list(IssueCall.State))
def test_the_call_moves_by_its_table(calling, before, to):
    calling.to(before)
    if to in CALL_MOVES[before]:
        assert actions.move(calling.office, calling.call, to).state == to
    else:
        with pytest.raises(Refused):
            actions.move(calling.office, calling.call, to)


def test_a_call_is_not_decided_while_somebody_waits_for_an_answer(calling):
    calling.propose()
    calling.to("screening")
    with pytest.raises(Refused, match="1 ประเด็นที่ยังไม่ตัดสิน"):
        actions.move(calling.office, calling.call, "decided")


@pytest.mark.parametrize("role", ["executive", "observer", "religion", "visitor"])
def test_only_the_secretariat_calls(province, calling, role):
    by = province.actor(role)
    for act in (
        lambda: actions.set_call(by, calling.assembly.edition, text="ก"),
        lambda: actions.move(by, calling.call, "screening"),
        lambda: actions.set_criteria(by, calling.call, [{"name": "ก", "help": "", "most": 5, "weight": 1}]),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_call_over_another_s_is_told(calling):
    actions.set_call(calling.office, calling.assembly.edition, text="ของคนแรก", seen_version=1)
    with pytest.raises(Changed):
        actions.set_call(calling.office, calling.assembly.edition, text="ของคนที่สอง", seen_version=1)


def test_criteria_change_until_somebody_scored(province, calling):
    rows = [{"id": str(calling.call.criteria.first().pk), "name": "สำคัญ", "help": "", "most": 5, "weight": 2}]
    actions.set_criteria(
        calling.office, calling.call, [*rows, {"name": "ใหม่", "help": "", "most": 3, "weight": 1}]
    )
    assert list(calling.call.criteria.values_list("code", "name", "weight")) == [
        ("importance", "สำคัญ", 2),
        ("own-2", "ใหม่", 1),
    ]
    with pytest.raises(Refused, match="อย่างน้อยหนึ่ง"):
        actions.set_criteria(calling.office, calling.call, [])
    issue = calling.propose()
    calling.to("screening")
    actions.score(calling.office, issue, {one.pk: (3, "") for one in calling.call.criteria.all()})
    with pytest.raises(Refused, match="ให้คะแนนตามเกณฑ์นี้แล้ว"):
        actions.set_criteria(calling.office, calling.call, rows)


# (state of the call, days from today it opens and closes, who, whether taken)
WHEN = [
    ("draft", None, None, "visitor", False),
    ("open", None, None, "visitor", True),
    ("open", 1, None, "visitor", False),
    ("open", -3, 0, "visitor", True),
    ("open", -3, -1, "visitor", False),
    ("open", -3, -1, "religion", False),
    ("open", -3, -1, "secretariat", True),  # what came on paper in time
    ("screening", None, None, "visitor", False),
    ("screening", None, None, "secretariat", True),
    ("decided", None, None, "secretariat", False),
]


@pytest.mark.parametrize(("state", "opens", "closes", "role", "taken"), WHEN)
def test_when_proposals_are_taken(province, calling, state, opens, closes, role, taken):
    today = timezone.localdate()
    days = {
        "opens_on": None if opens is None else today + timedelta(days=opens),
        "closes_on": None if closes is None else today + timedelta(days=closes),
    }
    IssueCall.objects.update(**days)
    calling.to(state)
    if taken:
        assert calling.propose(by=province.actor(role)).number == 1
    else:
        with pytest.raises(NotOpen):
            calling.propose(by=province.actor(role))


def test_a_call_for_networks_only_takes_none_from_outside(province, calling):
    IssueCall.objects.update(for_everyone=False)
    with pytest.raises(PermissionDenied):
        calling.propose(by=province.visitor)
    assert calling.propose(by=province.actor("religion"), network=province.networks["religion"]).network
    answer = province.client().get(province.url("assembly/2563/issues/new/"))
    assert answer.status_code == 409 and "ผู้ประสานงานเครือข่าย" in answer.content.decode()


@pytest.mark.parametrize("role", ["visitor", "youth", "executive", "observer"])
def test_nobody_speaks_in_another_network_s_name(province, calling, role):
    with pytest.raises(PermissionDenied):
        calling.propose(by=province.actor(role), network=province.networks["religion"])


def test_late_in_the_year_nothing_is_proposed(province, calling):
    calling.assembly.at("readiness")
    call = queries.call(calling.assembly.edition)
    for role in ("visitor", "secretariat", "religion"):
        with pytest.raises(PermissionDenied):
            actions.propose(province.actor(role), call, title="ช้าไป")


def test_without_a_login_it_is_read_first_and_found_by_its_receipt(province, calling):
    client = province.client()
    once = str(uuid4())
    data = {"title": "ให้มีลานกีฬาทุกหมู่บ้าน", "reason": "เด็กติดมือถือ", "act_id": once}
    address = province.url("assembly/2563/issues/")
    first, again = client.post(address + "new/", data), client.post(address + "new/", data)
    assert first.status_code == again.status_code == 302
    assert first.url == again.url  # sent twice, it is one proposal with one code
    issue = Issue.objects.get(edition=calling.assembly.edition)
    assert (issue.shown, issue.person) == (False, None)
    code = first.url.split("code=")[1].split("&")[0]
    assert code not in str(issue.__dict__) and code not in str(
        list(Detail.objects.values_list("body", flat=True))
    )
    page = client.get(first.url)
    assert code in page.content.decode() and "no-store" in page["Cache-Control"]
    assert "รอตรวจถ้อยคำก่อนแสดง" in page.content.decode()
    assert (
        client.get(address + f"receipt/?code={code.lower().replace('-', ' ')}")
        .content.decode()
        .count("ลานกีฬา")
    )
    listed = client.get(address).content.decode()
    assert "ลานกีฬา" not in listed and "อีก 1 ข้อรอตรวจถ้อยคำ" in listed
    assert client.get(address + f"{issue.pk}/").status_code == 404
    assert "ลานกีฬา" in province.client("religion").get(address).content.decode()
    actions.show(calling.office, issue, True)
    assert client.get(address + f"{issue.pk}/").status_code == 200


def test_a_wrong_code_and_another_year_s_code_find_nothing(province, calling, other):
    _issue, code = actions.propose(province.visitor, calling.call, title="ลับเฉพาะ")
    client = province.client()
    address = province.url("assembly/2563/issues/receipt/")
    assert "ไม่พบรหัสนี้" in client.get(address + "?code=2222-2222").content.decode()
    assert other.client().get(other.url(f"assembly/2563/issues/receipt/?code={code}")).status_code == 404
    codes.ASKED._filled.clear()
    statuses = {client.get(address + "?code=2222-2222").status_code for _ in range(70)}
    assert statuses == {200, 429}


def test_a_flood_is_slowed_and_loses_no_words(province, calling):
    client, address = province.client(), province.url("assembly/2563/issues/new/")
    while codes.PROPOSALS.take(calling.assembly.edition.pk):
        pass
    answer = client.post(address, {"title": "ยังอยู่ในช่อง"})
    assert answer.status_code == 429 and "ยังอยู่ในช่อง" in answer.content.decode()
    assert not Issue.objects.exists()


def test_double_submit_and_numbers(calling):
    once = uuid4()
    calling.propose("หนึ่ง", act_id=once)
    with pytest.raises(Repeated):
        calling.propose("หนึ่ง", act_id=once)
    assert [calling.propose(title).number for title in ("สอง", "สาม")] == [2, 3]


def test_it_may_begin_from_a_row_of_the_plan_and_the_thread_knows(province, calling):
    row = plan_row(province, "religion", "ปลูกป่าชุมชน")
    PlanRow.objects.update(state="accepted")
    client, told = province.client(), f"plan.row:{row.pk}"
    page = client.get(province.url(f"assembly/2563/issues/new/?from={told}")).content.decode()
    assert 'value="ปลูกป่าชุมชน"' in page
    assert (
        client.post(province.url("assembly/2563/issues/new/"), {"title": "ป่าชุมชน", "from": told}).status_code
        == 302
    )
    issue = Issue.objects.get()
    assert thread.targets_of(province.programme.pk, row.pk, "assemble.issue") == [issue.pk]
    PlanRow.objects.update(state="draft")  # what the reader may not see is no beginning
    page = client.get(province.url(f"assembly/2563/issues/new/?from={told}")).content.decode()
    assert "ปลูกป่าชุมชน" not in page


@pytest.mark.parametrize(
    "told",
    [
        "",
        "plan.row",
        "plan.row:nonsense",
        "people.person:00000000-0000-4000-8000-000000000001",
        "plan.row:00000000-0000-4000-8000-000000000002",
        "x" * 300,
    ],
)
def test_a_broken_beginning_is_no_beginning(province, calling, told):
    assert province.client().get(province.url("assembly/2563/issues/new/"), {"from": told}).status_code == 200


@pytest.mark.parametrize("bad", [{"title": ""}, {"title": "ก" * 301}, {"title": "ก", "reason": "ก" * 4001}])
def test_bad_input_is_said(province, calling, bad):
    assert province.client().post(province.url("assembly/2563/issues/new/"), bad).status_code == 422
    assert not Issue.objects.exists()


def test_whoever_holds_the_receipt_withdraws_and_nobody_else(province, calling):
    issue, code = actions.propose(province.visitor, calling.call, title="ถอนได้")
    for role, held in (("visitor", ""), ("visitor", "2222-2222"), ("religion", ""), ("executive", "")):
        with pytest.raises(PermissionDenied):
            actions.withdraw(province.actor(role), issue, "เหตุผล", code=held)
    address = province.url("assembly/2563/issues/receipt/withdraw/")
    client = province.client()
    assert client.post(address, {"code": code}).status_code == 200  # asks first
    assert client.post(address, {"code": code, "reason": "เสนอผิดปี"}).status_code == 302
    issue.refresh_from_db()
    assert (issue.state, issue.decision_reason) == ("withdrawn", "เสนอผิดปี")
    with pytest.raises(Refused):
        actions.withdraw(calling.office, issue, "ซ้ำ")


def test_its_network_mends_it_and_an_old_page_is_told(province, calling):
    by = province.actor("religion")
    issue = calling.propose("เดิม", by=by, network=province.networks["religion"])
    actions.change(by, issue, title="ของคนแรก", seen_version=1)
    with pytest.raises(Changed):
        actions.change(by, issue, title="ของคนที่สอง", seen_version=1)
    for role in ("youth", "visitor", "executive"):
        with pytest.raises(PermissionDenied):
            actions.change(province.actor(role), issue, title="ของคนอื่น")
    assert (
        province.client("youth")
        .post(province.url(f"assembly/2563/issues/{issue.pk}/edit/"), {"title": "ก"})
        .status_code
        == 403
    )
    assert Act.objects.filter(verb="assemble.issues.propose").count() == 2


def test_a_voice_s_or_row_s_page_leads_to_the_call_that_is_open(province, calling):
    client, address = province.client(), province.url("assembly/propose/?from=plan.row:x%26a")
    assert client.get(address).url == province.url("assembly/2563/issues/new/?from=plan.row%3Ax%26a")
    calling.to("screening")
    assert client.get(address).url == province.url("assembly/")


@pytest.mark.parametrize("state", ["screening", "decided"])
def test_a_call_that_is_over_invites_nobody(province, calling, state):
    calling.to(state)
    address = province.url("assembly/2563/issues/")
    for seen in (province.client(), province.client("religion")):
        page = seen.get(address).content.decode()
        assert "ทุกคนเสนอได้ ไม่ต้องมีบัญชี" not in page and "ปิดรับแล้ว · " in page
        assert "คำชวนเมื่อเปิดรับ" in page and "issues/new/" not in page
    page = province.client("secretariat").get(address).content.decode()
    assert ("issues/new/" in page) == (state == "screening")  # what came on paper


def test_where_proposals_wait_to_be_read_nobody_is_told_there_are_none(province, calling):
    issue = calling.propose()
    Issue.objects.filter(pk=issue.pk).update(shown=False)
    page = province.client().get(province.url("assembly/2563/issues/")).content.decode()
    assert "อีก 1 ข้อรอตรวจถ้อยคำ" in page and "ยังไม่มีประเด็น" not in page
