import rules

from thaktho.ground.access import anyone, secretariat

rules.add_rule("places.read", anyone)
rules.add_rule("places.edit", secretariat)
