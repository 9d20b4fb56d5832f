"""Who may do what. `tests/stages/toolkit/test_rules.py` holds the whole table."""

from typing import Any

import rules

from thaktho.ground.access import Actor, anyone, coordinates, nobody, secretariat, staff

from .models import Tool

keeper = rules.predicate(lambda by, subject: by.has("secretariat", "coordinator"), name="tool_keeper")


@rules.predicate
def is_public(by: Actor, subject: Any) -> bool:
    return isinstance(subject, Tool) and subject.is_live and subject.verified


# Asked of the programme by the pages.
rules.add_rule("toolkit.read", anyone)
rules.add_rule("toolkit.inside.read", staff)  # unverified tools, histories
rules.add_rule("toolkit.edit", keeper)
rules.add_rule("toolkit.secretariat", secretariat)
rules.add_rule("toolkit.start", secretariat)  # take the starting list in

# Asked of a tool.
rules.add_rule("toolkit.tool.read", is_public | staff)
rules.add_rule("toolkit.tool.edit", coordinates | secretariat)
rules.add_rule("toolkit.tool.retire", coordinates | secretariat)
rules.add_rule("toolkit.tool.restore", coordinates | secretariat)
rules.add_rule("toolkit.tool.verify", secretariat)
rules.add_rule("toolkit.tool.unverify", secretariat)

# Asked of a network, of the programme (of no network, or of several), or of an import.
rules.add_rule("toolkit.tool.add", coordinates | secretariat)
rules.add_rule("toolkit.adopt", coordinates | secretariat)  # say that a network knows or uses a tool
rules.add_rule("toolkit.import", coordinates | secretariat)
rules.add_rule("toolkit.import.apply", coordinates | secretariat)
rules.add_rule("toolkit.import.cancel", coordinates | secretariat)
rules.add_rule("toolkit.import.undo", coordinates | secretariat)
rules.add_rule("toolkit.import.stage", nobody)
