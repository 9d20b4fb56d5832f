import rules

from thaktho.ground.access import anyone, secretariat, staff

rules.add_rule("people.networks.read", anyone)
rules.add_rule("people.read", staff)
rules.add_rule("people.edit", secretariat)
rules.add_rule("people.grant", secretariat)
rules.add_rule("people.invite", secretariat)
# The invitation itself is the permission: whoever holds the link may accept it, once.
rules.add_rule("people.invitation.accept", anyone)
