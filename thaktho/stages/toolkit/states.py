"""What cannot be done, and when."""

from __future__ import annotations

from django.utils.translation import gettext

from thaktho.ground.intake.states import Refused

from .models import Tool

__all__ = ["Changed", "Refused", "must_be_live", "must_be_retired"]


class Changed(Exception):
    """Somebody saved the tool after this reader opened the form."""

    def __init__(self, tool: Tool) -> None:
        super().__init__(f"tool {tool.pk} is at version {tool.version}")
        self.tool = tool


def must_be_live(tool: Tool) -> None:
    if not tool.is_live:
        raise Refused(gettext("เครื่องมือนี้เลิกใช้แล้ว นำกลับก่อนจึงแก้ได้"))


def must_be_retired(tool: Tool) -> None:
    if tool.is_live:
        raise Refused(gettext("เครื่องมือนี้ยังใช้อยู่"))
