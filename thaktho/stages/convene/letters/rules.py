"""Who may do what. Letters and who answers them are for those with a role; who holds a link answers by it.

`tests/stages/convene/letters/test_rules.py` holds the whole table.
"""

from typing import Any

import rules

from thaktho.ground.access import Actor, anyone, coordinates, nobody, secretariat, staff


def state(*states: str) -> rules.Predicate:
    def holds(by: Actor, subject: Any) -> bool:
        return getattr(subject, "letter", subject).state in states

    return rules.predicate(holds, name=f"letter:{'|'.join(states)}")


DRAFT, ISSUED = "draft", "issued"

rules.add_rule("letters.read", staff)
rules.add_rule("letters.keep", secretariat)  # asked of the programme by the pages
rules.add_rule("letters.draft", secretariat)  # of the programme
rules.add_rule("letters.head", secretariat)
rules.add_rule("letters.write", secretariat & state(DRAFT))
rules.add_rule("letters.issue", secretariat & state(DRAFT))
rules.add_rule("letters.cancel", secretariat & state(DRAFT, ISSUED))
# Of a recipient: the office types what it was told, a coordinator what the own network says.
rules.add_rule("letters.note", (secretariat | coordinates) & state(ISSUED))
rules.add_rule("letters.answer", nobody)  # the system alone, for whoever holds the link
rules.add_rule("letters.reply", anyone)  # the page of a link
