"""Who may do what, in which state of the topic. The whole table is tested: tests/stages/listen/test_rules.py."""

from __future__ import annotations

from typing import Any

import rules

from thaktho.ground.access import Actor, anyone, coordinates, nobody, secretariat

from .models import Topic


def topic_of(subject: Any) -> Topic:
    """The topic a door, a statement, a seal belongs to; a topic belongs to itself."""
    return subject if isinstance(subject, Topic) else subject.topic


def phase(*states: str) -> rules.Predicate:
    return rules.predicate(
        lambda by, subject: topic_of(subject).state in states, name=f"phase_{'_'.join(states)}"
    )


@rules.predicate
def coordinates_any(by: Actor, subject: Any) -> bool:
    return by.has("coordinator")


@rules.predicate
def takes_statements(by: Actor, subject: Any) -> bool:
    return topic_of(subject).proposers == Topic.Proposers.EVERYONE


draft, running, over = phase("draft"), phase("open"), phase("closed", "sealed")

# Pages. The rule is asked of the programme; what a draft holds is for those who prepare it.
rules.add_rule("listen.read", anyone)
rules.add_rule("listen.topic.read", ~draft | secretariat | coordinates_any)
rules.add_rule("listen.work", secretariat | coordinates_any)

# A topic, by the secretariat.
rules.add_rule("listen.topic.add", secretariat)
rules.add_rule("listen.topic.edit", secretariat & (draft | running))
rules.add_rule("listen.topic.open", secretariat & draft)
rules.add_rule("listen.topic.close", secretariat & running)
# Sealing is the machine's: no hand chooses the moment or the votes.
rules.add_rule("listen.topic.seal", nobody)
rules.add_rule("listen.topic.destroy_secret", nobody)
rules.add_rule("listen.topic.renew_secret", nobody)
rules.add_rule("listen.topic.audit", secretariat & over)

# Statements.
rules.add_rule("listen.statement.propose", running & takes_statements)
rules.add_rule("listen.statement.type", (secretariat | coordinates) & (draft | running))  # asked of the door
rules.add_rule("listen.statement.seed", secretariat & (draft | running))
rules.add_rule("listen.statement.show", secretariat & (draft | running))
# The law may ask for a statement to be taken off long after the closing.
rules.add_rule("listen.statement.hide", secretariat)

# Voting. Asked of the topic by whoever holds a cookie; an assisted ballot is asked of the door.
rules.add_rule("listen.vote", running)
rules.add_rule("listen.ballot.assist", (secretariat | coordinates) & running)
# In a hall: sheets printed and typed in, hands counted at tables. Asked of the door.
rules.add_rule("listen.sheet.print", (secretariat | coordinates) & (draft | running))
rules.add_rule("listen.hands.count", (secretariat | coordinates) & running)
# Ballots that look made by one hand: the secretariat decides, and may decide otherwise while the topic is open.
rules.add_rule("listen.ballots.look", secretariat & (running | over))
rules.add_rule("listen.ballots.set_aside", secretariat & running)
rules.add_rule("listen.ballots.take_back", secretariat & running)
rules.add_rule("listen.door.print", (secretariat | coordinates) & (draft | running))


# What became of statements: said when nobody votes any more, for whoever reads it while voting would be led by it.
@rules.predicate
def coordinates_who_said(by: Actor, subject: Any) -> bool:
    """Coordinator of the network through whose door the statement came."""
    return bool(subject.door_id) and by.has_for("coordinator", subject.door.network_id)


rules.add_rule("listen.fates.decide", (secretariat | coordinates_any) & over)  # asked of the topic
rules.add_rule("listen.fates.undo", (secretariat | coordinates_any) & over)
rules.add_rule("listen.fate.decide", (secretariat | coordinates_who_said) & over)  # asked of the statement
rules.add_rule("listen.fate.undo", (secretariat | coordinates_who_said) & over)
rules.add_rule(
    "listen.paper.ask", (secretariat | coordinates_any) & over
)  # reports and sheets, asked of the topic
# Maps. Made by the machine when they are due; the matrix behind the last one is given out once no cookie leads to it.
rules.add_rule("listen.map.make", nobody)
rules.add_rule("listen.map.check", nobody)
rules.add_rule("listen.votes.take", secretariat & phase("sealed"))
# Facilitation: how statements are shown, never what they say or how they are counted. By whoever works in this room.
facilitates = secretariat | coordinates_any
rules.add_rule("listen.bundle.join", facilitates)
rules.add_rule("listen.bundle.apart", facilitates)
rules.add_rule("listen.bundle.undo", facilitates)
rules.add_rule("listen.theme.edit", facilitates)
rules.add_rule("listen.theme.sort", facilitates)
# What was voted on in another language stands once nobody votes any more; the law may ask for its removal.
rules.add_rule("listen.rendering.edit", facilitates & ~over)
rules.add_rule("listen.rendering.remove", (facilitates & ~over) | secretariat)
