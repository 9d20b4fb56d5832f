"""What waits in the assembly for a reader, gathered from its chambers."""

from __future__ import annotations

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting

from .after import queries as after
from .consensus import queries as consensus
from .editions import queries as editions
from .issues import queries as issues
from .text import queries as text

# A chamber with something to wait for adds its line here.
CHAMBERS = (editions.waiting, issues.waiting, text.waiting, consensus.waiting, after.waiting)


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    if not by.grants:
        return []
    return [line for ask in CHAMBERS for line in ask(by, programme)]
