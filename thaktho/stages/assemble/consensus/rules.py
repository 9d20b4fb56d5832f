"""Who may, in this chamber: the room's table (`stages.py`) turned into rules, and what else is asked."""

from __future__ import annotations

from typing import Any

import rules

from thaktho.ground.access import Actor

from ..access import edition_of, hang, in_edition

hang("assemble.consensus.")


@rules.predicate
def of_the_network(by: Actor, subject: Any) -> bool:
    """The secretariat, the network's coordinator and its own delegates: whoever may see what was said inside it."""
    network_id = subject.network_id
    return (
        by.has("secretariat")
        or by.has_for("coordinator", network_id)
        or by.has_for("delegate", in_edition(edition_of(subject), network_id))
    )


@rules.predicate
def takes_part(by: Actor, subject: Any) -> bool:
    """Anyone with a role in the programme or a delegacy in any edition of it: reasons before they are published."""
    return bool(by.held)


# Not of a stage: what may be read goes on being readable.
rules.add_rule("assemble.consensus.inner.read", of_the_network)
rules.add_rule("assemble.consensus.reasons.read", takes_part)
