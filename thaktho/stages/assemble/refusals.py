"""What every chamber raises where something cannot be done: the words are Thai and say what to do next."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext


class Refused(Exception):
    """Not now, or not so; the words say why and what to do."""


class Changed(Refused):
    """Somebody saved first. `row` is how it stands now; the page shows it beside what was typed."""

    def __init__(self, row: Any = None, words: str = "") -> None:
        super().__init__(
            words or gettext("มีผู้แก้ไขหลังจากท่านเปิดหน้านี้ ตรวจฉบับล่าสุดด้านล่าง แล้วกดบันทึกอีกครั้งหากจะใช้ของท่าน")
        )
        self.row = row
