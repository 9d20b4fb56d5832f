"""Forms of halls, slots, the chair and a speaker."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.queries import networks
from thaktho.stages.convene.models import Holding
from thaktho.thai import dates
from thaktho.thai.numerals import to_arabic

from ...editions.models import Edition
from ..models import Slot
from ..queries import programme


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Hour(forms.CharField):
    """09.00, 9:00, ๐๙.๐๐ น. as people type them."""

    def to_python(self, value: Any) -> Any:
        text = to_arabic(super().to_python(value) or "").replace("น.", "").strip().replace(":", ".")
        if not text:
            return None
        hour, _dot, minute = text.partition(".")
        try:
            return time(int(hour), int(minute or 0))
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("พิมพ์เวลาเช่น 09.00"), code="invalid") from None


class HallForm(forms.Form):
    name = forms.CharField(label=_("ชื่อห้อง"), max_length=120, error_messages={"required": _("กรุณาพิมพ์ชื่อห้อง")})
    online_url = forms.URLField(
        label=_("ที่อยู่ห้องออนไลน์"), required=False, max_length=500, assume_scheme="https"
    )


class SlotForm(forms.Form):
    hall = forms.ModelChoiceField(queryset=None, label=_("ห้อง"), empty_label=None)
    on = BuddhistDate(label=_("วันที่"))
    starts_at = Hour(label=_("เริ่ม"), error_messages={"required": _("กรุณาพิมพ์เวลาเริ่ม")})
    ends_at = Hour(label=_("ถึง"), error_messages={"required": _("กรุณาพิมพ์เวลาจบ")})
    kind = forms.ChoiceField(label=_("ประเภท"), choices=Slot.Kind.choices, initial=Slot.Kind.OTHER)
    title = forms.CharField(label=_("เรื่อง"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อเรื่อง")})
    speakers = forms.CharField(label=_("วิทยากรหรือผู้นำ"), required=False, max_length=2000, widget=lines())
    text = forms.CharField(label=_("รายละเอียด"), required=False, max_length=4000, widget=lines())
    clause = forms.ChoiceField(label=_("พิจารณาข้อ"), required=False)

    def __init__(self, edition: Edition, data: Any = None, *, slot: Slot | None = None) -> None:
        start: dict[str, Any] = {"on": dates.show(edition.held_on) if edition.held_on else ""}
        if slot is not None:
            start = {
                "hall": slot.hall_id, "on": dates.show(slot.on), "starts_at": f"{slot.starts_at:%H.%M}",
                "ends_at": f"{slot.ends_at:%H.%M}", "kind": slot.kind, "title": slot.title, "speakers": slot.speakers,
                "text": slot.text, "clause": str(slot.clause_id or ""),
            }  # fmt: skip
        super().__init__(data, initial=start)
        self.fields["hall"].queryset = programme.halls(edition)  # type: ignore[attr-defined]
        self.clauses = {str(one.pk): one for one in programme.clauses(edition)}
        self.fields["clause"].choices = (
            [("", "–")]
            + [  # type: ignore[attr-defined]
                (key, f"{one.number}. {one.body[:60]}") for key, one in self.clauses.items()
            ]
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_at"), data.get("ends_at")
        if first and last and last <= first:
            self.add_error("ends_at", _("เวลาจบต้องอยู่หลังเวลาเริ่ม ถ้าข้ามวัน ให้แยกเป็นสองรายการ"))
        return data

    def made(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["clause"] = self.clauses.get(data["clause"])
        return data


class ChairForm(forms.Form):
    name = forms.CharField(
        label=_("ชื่อประธาน"), max_length=200, error_messages={"required": _("กรุณาพิมพ์ชื่อประธาน")}
    )
    position = forms.CharField(label=_("ตำแหน่ง"), required=False, max_length=300)
    holding = forms.ChoiceField(label=_("ทำหน้าที่โดย"), choices=Holding.choices, initial=Holding.FULL)


class SpeakerForm(forms.Form):
    """Put in by the secretariat: a name, and for whom."""

    name = forms.CharField(
        label=_("ชื่อผู้ขอพูด"), max_length=200, error_messages={"required": _("กรุณาพิมพ์ชื่อผู้ขอพูด")}
    )
    network = forms.ModelChoiceField(
        queryset=None, label=_("เครือข่าย"), required=False, empty_label=_("ไม่ระบุเครือข่าย")
    )
    minutes = forms.IntegerField(label=_("เวลา (นาที)"), min_value=1, max_value=60, initial=3)

    def __init__(self, edition: Edition, data: Any = None) -> None:
        super().__init__(data)
        self.fields["network"].queryset = networks(edition.programme)  # type: ignore[attr-defined]
