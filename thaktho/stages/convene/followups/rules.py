"""Who may do what. Who was asked to do something is for those with a role; the owner tells how it goes.

`tests/stages/convene/followups/test_rules.py` holds the whole table.
"""

from typing import Any

import rules

from thaktho.ground.access import Actor, coordinates, secretariat, staff


@rules.predicate
def owns(by: Actor, subject: Any) -> bool:
    return by.person_id is not None and subject.person_id == by.person_id


@rules.predicate
def is_open(by: Actor, subject: Any) -> bool:
    return bool(subject.is_open)


@rules.predicate
def met(by: Actor, meeting: Any) -> bool:
    """A meeting that has begun, and was not called off: what it asks for may be written down long after it."""
    return meeting.state in ("open", "closed", "minutes_approved")


@rules.predicate
def still_to_meet(by: Actor, meeting: Any) -> bool:
    return meeting.state in ("planned", "open")


rules.add_rule("followups.read", staff)
rules.add_rule("followups.keep", secretariat)  # asked of the programme by the pages
rules.add_rule("followups.assign", secretariat & met)  # of the meeting
rules.add_rule("followups.edit", secretariat & is_open)
rules.add_rule("followups.report", (secretariat | coordinates | owns) & is_open)
rules.add_rule("followups.drop", secretariat & is_open)
rules.add_rule("followups.reopen", secretariat & ~is_open)
rules.add_rule("followups.carry", secretariat & still_to_meet)  # of the meeting it is brought before
