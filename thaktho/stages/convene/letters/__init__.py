"""Official letters (หนังสือภายนอก บันทึกข้อความ): written once, sent to many, issued for good, and answered.

A folder of the room with its own furniture; its verbs begin with `letters.`, its addresses with `meetings/letters/`.
"""
