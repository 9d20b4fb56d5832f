"""What cannot be done, and when."""

from __future__ import annotations

from django.utils.translation import gettext

from thaktho.ground.intake.states import Refused

from .models import Capital

__all__ = ["Changed", "Refused", "must_be_live", "must_be_retired"]


class Changed(Exception):
    """Somebody saved the entry after this reader opened the form."""

    def __init__(self, entry: Capital) -> None:
        super().__init__(f"capital {entry.pk} is at version {entry.version}")
        self.entry = entry


def must_be_live(entry: Capital) -> None:
    if not entry.is_live:
        raise Refused(gettext("รายการนี้เลิกใช้แล้ว นำกลับก่อนจึงแก้หรือยืนยันได้"))


def must_be_retired(entry: Capital) -> None:
    if entry.is_live:
        raise Refused(gettext("รายการนี้ยังใช้อยู่"))
