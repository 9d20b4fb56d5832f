"""Beside the table of stages: what only the secretariat does to booths, and the words of an anonymous form."""

import rules

from thaktho.ground.access import secretariat

from ..access import may

# Confirming gives a number on the floor: not a coordinator's own doing.
rules.add_rule("assemble.day.booth.confirm", may("assemble.day.booth") & secretariat)  # type: ignore[attr-defined, no-untyped-call]
# Moderation is needed as long as the words stand somewhere.
rules.add_rule("assemble.day.satisfied.hide", secretariat)  # type: ignore[attr-defined, no-untyped-call]
