from __future__ import annotations

from datetime import date, time

import pytest

from thaktho.stages.convene.letters import actions, addressees
from thaktho.stages.convene.letters.models import LetterRecipient

COMING = date(2090, 7, 5)


class Office:
    """Letters as the secretariat writes them."""

    def __init__(self, room):
        self.room, self.by, self.province = room, room.by, room.province
        self.meeting = room.plan(held_on=COMING, starts_at=time(13, 30))

    def draft(self, *names, meeting=True, **fields):
        fields = {
            "number": "ชร 0030/ว 12", "dated_on": date(2090, 6, 1), "subject": "ขอ{เชิญ}ประชุม", "cause": "ด้วยมีเหตุ",
            "wish": "ขอ{เชิญ}{ท่าน}", "conclusion": "จึง{เรียน}มา", "signer": "นายลง นาม", "signer_position": "ปลัด",
        } | fields  # fmt: skip
        letter = actions.draft(
            self.by, self.province.programme, meeting=self.meeting if meeting else None, **fields
        )
        if names:
            self.to(letter, "\n".join(names))
        return letter

    def to(self, letter, text):
        return actions.address(self.by, letter, addressees.typed(self.province.programme, text))

    def issued(self, *names, **fields):
        return actions.issue(self.by, self.draft(*(names or ("นายรับ หนึ่ง",)), **fields))

    def first(self, letter) -> LetterRecipient:
        found = LetterRecipient.objects.select_related("letter__meeting", "letter__programme")
        return found.filter(letter=letter).order_by("order").first()


@pytest.fixture
def office(room) -> Office:
    return Office(room)
