import rules

from thaktho.ground.access import anyone, nobody, secretariat

rules.add_rule("programme.read", anyone)
rules.add_rule("programme.edit", secretariat)
# Only the system founds a programme: from the command line, never from a page.
rules.add_rule("programme.found", nobody)
