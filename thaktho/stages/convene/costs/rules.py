"""Who may see and keep a meeting's costs. `tests/stages/convene/costs/` holds the table."""

import rules

from thaktho.ground.access import secretariat, staff

rules.add_rule("costs.read", staff)
rules.add_rule("costs.keep", secretariat)
