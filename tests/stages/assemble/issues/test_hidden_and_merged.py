"""Hidden words stay hidden until somebody read them; what was merged is never left without an answer."""

from __future__ import annotations

import pytest

from thaktho.ground.access import Actor
from thaktho.ground.ledger.models import Detail
from thaktho.ground.people import actions as people
from thaktho.ground.thread import queries as thread
from thaktho.stages.assemble.issues import actions, queries
from thaktho.stages.assemble.issues.models import Issue
from thaktho.stages.assemble.issues.states import Refused


@pytest.fixture
def pair(calling) -> tuple[Issue, Issue]:
    """The first merged into the second."""
    first, second = calling.propose("ลานกีฬา"), calling.propose("สนามเด็กเล่น")
    calling.to("screening")
    return actions.merge(calling.office, first, second, "เรื่องเดียวกัน"), second


@pytest.mark.parametrize("decide", ["accept", "decline"])
def test_what_was_hidden_stays_hidden_when_it_is_taken_back(calling, decide):
    issue = calling.propose("มีชื่อคนอยู่ในนี้")
    calling.to("screening")
    decided = getattr(actions, decide)(calling.office, issue, "เหตุผล")
    actions.show(calling.office, decided, False)
    assert actions.take_back(calling.office, decided, "พิจารณาใหม่").shown is False


@pytest.mark.parametrize("page", ["list", "issue", "receipt"])
def test_a_hidden_target_is_told_by_its_number_alone(calling, province, page):
    first, code = actions.propose(calling.office, calling.call, title="ลานกีฬา")
    second = calling.propose("คำที่ซ่อน")
    calling.to("screening")
    actions.merge(calling.office, first, second, "เรื่องเดียวกัน")
    actions.show(calling.office, second, False)
    address = {"list": "", "issue": f"{first.pk}/", "receipt": f"receipt/?code={code}"}[page]
    url = province.url(f"assembly/2563/issues/{address}")
    told = province.client().get(url).content.decode()
    assert "คำที่ซ่อน" not in told and "ข้อที่ 2 (ไม่แสดงต่อสาธารณะ)" in told
    if page != "receipt":
        assert "คำที่ซ่อน" in province.client("executive").get(url).content.decode()


def test_a_target_is_not_reconsidered_while_others_hang_on_it(calling, pair):
    _first, second = pair
    actions.accept(calling.office, second, "ดี")
    with pytest.raises(Refused, match="นำประเด็นเหล่านั้นกลับก่อน"):
        actions.take_back(calling.office, second, "พิจารณาใหม่")
    second.refresh_from_db()
    assert second.state == "accepted"


def test_a_withdrawn_target_sets_the_others_free(calling, province, pair):
    first, second = pair
    actions.withdraw(calling.office, second, "เสนอซ้ำ")
    first.refresh_from_db()
    assert (first.state, first.merged_into, first.decision_reason) == ("submitted", None, "")
    assert thread.targets_of(province.programme.pk, first.pk, "assemble.issue") == []
    assert Detail.objects.get(reason="เสนอซ้ำ").body["freed"] == [str(first.pk)]
    with pytest.raises(Refused, match="1 ประเด็นที่ยังไม่ตัดสิน"):  # it waits for an answer again
        actions.move(calling.office, calling.call, "decided")


@pytest.fixture
def sender(province) -> Actor:
    """Somebody with a login and no role."""
    person = people.add_person(province.system, province.programme, given_name="ผู้เสนอ", is_example=True)
    return Actor(province.programme.pk, "person", person.pk)


def test_new_words_of_who_has_no_role_are_read_before_they_are_shown(calling, province, sender):
    issue = calling.propose("ถ้อยคำที่ตรวจแล้ว", by=sender)
    shown = actions.show(calling.office, issue, True)
    changed = actions.change(sender, shown, title="ถ้อยคำใหม่")
    assert changed.shown is False
    page = province.client().get(province.url("assembly/2563/issues/")).content.decode()
    assert "ถ้อยคำ" not in page.replace("รอตรวจถ้อยคำ", "")
    waiting = [line.title for line in queries.waiting(calling.office, province.programme)]
    assert waiting == ["ประเด็นที่เสนอโดยไม่ลงชื่อ 1 ข้อรอตรวจถ้อยคำ"]


def test_a_network_s_words_and_the_office_s_stay_shown(calling, province):
    by = province.actor("religion")
    issue = calling.propose("เดิม", by=by, network=province.networks["religion"])
    assert actions.change(by, issue, title="ใหม่").shown
    hidden = actions.show(calling.office, issue, False)
    assert actions.change(by, hidden, title="ใหม่กว่า").shown is False  # and what the office hid stays hidden
