import rules

from thaktho.ground.access import anyone

# The page is open; each knot on it is shown only to those who may see that thing.
rules.add_rule("thread.read", anyone)
