"""Pages that belong to no province: the door, and the gallery of components."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thaktho.ground.programme.models import Programme
from thaktho.ground.programme.queries import all_programmes
from thaktho.thai.words import search_terms, search_text

FEW = 12


def door(request: HttpRequest) -> HttpResponse:
    """With one province, its home; with several, a list of them, and a search where they are many."""
    programmes = list(all_programmes()[:100])
    if len(programmes) == 1:
        return redirect("home", province=programmes[0].slug)
    q = request.GET.get("q", "").strip()[:60]
    terms = search_terms(q)
    shown = [row for row in programmes if all(term in _known(row) for term in terms)] if terms else programmes
    return render(request, "web/door.html", {"programmes": shown, "q": q, "searched": len(programmes) > FEW})


def _known(programme: Programme) -> str:
    return search_text(f"{programme.province.name_th} {programme.province.name_en} {programme.name_th}")


def missing(request: HttpRequest, *parts: str) -> HttpResponse:
    """An address of a library that this house does not offer."""
    raise Http404(request.path)


class Sample(forms.Form):
    """For the gallery only."""

    title = forms.CharField(label="ชื่อกิจกรรม", initial="จัดตั้งธนาคารความดี")
    when = forms.CharField(label="วันที่ดำเนินงาน", help_text="เช่น 11 มี.ค. 2563 หรือ มี.ค. – พ.ค. 2563")
    virtue = forms.ChoiceField(label="คุณธรรม", choices=[("a", "พอเพียง"), ("b", "วินัย")])
    kind = forms.ChoiceField(label="ชนิด", widget=forms.RadioSelect, choices=[("a", "ประชุม"), ("b", "อบรม")])
    agree = forms.BooleanField(label="ยินยอมให้เผยแพร่ภาพ", required=False)
    text = forms.CharField(label="ความดีที่อยากทำ", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def clean_when(self) -> str:
        raise forms.ValidationError(_("เดือนกุมภาพันธ์ 2563 มี 29 วัน กรุณาเลือกวันใหม่"))


def components(request: HttpRequest) -> HttpResponse:
    """Every component on one page, to be looked at and measured. Not served by a real office."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    return render(request, "web/components.html", _gallery())


NAMES = [
    "ศาสนา",
    "ชุมชน",
    "เกษตร",
    "เด็กและเยาวชน",
    "ท้องถิ่น",
    "ศิลปวัฒนธรรม",
    "สถานศึกษา",
    "ส่วนราชการ",
    "อำเภอ",
    "สาธารณสุข",
    "สื่อ",
    "ประชาสังคม",
    "ธุรกิจ",
]


class Warp:
    """A network that is none: enough for a swatch and a name."""

    def __init__(self, order: int, name: str) -> None:
        self.order, self.short_name, self.name = order, name, f"เครือข่าย{name}"


def _gallery() -> dict[str, Any]:
    warp = [Warp(order, name) for order, name in enumerate(NAMES, 1)]
    form = Sample({"title": "จัดตั้งธนาคารความดี", "when": "31 ก.พ. 2563", "virtue": "a", "kind": "a"})
    grid = [["", "", "แม่สาย", "เชียงแสน"], ["", "แม่ฟ้าหลวง", "แม่จัน", "ดอยหลวง", "เชียงของ"]]
    tiles = [
        {"x": x, "y": y, "name": name, "count": count, "tint": tint, "url": ""}
        for y, row in enumerate(grid, 1)
        for x, name in enumerate(row, 1)
        if name
        for count, tint in [
            {
                "แม่สาย": (11, "q4"),
                "เชียงแสน": (9, "q3"),
                "แม่ฟ้าหลวง": (7, "q2"),
                "แม่จัน": (0, "gap"),
                "ดอยหลวง": (3, "q1"),
            }.get(name, (None, "missing"))
        ]
    ]
    bars = [
        {"network": warp[4], "count": 22, "width": "w88"},
        {"network": warp[1], "count": 14, "width": "w56"},
        {"network": warp[10], "count": 0, "width": "w0"},
        {"network": warp[12], "count": None, "width": "w0"},
    ]
    stances = [
        (warp[0], "agree", "check", "เห็นด้วย"),
        (warp[9], "noted", "message-square", "มีข้อสังเกต"),
        (warp[2], "change", "pencil", "ขอปรับแก้"),
        (warp[5], "not-yet", "x", "ยังไม่เห็นด้วย"),
        (warp[12], "waiting", "clock", "รอแจ้ง"),
    ]
    levels = [
        {
            "state": "done",
            "icon": "check",
            "label": "ครบแล้ว",
            "name": "ระดับส่งเสริมคุณธรรม",
            "detail": "ตัวชี้วัด 1–3",
        },
        {"state": "here", "icon": "flag", "label": "อยู่ระดับนี้", "name": "ระดับคุณธรรม", "detail": "ตัวชี้วัด 4–6"},
        {
            "state": "next",
            "icon": "arrow-right",
            "label": "ระดับถัดไป",
            "name": "ระดับคุณธรรมต้นแบบ",
            "detail": "ขาดตัวชี้วัด 8 และ 9",
        },
    ]
    return {
        "warp": warp,
        "more": [Warp(order, "ลายหมุน") for order in range(14, 27)],
        "form": form,
        "tiles": tiles,
        "steps": [
            ("q1", "1–4"),
            ("q2", "5–7"),
            ("q3", "8–10"),
            ("q4", "11 ขึ้นไป"),
            ("gap", "มีความต้องการ แต่ไม่มีในแผน"),
            ("missing", "ยังไม่มีใครออกความเห็น"),
        ],
        "bars": bars,
        "stances": stances,
        "levels": levels,
        "states": ["draft", "submitted", "returned", "accepted", "late"],
        "page": Paginator(range(100), 20).page(2),
        "filters": [("fix", "ต้องแก้", 2), ("draft", "ร่าง", 4), ("submitted", "ส่งแล้ว", 14)],
        "line_text": "ประชุมจัดทำแผนการขับเคลื่อนเครือข่ายทางสังคม\nวันพุธที่ 11 มีนาคม 2563",
    }
