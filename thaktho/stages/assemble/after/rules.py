"""Who may, in this chamber: the room's table (`stages.py`) turned into rules, and what else is asked."""

import rules

from thaktho.ground.access import nobody

from ..access import hang, may

hang("assemble.after.")

# The same right under the names by which a history tells what was done.
for _verb in ("add", "edit", "remove"):
    rules.add_rule(f"assemble.after.commitment.{_verb}", may("assemble.after.commit"))
rules.add_rule("assemble.after.report.undo", may("assemble.after.report"))
rules.add_rule("assemble.after.remind", may("assemble.after.carry"))  # asking an owner is the secretariat's
rules.add_rule(
    "assemble.after.link", may("assemble.after.report")
)  # the owner says which rows of the plan do it
# By the day, with no hand: the system alone.
rules.add_rule("assemble.after.remind.daily", nobody)
