"""«รอท่าน»: what waits for this very reader, gathered from the rooms."""

from __future__ import annotations

from datetime import date

from thaktho.ground.access import Actor
from thaktho.ground.intake import queries as intakes
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting, in_order
from thaktho.stages.assemble import queries as assemble
from thaktho.stages.capital import queries as capital
from thaktho.stages.convene import queries as convene
from thaktho.stages.listen import queries as listen
from thaktho.stages.plan import queries as plan
from thaktho.stages.toolkit import queries as toolkit

MOST = 20


def waiting(by: Actor, programme: Programme, today: date, states: list[plan.NetworkState]) -> list[Waiting]:
    """Late first, then by the day due. `states` are the plan's, read once for the whole desk."""
    lines = [
        *intakes.waiting(by, programme),
        *capital.waiting(by, programme),
        *toolkit.waiting(by, programme),
        *convene.waiting(by, programme),
        *listen.waiting(by, programme),
        *plan.waiting(by, programme, states),
        *assemble.waiting(by, programme),
    ]
    return in_order(lines, today)[:MOST]
