"""A delegate's link gives that delegacy and nothing else; a right goes with the seat, in the very instant too."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tools.assembly import add_delegate
from thaktho.ground.access import Actor
from thaktho.stages.assemble.access import with_delegacies
from thaktho.stages.assemble.consensus import actions, entering, states
from thaktho.stages.assemble.models import VoteRight


def linked(delegate):
    """Who came by the card of this delegacy."""
    return with_delegacies(
        Actor(delegate.programme_id, "person", delegate.person_id, by_link=True), [delegate]
    )


def two_seats(floor):
    """One person of two networks; the right of a vote goes with the religion network's seat, the first in order."""
    youth = floor.delegate("youth")
    actions.end_delegate(floor.desk, floor.delegate("religion"), "ว่าง")
    return add_delegate(floor.made, "religion", youth.name, "speaker", person=youth.person), youth


def test_a_card_of_one_network_does_not_cast_the_vote_of_another_seat(floor):
    religion, youth = two_seats(floor)
    row = floor.resolution()
    phone, url = floor.let_in(youth), floor.url(f"resolutions/{row.pk}/")
    assert 'value="yes"' not in phone.get(url).content.decode()
    refused = phone.post(f"{url}vote/", {"value": "yes"})
    assert refused.status_code == 409 and religion.network.name in refused.content.decode()
    assert not VoteRight.objects.filter(used=True).exists()
    assert floor.let_in(religion).post(f"{url}vote/", {"value": "yes"}).status_code == 200


def test_the_one_who_is_logged_in_votes_with_either(floor):
    religion, youth = two_seats(floor)
    both = with_delegacies(Actor(youth.programme_id, "person", youth.person_id), [religion, youth])
    assert actions.cast(both, floor.resolution(), "yes").again is False


def test_by_a_link_there_is_one_seat(floor):
    _religion, youth = two_seats(floor)
    assert entering.delegacies(linked(youth), floor.edition) == [youth]


def test_by_a_link_the_persons_own_tasks_are_not_theirs(floor):
    delegate = floor.delegate("youth")
    assert floor.by(delegate).own_id == delegate.person_id
    assert linked(delegate).own_id is None


def test_the_page_knows_who_came_by_a_link(floor, rf):
    phone, delegate = floor.let_in(floor.delegate("youth")), floor.delegate("youth")
    request = rf.get(floor.url())
    request.programme, request.COOKIES = (
        floor.edition.programme,
        {k: v.value for k, v in phone.cookies.items()},
    )
    by = entering.with_what_is_held(request, Actor(delegate.programme_id), floor.edition.code)
    assert by == linked(delegate)


def before_the_update(act):
    """`act` in the instant between reading a right and using it."""
    done = []

    def wrapper(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "assemble_voteright" in sql and not done:
            done.append(sql)
            act()
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def test_a_right_that_went_over_in_the_same_instant_was_not_counted_already(floor):
    row, new = floor.resolution(), add_delegate(floor.made, "youth", "คนใหม่")
    right = VoteRight.objects.filter(delegate=floor.delegate("youth"))
    goes = {"delegate": new, "person": new.person}
    with before_the_update(lambda: right.update(**goes)), pytest.raises(states.NotEntitled):
        actions.cast(floor.made.speaker("youth"), row, "yes")
    assert not VoteRight.objects.filter(used=True).exists()


def test_a_right_used_in_the_same_instant_does_not_go_over(floor):
    floor.resolution()
    old = floor.delegate("youth")
    right = VoteRight.objects.filter(delegate=old)
    with before_the_update(lambda: right.update(used=True)):
        actions.replace(floor.desk, old, "ป่วย", name="คนใหม่", letter_number="ชร 2")
    assert VoteRight.objects.get(used=True).person_id == old.person_id


@pytest.mark.parametrize("act", ["open", "replace"])
def test_opening_a_vote_and_replacing_hold_the_edition_before_anything_else(floor, act):
    """So the one comes wholly before the other: a right is laid down for who sits, or goes over."""
    row = floor.resolution(state="locked")
    with CaptureQueriesContext(connection) as asked:
        if act == "open":
            actions.open_resolution(floor.desk, row)
        else:
            actions.replace(floor.desk, floor.delegate("youth"), "ป่วย", name="คนใหม่")
    locks = " UPDATE" if connection.features.has_select_for_update else "SELECT"
    held = [one["sql"] for one in asked if locks in one["sql"] and 'FROM "assemble_' in one["sql"]]
    assert 'FROM "assemble_edition"' in held[0]


def test_the_same_person_on_two_seats_of_a_network_is_told(floor):
    one, two = floor.delegate("youth"), add_delegate(floor.made, "youth", "อีกคน")
    person = floor.made.province.persons["observer"]
    actions.replace(floor.desk, one, "ป่วย", name=str(person), person=person)
    with pytest.raises(states.Refused):
        actions.replace(floor.desk, two, "ป่วย", name=str(person), person=person)
