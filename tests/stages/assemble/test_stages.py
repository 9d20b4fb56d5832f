"""Role x stage x verb: the whole table of who may do what in which stage of the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.tools.assembly import Assembly, make_assembly
from thaktho.ground.access import permitted
from thaktho.stages.assemble.models import Edition
from thaktho.stages.assemble.stages import EVEN_ENDED, MAY, ORDER

# Who of the cast plays which role towards a thing of the religion network.
CAST = {
    "secretariat": {"secretariat", "staff"},
    "executive": {"executive", "staff"},
    "observer": {"staff"},
    "religion": {"coordinator", "owner", "staff"},
    "youth": {"staff"},  # a coordinator of another network
    "visitor": set(),
    "speaker-religion": {"delegate", "speaker"},
    "speaker-youth": set(),
}


@dataclass
class Thing:
    """Something of a network in an edition: a task, a delegate, a stance."""

    edition: Edition
    network_id: Any
    edition_id: Any = True

    @property
    def programme_id(self) -> Any:
        return self.edition.programme_id


@pytest.fixture
def ready(province) -> tuple[Assembly, dict[str, Any]]:
    made = make_assembly(province)
    return made, {name: made.actor(name) for name in CAST}


@pytest.mark.parametrize("stage", ORDER)
def test_the_table_holds_for_every_role_and_verb(ready, stage):
    made, actors = ready
    thing = Thing(made.at(stage).edition, made.province.networks["religion"].pk)
    wrong = []
    for verb, roles in MAY.items():
        for name, played in CAST.items():
            expected = any(
                stage in stages for role, stages in roles.items() if role == "anyone" or role in played
            )
            if permitted(actors[name], verb, thing) is not expected:
                wrong.append((verb, name, expected))
    assert wrong == []


@pytest.mark.parametrize("state", ["ended", "cancelled"])
def test_what_ended_stays_but_for_what_outlives_it(ready, state):
    made, actors = ready
    Edition.objects.filter(pk=made.edition.pk).update(state=state)
    thing = Thing(made.at("follow_up").edition, made.province.networks["religion"].pk)
    allowed = {verb for verb in MAY if permitted(actors["secretariat"], verb, thing)}
    assert allowed == (EVEN_ENDED if state == "ended" else set())


def test_nobody_may_anything_in_another_province(ready, other):
    made, _ = ready
    strangers = [other.actor(name) for name in ("secretariat", "executive", "religion", "visitor")]
    thing = Thing(made.edition, made.province.networks["religion"].pk)
    assert [verb for verb in MAY for by in strangers if permitted(by, verb, thing)] == []
