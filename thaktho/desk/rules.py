import rules

from thaktho.ground.access import anyone

# Open pages: what each shows is what its reader may see, and a visitor's desk is the way in.
rules.add_rule("desk.read", anyone)
rules.add_rule("desk.search", anyone)
