"""Who weaves: the secretariat decides, everyone with a role reads the proposals, everybody reads the versions."""

import rules

from thaktho.ground.access import anyone, nobody, secretariat, staff

rules.add_rule("plan.pairs.read", staff)
rules.add_rule("plan.pair.decide", secretariat)
rules.add_rule("plan.weave.ask", secretariat)
rules.add_rule("plan.weave", nobody)
rules.add_rule("plan.version.read", anyone)
rules.add_rule("plan.version.make", secretariat)
rules.add_rule("plan.version.papers", secretariat)
rules.add_rule("plan.version.approve", secretariat)
