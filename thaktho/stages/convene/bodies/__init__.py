"""Forms and mechanisms of working (รูปแบบและกลไกการทำงาน): committees, working groups, and who reports to whom.

A folder of the room with its own furniture; its verbs begin with `bodies.`, its addresses with `meetings/bodies/`.
"""
