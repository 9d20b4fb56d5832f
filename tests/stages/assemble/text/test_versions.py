"""Versions: frozen, compared clause by clause, true to their hash."""

from __future__ import annotations

import pytest

from thaktho.stages.assemble.models import TextVersion
from thaktho.stages.assemble.text import actions, queries
from thaktho.stages.assemble.text.states import Refused, WrongState

# No network was asked here: who agrees says so, and why.
SAID = {"despite": True, "reason": "ที่ประชุมเห็นพ้อง"}


def test_the_same_words_make_no_second_version(drafting):
    with pytest.raises(Refused, match="ยังไม่มีอะไรเปลี่ยน"):
        actions.make_version(drafting.by, drafting.text)


def test_a_changed_letter_shows(drafting):
    assert actions.true_to_hash(drafting.version)
    frozen = drafting.version.frozen
    frozen["clauses"][0]["body"] += "."
    TextVersion.objects.filter(pk=drafting.version.pk).update(frozen=frozen)
    assert not actions.true_to_hash(TextVersion.objects.get(pk=drafting.version.pk))


def test_two_versions_compared(drafting):
    actions.edit_clause(drafting.by, drafting.clause(1), body="ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี")
    actions.remove_clause(drafting.by, drafting.clause(2), "ซ้ำ")
    new = actions.add_clause(drafting.by, drafting.text, body="กตัญญู", period=drafting.text.periods.get())
    actions.move_clause(drafting.by, new, "up")
    later = actions.make_version(drafting.by, drafting.text)
    found = queries.compare(drafting.version, later)
    assert [(one.what, one.moved) for one in found] == [
        ("changed", False), ("removed", False), ("added", False), ("same", False),
    ]  # fmt: skip
    pieces = queries.clause_diff(drafting.version, later, drafting.clauses[0].pk)
    assert "".join(piece.text for piece in pieces if piece.op != "drop").startswith("ปลูกป่าชุมชน")
    assert {piece.op for piece in queries.clause_diff(drafting.version, later, new.pk)} == {"add"}


def test_a_move_is_told_as_a_move(drafting):
    actions.move_clause(drafting.by, drafting.clause(3), "up")
    later = actions.make_version(drafting.by, drafting.text)
    assert [one.moved for one in queries.compare(drafting.version, later)] == [False, True, True]


def test_frozen_clauses_can_be_unpacked(drafting):
    number, clause_id, period, body, requests = queries.frozen_clauses(drafting.version)[0]
    assert (number, clause_id, period) == (1, drafting.clauses[0].pk, "ระยะ 3 ปี")
    assert body == drafting.clauses[0].body and requests[0]["addressee"] == "ทุกเครือข่าย"
    # A version of another hand, with less in it, is read as well.
    assert [one.number for one in queries.frozen_clauses(drafting.made.version)] == [1, 2, 3]
    assert queries.latest_version(drafting.made.edition) == drafting.version


def test_a_period_with_clauses_stays(drafting):
    with pytest.raises(Refused):
        actions.remove_period(drafting.by, drafting.text.periods.get())


def test_hearings_move_the_declaration(drafting):
    first, second = drafting.hearing(), drafting.hearing()
    drafting.text.refresh_from_db()
    assert drafting.text.state == "hearing"
    with pytest.raises(Refused, match="เวทีรับฟังเปิดอยู่"):
        actions.agree(drafting.by, drafting.text, **SAID)
    actions.close_hearing(drafting.by, first)
    drafting.text.refresh_from_db()
    assert drafting.text.state == "hearing"
    actions.close_hearing(drafting.by, second)
    drafting.text.refresh_from_db()
    assert drafting.text.state == "drafting"
    with pytest.raises(WrongState):
        actions.close_hearing(drafting.by, second)


def test_a_hearing_planned_on_an_older_version_asks(drafting):
    planned = drafting.hearing(is_open=False)
    actions.edit_clause(drafting.by, drafting.clause(1), body="ใหม่")
    latest = actions.make_version(drafting.by, drafting.text)
    with pytest.raises(Refused, match="ฉบับล่าสุด"):
        actions.open_hearing(drafting.by, planned)
    actions.change_hearing(drafting.by, planned, version=latest)
    assert actions.open_hearing(drafting.by, planned).state == "open"


def test_agreed_words_are_reopened_with_a_reason_and_become_another_version(drafting):
    first = actions.agree(drafting.by, drafting.text, **SAID)
    with pytest.raises(WrongState):
        actions.edit_clause(drafting.by, drafting.clause(1), body="แอบแก้")
    actions.reopen(drafting.by, drafting.text, "พิมพ์ผิด")
    actions.edit_clause(drafting.by, drafting.clause(1), body="แก้คำผิด")
    second = actions.agree(drafting.by, drafting.text, **SAID)
    assert (first.final, second.final, second.number) == (True, True, first.number + 1)
    assert first.frozen_hash != second.frozen_hash and actions.true_to_hash(first)


def test_a_clause_from_an_issue_stands_on_the_thread(drafting):
    from thaktho.ground.thread.models import Link
    from thaktho.stages.assemble.models import Issue, IssueCall

    same = {"programme": drafting.province.programme, "edition": drafting.made.edition}
    call = IssueCall.objects.create(**same)
    issue = Issue.objects.create(**same, call=call, number=1, title="ขยะ", state="accepted")
    clause = actions.add_clause(drafting.by, drafting.text, body="จัดการขยะ", issue=issue)
    assert Link.objects.filter(source_id=issue.pk, target_id=clause.pk, relation="became").exists()
    issue.state = "declined"
    with pytest.raises(Refused):
        actions.add_clause(drafting.by, drafting.text, body="จัดการขยะ", issue=issue)


def test_composed_wishes_stand_on_the_thread_until_taken_back(drafting):
    from thaktho.ground.thread.models import Link

    one = drafting.decided("ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี")
    drafting.compose(one)
    living = Link.objects.filter(source_id=one.pk, undone_by=None)
    assert living.count() == 1
    actions.restore_revision(drafting.by, drafting.clause(1), 1, "ผิด")
    assert living.count() == 0
