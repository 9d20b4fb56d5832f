"""Action items (ข้อสั่งการ งานที่มอบหมาย): what a meeting asked of whom, until when, and what became of it.

A folder of the room with its own furniture; its verbs begin with `followups.`, its addresses with `meetings/followups/`.
"""
