"""The loom's front page: four works, how far each is, and what comes next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from thaktho.ground.access import allow, permitted

from ..queries.loom import Loom, loom
from .common import url


@allow("plan.pairs.read")
def front(request: HttpRequest) -> HttpResponse:
    found = loom(request.programme)
    may = permitted(request.actor, "plan.weave.ask", request.programme)
    return render(request, "plan/loom_front.html", {"works": _works(request, found, may), "may": may})


def _works(request: HttpRequest, found: Loom, may: bool) -> list[dict[str, object]]:
    """Each with what is done of how much, and the next thing to do; for a reader the same, without the imperative."""
    together = found.collaborations
    look = _("ดู")
    return [
        {
            "icon": "copy-check", "name": _("งานที่อาจซ้ำกัน"), "label": _("ตัดสินแล้ว"), "unit": _("คู่"), "url": url(request, "plan_pairs"),
            "done": found.pairs.decided, "total": found.pairs.total,
            "verb": (_("ตัดสิน %(n)s คู่") % {"n": found.pairs.open} if may and found.pairs.open else look),
            "note": _("ตัดสินแล้วทุกคู่") if found.pairs.total and not found.pairs.open else "",
            "empty": _("ยังไม่มีคู่ที่ระบบเสนอ"), "open": found.pairs.open,
        },
        {
            "icon": "grid-2x2", "name": _("ช่องว่างของแผน"), "label": _("ตัดสินแล้ว"), "unit": pgettext("unit", "ช่อง"), "url": url(request, "plan_gaps"),
            "done": found.gaps.decided, "total": found.gaps.total,
            "verb": _("ดูช่องว่างและตัดสิน") if may and found.gaps.decided < found.gaps.total else look,
            "note": "", "empty": _("ยังไม่พบช่องว่าง หรือยังไม่มีผู้บันทึกความต้องการ"),
            "open": found.gaps.total - found.gaps.decided,
        },
        {
            "icon": "users", "name": _("ร่วมงานกัน"), "label": _("ตอบแล้ว"), "unit": pgettext("unit", "ข้อ"), "url": url(request, "plan_collaborations"),
            "done": together.answered, "total": together.total,
            "verb": _("เชิญ %(n)s ข้อ") % {"n": together.open} if may and together.open else look,
            "note": _("รอเครือข่ายตอบ %(n)s ข้อ") % {"n": together.invited} if together.invited else "",
            "empty": _("ยังไม่ได้หาความร่วมมือ"), "open": together.open,
        },
        {
            "icon": "layout-dashboard", "name": _("กระดานจัดสรร"), "unit": "", "label": "",
            "url": url(request, "plan_portfolios"),
            "done": 0, "total": 0,
            "verb": look if found.adopted or not may else _("เลือกและรับทางเลือก"),
            "note": _("รับทางเลือกไว้แล้ว") if found.adopted else
            (_("ลองไว้ %(n)s ทางเลือก ยังไม่ได้รับ") % {"n": found.scenarios} if found.scenarios else ""),
            "empty": _("ยังไม่ได้ลองทางเลือก"), "open": 0 if found.adopted else 1,
        },
    ]  # fmt: skip
