"""Voices inside a network: counts alone unless the rule says named, and each seat once."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests.tools.assembly import actor_of_delegate, add_delegate
from thaktho.ground.ledger.models import Act, Detail
from thaktho.stages.assemble.access import with_delegacies
from thaktho.stages.assemble.consensus import actions, queries, states
from thaktho.stages.assemble.models import (
    InnerCount,
    InnerVoice,
)


def three(floor, code="youth"):
    return [add_delegate(floor.made, code, f"ผู้แทนภายใน {n}") for n in range(3)]


def test_inside_only_counts_are_kept(floor):
    round, people = floor.round(), three(floor)
    asked, youth = floor.asked(round), floor.network("youth")
    for number, (person, value) in enumerate(zip(people, ("agree", "agree", "not_yet"), strict=True), 1):
        actions.speak_inside(actor_of_delegate(person), asked, person, value)
        total, counts = queries.inner_counts(asked, youth)
        assert total == number and counts is None
    actions.close_round(floor.desk, round, reason="ปิดตามเวลา")
    _total, counts = queries.inner_counts(floor.asked(round), youth)
    assert counts == {"agree": 2, "note": 0, "change": 0, "not_yet": 1}
    assert set(InnerVoice.objects.values_list("value", flat=True)) == {""}
    lines = Act.objects.filter(verb="assemble.consensus.inner").values_list("pk", flat=True)
    assert all("value" not in one.body for one in Detail.objects.filter(act__in=lines))


def test_what_nobody_kept_nobody_changes(floor):
    round, (person, *_rest) = floor.round(), three(floor)
    by, asked = actor_of_delegate(person), floor.asked(round)
    actions.speak_inside(by, asked, person, "agree")
    with pytest.raises(states.Refused):
        actions.speak_inside(by, asked, person, "not_yet")
    assert sum(InnerCount.objects.values_list("count", flat=True)) == 1


def test_named_keeps_who_said_what_and_lets_it_change(floor):
    floor.rules(inner="named")
    round, (person, *_rest) = floor.round(), three(floor)
    by, asked = actor_of_delegate(person), floor.asked(round)
    actions.speak_inside(by, asked, person, "agree")
    actions.speak_inside(by, asked, person, "change")
    assert InnerVoice.objects.get().value == "change"
    assert queries.inner_counts(asked, floor.network("youth")) == (
        1, {"agree": 0, "note": 0, "change": 1, "not_yet": 0},
    )  # fmt: skip


def test_inside_two_networks_a_person_speaks_once(floor):
    round, (person, *_rest) = floor.round(), three(floor)
    second = add_delegate(floor.made, "religion", person.name, person=person.person)
    both = with_delegacies(actor_of_delegate(person), [person, second])
    asked = floor.asked(round)
    actions.speak_inside(both, asked, person, "agree")
    with pytest.raises(states.Elsewhere):
        actions.speak_inside(both, asked, second, "agree")


def test_nobody_speaks_inside_with_anothers_seat(floor):
    round, (one, two, _three) = floor.round(), three(floor)
    with pytest.raises(states.Refused):
        actions.speak_inside(actor_of_delegate(one), floor.asked(round), two, "agree")
    with pytest.raises(PermissionDenied):
        actions.speak_inside(floor.made.speaker("religion"), floor.asked(round), one, "agree")
    actions.close_round(floor.desk, round, reason="ปิด")
    with pytest.raises(states.NotOpen):
        actions.speak_inside(actor_of_delegate(one), floor.asked(round), one, "agree")


def test_a_seat_speaks_inside_once_whoever_sits_on_it(floor):
    round, (person, *_rest) = floor.round(), three(floor)
    asked = floor.asked(round)
    actions.speak_inside(actor_of_delegate(person), asked, person, "agree")
    new = actions.replace(
        floor.desk, person, "ย้าย", name="คนใหม่ ตัวอย่าง", letter_number="ชร 1/2563", is_example=True
    )
    with pytest.raises(states.Refused):
        actions.speak_inside(actor_of_delegate(new), asked, new, "not_yet")
    assert actions.speak_inside(actor_of_delegate(new), floor.asked(round, 2), new, "not_yet")
