"""What waits in the assembly for a reader, gathered from its chambers."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
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
    """Read anew when somebody acts, when the day turns, and in another language."""
    if not by.grants:
        return []
    name = f"assemble.waiting.{by.person_id}.{timezone.localdate()}.{get_language()}"
    lines = kept(programme, name, lambda: [line for ask in CHAMBERS for line in ask(by, programme)])
    return [*consensus.votes_waiting(by, programme), *lines]
