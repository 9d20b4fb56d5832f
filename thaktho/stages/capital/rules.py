"""Who may do what. `tests/stages/capital/test_rules.py` holds the whole table.

Who enters is not who confirms: a network keeps its own entries, the secretariat and the liaison of the amphoe confirm.
"""

from typing import Any

import rules

from thaktho.ground.access import Actor, anyone, coordinates, nobody, secretariat, staff

from .models import Capital

keeper = rules.predicate(lambda by, subject: by.has("secretariat", "coordinator"), name="capital_keeper")


@rules.predicate
def is_public(by: Actor, subject: Any) -> bool:
    """Everybody sees what was confirmed and stands; of people only what they do in public or agreed to."""
    if not isinstance(subject, Capital) or not subject.is_live or subject.confirmed_on is None:
        return False
    return subject.kind != Capital.Kind.HUMAN or bool(subject.consent)


@rules.predicate
def liaises(by: Actor, subject: Any) -> bool:
    """Liaison of an amphoe in which the entry lies."""
    own = tuple(scope for scope in by.scopes("liaison") if scope)
    if not own or not isinstance(subject, Capital):
        return False
    return any(place.pk.startswith(own) for place in subject.places.all())


# Asked of the programme by the pages.
rules.add_rule("capital.read", anyone)
rules.add_rule("capital.inside.read", staff)  # unconfirmed entries, evidence files, histories
rules.add_rule("capital.edit", keeper)
rules.add_rule("capital.secretariat", secretariat)

# Asked of an entry.
rules.add_rule("capital.entry.read", is_public | staff)
rules.add_rule("capital.entry.edit", coordinates | secretariat)
rules.add_rule("capital.entry.retire", coordinates | secretariat)
rules.add_rule("capital.entry.restore", coordinates | secretariat)
rules.add_rule("capital.entry.confirm", liaises | secretariat)
rules.add_rule("capital.entry.unconfirm", liaises | secretariat)

# Asked of a network, of the programme (of no network, or of several), or of an import.
rules.add_rule("capital.entry.add", coordinates | secretariat)
rules.add_rule("capital.import", coordinates | secretariat)
rules.add_rule("capital.import.apply", coordinates | secretariat)
rules.add_rule("capital.import.cancel", coordinates | secretariat)
rules.add_rule("capital.import.undo", coordinates | secretariat)
rules.add_rule("capital.import.stage", nobody)
