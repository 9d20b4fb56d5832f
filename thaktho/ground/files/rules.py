import rules

from thaktho.ground.access import anyone, staff

# The address is open to all; the file's own `read_verb` is asked before a byte is given out.
rules.add_rule("files.read", anyone)
# The room that stores a file asks its own rule too (who may import a plan, attach a paper).
rules.add_rule("files.store", staff)
