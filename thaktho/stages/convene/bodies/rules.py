"""Who may do what. The mechanism is public; orders and names are for those with a role; the secretariat keeps it."""

import rules

from thaktho.ground.access import anyone, secretariat, staff

rules.add_rule("bodies.read", anyone)
rules.add_rule("bodies.inside.read", staff)  # names of members, appointment orders, the printed chart
rules.add_rule("bodies.keep", secretariat)  # asked of the programme by the pages

rules.add_rule("bodies.appoint", secretariat)
rules.add_rule("bodies.body.edit", secretariat)
rules.add_rule("bodies.body.end", secretariat)
rules.add_rule("bodies.body.restore", secretariat)
rules.add_rule("bodies.member.add", secretariat)
rules.add_rule("bodies.member.remove", secretariat)
rules.add_rule("bodies.way.write", secretariat)
rules.add_rule("bodies.way.remove", secretariat)
