"""What a page says after an act: one line at its foot, with a way back while going back is honest.

    say.done(request, "รวมสองแถวแล้ว ต้นฉบับยังอยู่", undo=reverse("plan_pair_undo", …))
    say.trouble(request, "นำเข้าไม่ได้ 3 แถวจาก 22 แถว ยังไม่มีแถวใดเปลี่ยน")

`undo` is an address that takes a POST with `act_id` and `next`. It works without JavaScript.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def done(request: HttpRequest, text: str, *, undo: str = "") -> None:
    messages.success(request, text, extra_tags=f"undo={undo}" if undo else "")


def hint(request: HttpRequest, text: str) -> None:
    messages.warning(request, text)


def trouble(request: HttpRequest, text: str) -> None:
    """Something did not happen; the text says what to do."""
    messages.error(request, text)
