"""A collaboration from proposal to agreement and back: every role, in every state, for every verb."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaktho.ground.ledger.models import Act
from thaktho.ground.people import actions as people
from thaktho.ground.thread.models import Link
from thaktho.stages.plan.actions import collaborations as actions
from thaktho.stages.plan.models import Collaboration, PlanRow
from thaktho.stages.plan.states import Refused
from thaktho.stages.plan.states_loom import MOVES, OFFICE, PARTY

from .loom_cast import collaboration

ROLES = ["secretariat", "community", "religion", "youth", "executive", "observer", "visitor"]
STATES = [state.value for state in Collaboration.State]
VERBS = [*OFFICE, *PARTY]
WHO = {verb: {"secretariat"} for verb in OFFICE} | {verb: {"community", "religion"} for verb in PARTY}


def do(by, item, verb):
    if verb == "invite":
        return actions.invite(by, item, "มาร่วมกัน")
    if verb in OFFICE:
        return actions.decide(by, item, verb, "เหตุ")
    return actions.answer(by, item, verb, "เหตุ")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_role_and_phase(province, verb, state):
    item = collaboration(province, state=state)
    for role in ROLES:
        with transaction.atomic():
            found = None
            try:
                do(province.actor(role), item, verb)
            except (PermissionDenied, Refused) as error:
                found = type(error)
            transaction.set_rollback(True)
        allowed = (state, verb) in MOVES
        wanted = PermissionDenied if role not in WHO[verb] else None if allowed else Refused
        assert found is wanted, role


def test_agreed_when_both_said_yes_and_the_thread_says_who_helps(province):
    item = collaboration(province)
    actions.invite(province.actor("secretariat"), item, "มาร่วมกัน")
    assert actions.answer(province.actor("religion"), item, "accept").state == "invited"
    now = actions.answer(province.actor("community"), item, "accept", "ยินดี")
    assert (now.state, now.taker_note) == ("agreed", "ยินดี") and now.agreed_at
    link = Link.objects.get(relation="helped_by", undone_by=None)
    assert (link.source_kind, link.source_id, link.target_id) == ("capital.entry", item.offer_id, item.row_id)


def test_the_rows_cells_are_not_changed_by_it(province):
    item = collaboration(province)
    before = PlanRow.objects.filter(pk=item.row_id).values().get()
    actions.invite(province.actor("secretariat"), item)
    for name in ("religion", "community"):
        actions.answer(province.actor(name), item, "accept")
    assert PlanRow.objects.filter(pk=item.row_id).values().get() == before


@pytest.mark.parametrize("who, verb", [("secretariat", "withdraw"), ("religion", "decline")])
def test_stepping_out_takes_the_link_back_and_keeps_the_reason(province, who, verb):
    item = agreed(province)
    now = do(province.actor(who), item, verb)
    assert not Link.objects.filter(relation="helped_by", undone_by=None).exists()
    assert "เหตุ" in (now.reason, now.giver_note) and now.agreed_at is None


def agreed(province):
    item = collaboration(province)
    actions.invite(province.actor("secretariat"), item)
    for name in ("religion", "community"):
        actions.answer(province.actor(name), item, "accept")
    return item


def test_the_secretariat_records_an_answer_by_letter_and_the_ledger_says_so(province):
    by, item = province.actor("secretariat"), collaboration(province)
    with pytest.raises(Refused):  # not invited yet
        actions.answer_for(by, item, "taker", "accept", "หนังสือที่ ชร 0001")
    actions.invite(by, item)
    with pytest.raises(Refused):
        actions.answer_for(by, item, "taker", "accept", " ")
    with pytest.raises(Refused):
        actions.answer_for(by, item, "nobody", "accept", "หนังสือ")
    now = actions.answer_for(by, item, "taker", "accept", "หนังสือที่ ชร 0001")
    assert (now.state, now.taker_answer, now.giver_answer) == ("invited", "yes", "waiting")
    assert now.taker_note == "ฝ่ายเลขานุการบันทึกแทน: หนังสือที่ ชร 0001"
    assert actions.answer(province.actor("religion"), item, "accept").state == "agreed"
    assert Act.objects.filter(verb="plan.collaboration.answer_for").count() == 1
    # The network's own word comes after, and counts.
    now = actions.answer(province.actor("community"), item, "decline", "ไม่ได้ตกลง")
    assert (now.state, now.taker_note) == ("declined", "ไม่ได้ตกลง")


@pytest.mark.parametrize("who", ["community", "religion", "youth", "executive", "observer", "visitor"])
def test_nobody_else_records_answers_for_others(province, who):
    item = collaboration(province, state="invited")
    with pytest.raises(PermissionDenied):
        actions.answer_for(province.actor(who), item, "taker", "accept", "หนังสือ")


def test_stepping_out_of_what_was_agreed_needs_a_reason(province):
    item = agreed(province)
    with pytest.raises(Refused):
        actions.answer(province.actor("religion"), item, "decline", " ")


def test_invited_again_earlier_answers_do_not_count(province):
    item = agreed(province)
    actions.decide(province.actor("secretariat"), item, "withdraw", "เปลี่ยนวัน")
    now = actions.invite(province.actor("secretariat"), item)
    assert (now.taker_answer, now.giver_answer) == ("waiting", "waiting")


@pytest.mark.parametrize("verb, state", [("skip", "proposed"), ("withdraw", "invited")])
def test_skipping_and_withdrawing_need_a_reason(province, verb, state):
    item = collaboration(province, state=state)
    with pytest.raises(Refused):
        actions.decide(province.actor("secretariat"), item, verb, " ")


def test_a_row_that_left_the_plan_is_not_invited_for(province):
    item = collaboration(province)
    PlanRow.objects.filter(pk=item.row_id).update(state="draft")
    with pytest.raises(Refused):
        actions.invite(province.actor("secretariat"), item)


def test_one_person_of_both_networks_answers_for_both(province):
    item = collaboration(province, state="invited")
    person = province.persons["religion"]
    network = str(province.networks["community"].pk)
    people.grant(province.system, person, "coordinator", scope="network", scope_id=network)
    assert actions.answer(province.actor("religion"), item, "accept").state == "agreed"


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(VERBS), st.sampled_from(["community", "religion"])), max_size=8))
def test_whatever_is_done_the_link_stands_exactly_while_it_is_agreed(province, steps):
    with transaction.atomic():
        item = collaboration(province)
        for verb, party in steps:
            try:
                do(province.actor("secretariat" if verb in OFFICE else party), item, verb)
            except Refused:
                continue
            item.refresh_from_db()
            stands = Link.objects.filter(relation="helped_by", undone_by=None, target_id=item.row_id).exists()
            both = item.taker_answer == item.giver_answer == "yes"
            assert stands == (item.state == "agreed")
            assert item.state != "agreed" or both
        transaction.set_rollback(True)
