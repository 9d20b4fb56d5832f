"""Who may see the year and work on it."""

import rules

from thaktho.ground.access import anyone, secretariat, staff

from ..access import hang

hang("assemble.editions.")

# Of the programme, by the pages: what everybody may see, what those with a role see, the secretariat's desk.
rules.add_rule("assemble.read", anyone)
rules.add_rule("assemble.inside.read", staff)
rules.add_rule("assemble.work", secretariat)
rules.add_rule("assemble.begin", secretariat)  # a new edition
rules.add_rule("assemble.resume", secretariat)  # one that was ended or cancelled by mistake
# A page that acts for delegates is open to whoever comes; what they may do is asked of the row.
rules.add_rule("assemble.enter", anyone)
