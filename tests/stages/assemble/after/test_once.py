"""A request of the agreed text has its commitment once, whatever became of its row; a draft promises nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.stages.assemble.after.test_prepare import from_the_text
from thaktho.ground.base import new_id
from thaktho.ground.thread import queries as thread
from thaktho.stages.assemble.after import actions, queries
from thaktho.stages.assemble.after.models import Commitment
from thaktho.stages.assemble.after.states import Refused
from thaktho.stages.assemble.models import Clause, Text
from thaktho.stages.assemble.text.actions.clauses import set_requests
from thaktho.stages.assemble.text.models import ClauseAction


def again(clause) -> None:
    """The requests of the clause under new rows, in the same words."""
    rows = [
        {"addressee": one.addressee, "action": one.action, "network": one.network}
        for one in clause.actions.all()
    ]
    ClauseAction.objects.filter(clause=clause).delete()
    set_requests(clause, rows)


@pytest.mark.parametrize("state", ["drafting", "hearing"])
def test_of_a_draft_nothing_is_prepared(followed, state):
    promises = from_the_text(followed)
    Text.objects.update(state=state)
    assert queries.proposals(followed.province.programme, followed.edition) == []
    with pytest.raises(Refused, match="ยังไม่ได้บันทึกว่าเห็นพ้อง"):
        actions.prepare(followed.actor("secretariat"), followed.edition, promises)
    client = followed.province.client("secretariat")
    address = followed.province.url("assembly/2563/after/prepare/")
    page = client.get(address)
    assert page.status_code == 200 and "ยังไม่เห็นพ้อง" in page.content.decode()
    answer = client.post(address, {f"a-{promises[0].action.pk}-take": "on"})
    assert answer.status_code == 409 and "บันทึกที่หน้าประกาศก่อน" in answer.content.decode()
    assert not Commitment.objects.exists()


def test_the_desk_asks_for_promises_only_of_agreed_words(followed):
    by, programme = followed.actor("secretariat"), followed.province.programme
    assert any("ยังไม่มีพันธสัญญา" in str(one) for one in queries.waiting(by, programme))
    Text.objects.update(state="drafting")
    assert not any("ยังไม่มีพันธสัญญา" in str(one) for one in queries.waiting(by, programme))


def test_a_request_laid_down_anew_in_the_same_words_is_not_proposed_again(followed):
    by = followed.actor("secretariat")
    stale = from_the_text(followed)
    actions.prepare(by, followed.edition, stale)
    for clause in followed.clauses:
        again(clause)
    assert queries.proposals(followed.province.programme, followed.edition) == []
    assert actions.prepare(by, followed.edition, stale) == []
    fresh = [
        actions.Promise(clause=one.clause, text=one.action, who=one.addressee, action=one)
        for one in ClauseAction.objects.select_related("clause")
    ]
    assert actions.prepare(by, followed.edition, fresh) == []
    assert Commitment.objects.count() == 3


def test_one_made_for_each_network_counts_too(followed):
    by, clause = followed.actor("secretariat"), followed.clauses[0]
    request = clause.actions.get()
    each = [
        actions.Promise(clause=clause, text=request.action, network=one, action=request)
        for one in followed.province.networks.values()
    ]
    assert len(actions.prepare(by, followed.edition, each)) == 4
    again(clause)
    proposed = queries.proposals(followed.province.programme, followed.edition)
    assert [one.number for one in proposed] == [2, 3]


def test_the_same_words_asked_of_another_are_another_request(followed):
    by, clause = followed.actor("secretariat"), followed.clauses[0]
    actions.prepare(by, followed.edition, from_the_text(followed))
    words = clause.actions.get().action
    set_requests(
        clause,
        [{"addressee": "ทุกเครือข่าย", "action": words}, {"addressee": "เทศบาลตัวอย่าง", "action": words}],
    )
    proposed = queries.proposals(followed.province.programme, followed.edition)
    assert [one.who for one in proposed] == ["เทศบาลตัวอย่าง"]


def test_a_request_that_left_the_text_makes_no_promise(followed):
    stale = from_the_text(followed)
    ClauseAction.objects.filter(pk=stale[0].action.pk).delete()
    Clause.objects.filter(pk=stale[1].clause.pk).update(live=False)
    made = actions.prepare(followed.actor("secretariat"), followed.edition, stale, act_id=new_id())
    assert [row.clause_id for row in made] == [stale[2].clause.pk]


def test_none_is_added_to_a_clause_that_was_taken_out(promise, followed):
    followed.clauses[0].live = False
    followed.clauses[0].save()
    with pytest.raises(Refused, match="ถูกนำออก"):
        promise()


def test_moved_to_another_clause_it_comes_from_there_alone(promise, followed):
    row = promise()
    other = followed.clauses[1]
    promise(clause=1)
    moved = actions.edit(followed.actor("secretariat"), row, seen_version=None, clause=other)
    assert moved.number == 2
    assert thread.sources_of(row.programme_id, row.pk, "assemble.clause") == [other.pk]


def test_nothing_taken_is_said_and_the_page_stays(followed):
    address = followed.province.url("assembly/2563/after/prepare/")
    one = queries.proposals(followed.province.programme, followed.edition)[0]
    answer = followed.province.client("secretariat").post(
        address, {f"a-{one.action.pk}-text": "", f"a-{one.action.pk}-due_on": "เมื่อไรก็ได้"}
    )
    assert answer.status_code == 409 and "เลือกอย่างน้อยหนึ่งรายการ" in answer.content.decode()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite locks the whole file")
def test_numbers_of_moved_ones_are_given_under_a_lock(promise, followed):
    row = promise()
    with CaptureQueriesContext(connection) as asked:
        actions.edit(followed.actor("secretariat"), row, seen_version=None, clause=followed.clauses[1])
    held = [one["sql"] for one in asked if " UPDATE" in one["sql"]]
    assert 'FROM "assemble_edition"' in held[0]
