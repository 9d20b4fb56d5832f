"""Who may do what in which phase. `tests/stages/convene/test_rules.py` holds the whole table.

Visitors read the public parts: place, chair, agenda, decisions of a closed meeting, counts by network. Names of those
who came, papers and minutes are for those with a role.
"""

from __future__ import annotations

from typing import Any

import rules

from thaktho.ground.access import Actor, anyone, coordinates, secretariat, staff

from .models import Meeting


def meeting_of(subject: Any) -> Meeting:
    if isinstance(subject, Meeting):
        return subject
    if hasattr(subject, "minutes_id"):
        return subject.minutes.meeting
    return subject.meeting


def phase(*states: str) -> rules.Predicate:
    def holds(by: Actor, subject: Any) -> bool:
        return meeting_of(subject).state in states

    return rules.predicate(holds, name=f"phase:{'|'.join(states)}")


PLANNED, OPEN, CLOSED, APPROVED = "planned", "open", "closed", "minutes_approved"

rules.add_rule("convene.read", anyone)
rules.add_rule("convene.inside.read", staff)  # names, papers, minutes

rules.add_rule("convene.plan", secretariat)  # of the programme
rules.add_rule("convene.edit", secretariat & phase(PLANNED, OPEN))
rules.add_rule("convene.invite", secretariat & phase(PLANNED, OPEN))
# Under «เรื่องอื่น ๆ» items appear while the minutes are being written, so the agenda stays open until approval.
rules.add_rule("convene.agenda", secretariat & phase(PLANNED, OPEN, CLOSED))
rules.add_rule("convene.paper", secretariat & phase(PLANNED, OPEN, CLOSED))

rules.add_rule("convene.open", secretariat & phase(PLANNED))
rules.add_rule("convene.close", secretariat & phase(OPEN))
rules.add_rule("convene.reopen", secretariat & phase(CLOSED))
rules.add_rule("convene.cancel", secretariat & phase(PLANNED))

# Asked of a seat or of a network's place in the meeting. The paper sheet may be typed in after the meeting closed.
rules.add_rule("convene.respond", (secretariat | coordinates) & phase(PLANNED, OPEN))
rules.add_rule("convene.attend", (secretariat & phase(OPEN, CLOSED)) | (coordinates & phase(OPEN)))

# What public sources say of a meeting may be read long after it, and changes nothing that its minutes froze.
rules.add_rule("convene.source", secretariat)

rules.add_rule("convene.decide", secretariat & phase(OPEN, CLOSED))
# A plan version or a declaration may be made long after the minutes were approved.
rules.add_rule("convene.tie", secretariat & phase(OPEN, CLOSED, APPROVED))

rules.add_rule("convene.minutes.write", secretariat & phase(OPEN, CLOSED))
rules.add_rule("convene.minutes.approve", secretariat & phase(CLOSED))
rules.add_rule("convene.minutes.correct", secretariat & phase(APPROVED))
