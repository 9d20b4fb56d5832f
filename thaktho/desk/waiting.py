"""«รอท่าน»: what waits for this very reader, gathered from the rooms."""

from __future__ import annotations

from datetime import date

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting, in_order
from thaktho.stages.convene import queries as convene
from thaktho.stages.listen import queries as listen
from thaktho.stages.plan import queries as plan

MOST = 20
# The rooms that know of something waiting, in the order of the thread.
ASKED = tuple(ask for room in (convene, listen, plan) if (ask := getattr(room, "waiting", None)))


def waiting(by: Actor, programme: Programme, today: date) -> list[Waiting]:
    """Late first, then by the day due."""
    lines = [line for ask in ASKED for line in ask(by, programme)]
    return in_order(lines, today)[:MOST]
