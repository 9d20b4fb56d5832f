import rules

from thaktho.ground.access import secretariat

rules.add_rule("ledger.read", secretariat)
# Erasure is asked for by a person under the law and done by the secretariat; the act itself stays on record.
rules.add_rule("ledger.erase", secretariat)
