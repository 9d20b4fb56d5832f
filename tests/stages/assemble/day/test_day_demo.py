"""The demonstration's day of 2563: invented, marked, and over."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from thaktho.demo.assembly import World, day
from thaktho.stages.assemble.day.queries import people, programme
from thaktho.stages.assemble.models import ChairSpell, CheckIn, Participant, Slot, SpeakerTurn


@pytest.fixture
def loaded(assembly):
    assembly.at("follow_up")
    province = assembly.province
    world = World(
        province.system, province.programme, province.networks, {}, {}, {}, {"2563": assembly.edition}
    )
    day.load(world)
    return assembly.edition


def test_it_is_marked_as_invented_and_all_of_it_is_over(loaded):
    assert Slot.objects.count() == 11
    assert not Slot.objects.filter(is_example=False).exists()
    assert set(Slot.objects.values_list("state", flat=True)) == {"done"}
    assert not Participant.objects.filter(is_example=False).exists()
    assert not ChairSpell.objects.filter(until=None).exists()
    assert set(SpeakerTurn.objects.values_list("state", flat=True)) == {"done"}


def test_arrivals_are_of_that_day(loaded):
    assert CheckIn.objects.count() == Participant.objects.exclude(came_at=None).count() > 0
    assert {timezone.localtime(at).date() for at in CheckIn.objects.values_list("at", flat=True)} == {
        date(2020, 9, 1)
    }
    assert sum(people.presence(loaded).values()) == CheckIn.objects.count()


def test_nothing_of_it_clashes(loaded):
    assert programme.clashing(programme.days(loaded)) == set()
