"""Commitments prepared from the text, added, changed and removed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.stages.assemble.after.conftest import agree
from thaktho.ground.base import new_id
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.thread import queries as thread
from thaktho.stages.assemble.after import actions, queries
from thaktho.stages.assemble.after.models import Commitment
from thaktho.stages.assemble.after.states import Changed, Refused
from thaktho.stages.assemble.text.models import ClauseAction


def from_the_text(made):
    found = queries.proposals(made.province.programme, made.edition)
    return [
        actions.Promise(
            clause=one.clause,
            text=one.text,
            network=one.network,
            who=one.who,
            due_on=one.due_on,
            action=one.action,
        )
        for one in found
    ]


def test_each_action_of_the_text_is_proposed_once(followed):
    by = followed.actor("secretariat")
    religion = followed.province.networks["religion"]
    ClauseAction.objects.filter(clause=followed.clauses[1]).delete()
    ClauseAction.objects.filter(clause=followed.clauses[2]).update(
        addressee="เครือข่ายศาสนา", due_on=date(2021, 9, 30)
    )
    proposed = queries.proposals(followed.province.programme, followed.edition)
    assert [one.number for one in proposed] == [1, 2, 3]
    assert proposed[1].text == followed.clauses[1].body and proposed[1].action is None
    assert proposed[2].network == religion and proposed[2].due_on == date(2021, 9, 30)
    promises = from_the_text(followed)
    promises[1] = actions.Promise(clause=promises[1].clause, text=promises[1].text, who="เทศบาล")
    made = actions.prepare(by, followed.edition, promises)
    assert [row.number for row in made] == [1, 1, 1]
    assert queries.proposals(followed.province.programme, followed.edition) == []
    sources = thread.sources_of(followed.edition.programme_id, made[0].pk, "assemble.clause")
    assert sources == [followed.clauses[0].pk]


def test_two_who_prepare_the_same_text_make_it_once(followed):
    by, promises = followed.actor("secretariat"), from_the_text(followed)
    assert len(actions.prepare(by, followed.edition, promises)) == 3
    assert actions.prepare(by, followed.edition, promises) == []
    assert Commitment.objects.count() == 3


def test_the_same_act_twice_is_one(followed):
    by, act_id, promises = followed.actor("secretariat"), new_id(), from_the_text(followed)
    actions.prepare(by, followed.edition, promises, act_id=act_id)
    with pytest.raises(Repeated):
        actions.prepare(by, followed.edition, promises, act_id=act_id)


def test_the_page_saves_what_was_looked_through(followed):
    client = followed.province.client("secretariat")
    address = followed.province.url("assembly/2563/after/prepare/")
    assert "ดำเนินการในพื้นที่ของตน" in client.get(address).content.decode()
    data = {}
    for number, one in enumerate(queries.proposals(followed.province.programme, followed.edition)):
        prefix = f"a-{one.action.pk}-"
        data |= {prefix + "text": one.text, prefix + "who": "ทุกหน่วยงาน", prefix + "due_on": "30 ก.ย. 2564"}
        if number < 2:
            data[prefix + "take"] = "on"
        if number == 0:
            data[prefix + "split"] = "on"
    assert client.post(address, data).status_code == 302
    rows = Commitment.objects.order_by("clause__order", "number")
    assert [row.clause_id for row in rows] == [followed.clauses[0].pk] * 4 + [followed.clauses[1].pk]
    assert [row.network.code for row in rows[:4]] == list(followed.province.networks)
    assert rows[4].who == "ทุกหน่วยงาน" and rows[4].due_on == date(2021, 9, 30)


def test_what_cannot_be_read_is_said_and_nothing_is_saved(followed):
    client = followed.province.client("secretariat")
    address = followed.province.url("assembly/2563/after/prepare/")
    one = queries.proposals(followed.province.programme, followed.edition)[0]
    prefix = f"a-{one.action.pk}-"
    data = {prefix + "take": "on", prefix + "text": "ทำ", prefix + "who": "", prefix + "due_on": "เมื่อไรก็ได้"}
    answer = client.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 422 and "บอกด้วยว่าใครรับผิดชอบ" in page and "เมื่อไรก็ได้" in page
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("who", ["religion", "executive", "observer", "visitor", "speaker-religion"])
def test_only_the_secretariat_prepares(followed, who):
    with pytest.raises(PermissionDenied):
        actions.prepare(followed.actor(who), followed.edition, from_the_text(followed))


def test_not_before_the_assembly(assembly):
    agree(assembly)
    assembly.at("readiness")
    with pytest.raises(PermissionDenied):
        actions.prepare(assembly.actor("secretariat"), assembly.edition, from_the_text(assembly))


@pytest.mark.parametrize("wrong", [{"text": "  "}, {"network": "", "who": " "}])
def test_a_promise_has_words_and_an_owner(promise, wrong):
    with pytest.raises(Refused):
        promise(**wrong)


def test_who_saves_over_a_newer_one_is_told(promise, followed):
    row, by = promise(), followed.actor("secretariat")
    actions.edit(by, row, seen_version=1, measure="12 ตำบล")
    with pytest.raises(Changed):
        actions.edit(by, row, seen_version=1, measure="18 ตำบล")
    client = followed.province.client("secretariat")
    data = {"clause": str(row.clause_id), "text": "ใหม่", "who": "ของผม", "version": "1"}
    answer = client.post(followed.province.url(f"assembly/commitments/{row.pk}/edit/"), data)
    assert answer.status_code == 409 and "ของผม" in answer.content.decode()


def test_once_told_of_the_promise_stays_and_the_owner_may_change(promise, followed):
    row, by = promise(), followed.actor("secretariat")
    actions.report(followed.actor("religion"), row, state="doing", text="เริ่มแล้ว")
    with pytest.raises(Refused, match="มีรายงานแล้ว"):
        actions.edit(by, row, seen_version=None, text="สัญญาอื่น")
    changed = actions.edit(by, row, seen_version=None, network=followed.province.networks["youth"])
    assert changed.network.code == "youth" and changed.text == row.text
    with pytest.raises(Refused, match="ลบไม่ได้"):
        actions.remove(by, row, "พิมพ์ผิด")


def test_removed_while_nothing_was_told(promise, followed):
    row, by = promise(), followed.actor("secretariat")
    actions.remove(by, row, "พิมพ์ซ้ำ")
    assert not Commitment.objects.exists()
    assert thread.targets_of(row.programme_id, row.clause_id, "assemble.commitment") == []


def test_numbers_are_not_given_twice(promise, followed):
    first, second = promise(), promise()
    assert (first.number, second.number) == (1, 2)
    actions.remove(followed.actor("secretariat"), first, "ซ้ำ")
    assert promise().number == 3


def test_of_another_province_nothing_is_found(promise, other):
    row = promise()
    assert other.client("secretariat").get(other.url(f"assembly/commitments/{row.pk}/")).status_code == 404
    assert other.client("secretariat").get(other.url("assembly/2563/after/")).status_code == 404
