"""What became of the declaration of 2563: invented commitments in all states, some late, some tied to the plan, the open ones
carried into 2564. Nobody printed what was done; every row is marked as an example."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from thaktho.stages.assemble.after import actions, queries
from thaktho.stages.assemble.after.models import Commitment
from thaktho.stages.assemble.after.queries import Proposal
from thaktho.stages.plan.models import PlanRow

from . import World

MOST = 40
TOLD = yaml.safe_load(Path(__file__).with_name("after.yaml").read_text(encoding="utf-8"))


def load(world: World) -> None:
    edition = world.editions.get("2563")
    if edition is None:
        return
    proposed = queries.proposals(world.programme, edition)[:MOST]
    if not proposed:
        return
    networks = sorted(world.networks.values(), key=lambda one: one.order)
    turns, dues = cycle(networks), cycle(_days())
    promises = [_promise(one, next(turns), next(dues)) for one in proposed]
    made = actions.prepare(world.by, edition, promises)
    for number, row in enumerate(made):
        _report(world, row, TOLD["reports"][number % len(TOLD["reports"])])
        if number % 3 == 0:
            _tie(world, row)
    actions.write_words(world.by, edition, TOLD["words"])
    actions.make(world.by, edition, is_example=True)
    if queries.next_edition(edition) is not None:
        actions.carry(world.by, edition)


def _days() -> list[date]:
    """Some past since the year after the assembly, some near today, some ahead: every state can be seen on any day."""
    today = timezone.localdate()
    return [date(2021, 9, 30), today + timedelta(days=20), date(2022, 9, 30), today + timedelta(days=300)]


def _promise(one: Proposal, network: Any, due_on: date) -> actions.Promise:
    named = one.network or one.organisation
    return actions.Promise(
        clause=one.clause,
        text=one.text,
        network=one.network or (None if named else network),
        organisation=one.organisation,
        who=one.who,
        measure=TOLD["measures"][one.number % len(TOLD["measures"])],
        due_on=one.due_on or due_on,
        action=one.action,
        is_example=True,
    )


def _report(world: World, row: Commitment, told: list[dict[str, Any]]) -> None:
    for one in told:
        actions.report(
            world.by,
            row,
            state=one["state"],
            text=one["text"],
            value=one.get("value", ""),
            reported_on=one["day"],
            is_example=True,
        )


def _tie(world: World, row: Commitment) -> None:
    found = PlanRow.objects.filter(programme=world.programme, live=True, network_id=row.network_id)
    if (one := found.order_by("number").first()) is not None:
        actions.link_row(world.by, row, one)
