"""Who may, in this chamber: the room's table (`stages.py`) turned into rules, and what else is asked."""

from typing import Any

import rules

from thaktho.ground.access import Actor

from ..access import edition_of, hang
from ..editions.models import Edition, Stage
from . import rules_roll  # noqa: F401 - hangs its own rules

hang("assemble.day.")


@rules.predicate
def on_the_day(by: Actor, subject: Any) -> bool:
    """Whoever holds the badge says from afar that they are there, while the assembly goes on."""
    edition = edition_of(subject)
    return edition.state == Edition.State.RUNNING and edition.stage == Stage.ASSEMBLY


rules.add_rule("assemble.day.come", on_the_day)
