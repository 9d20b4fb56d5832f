"""Forms of bodies, members and ways of working."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.queries import networks, persons
from thaktho.ground.programme.models import Programme
from thaktho.thai import dates

from . import queries
from .models import Body, BodyMember, WayOfWorking


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class BodyForm(forms.Form):
    kind = forms.ChoiceField(label=_("ชนิด"), choices=Body.Kind.choices, initial=Body.Kind.WORKING_GROUP)
    name = forms.CharField(label=_("ชื่อ"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อ")})
    parent = forms.ModelChoiceField(Body.objects.none(), label=_("รายงานต่อ"), required=False)
    mandate = forms.CharField(label=_("หน้าที่และอำนาจ"), max_length=8000, required=False, widget=lines())
    cadence = forms.CharField(label=_("ประชุมบ่อยเพียงใด"), max_length=120, required=False)
    networks = forms.ModelMultipleChoiceField(
        queryset=None, label=_("เครือข่ายที่เกี่ยวข้อง"), required=False, widget=forms.CheckboxSelectMultiple
    )
    order_number = forms.CharField(label=_("เลขที่คำสั่งแต่งตั้ง"), max_length=120, required=False)
    order_date = BuddhistDate(label=_("คำสั่งลงวันที่"), required=False)
    signed_by = forms.CharField(label=_("ผู้ลงนาม"), max_length=300, required=False)
    valid_from = BuddhistDate(label=_("มีผลตั้งแต่"), required=False)
    valid_until = BuddhistDate(label=_("ถึง"), required=False)
    order_file = forms.FileField(label=_("ไฟล์คำสั่ง"), required=False)

    PLAIN = (
        "kind", "name", "mandate", "cadence", "order_number", "order_date", "signed_by", "valid_from", "valid_until",
    )  # fmt: skip

    def __init__(self, programme: Programme, data: Any = None, files: Any = None, *, body: Body | None = None) -> None:  # fmt: skip
        start: dict[str, Any] = {}
        if body is not None:
            start = {name: getattr(body, name) for name in self.PLAIN}
            days = {name: value for name, value in start.items() if isinstance(value, date)}
            start |= {name: dates.show(value) for name, value in days.items()}
            start |= {"parent": body.parent_id, "networks": list(body.networks.all())}
        super().__init__(data, files, initial=start)
        standing = queries.bodies(programme)
        self.fields["parent"].queryset = standing.exclude(pk=body.pk) if body else standing  # type: ignore[attr-defined]
        self.fields["parent"].empty_label = _("ไม่รายงานต่อคณะใด")  # type: ignore[attr-defined]
        self.fields["networks"].queryset = networks(programme)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("วันสิ้นสุดอยู่ก่อนวันเริ่มต้น"))
        return data

    def made(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.PLAIN, "parent", "networks")}


class MemberForm(forms.Form):
    """An office, or a person; at least one of the two."""

    part = forms.ChoiceField(
        label=_("ทำหน้าที่"), choices=BodyMember.Part.choices, initial=BodyMember.Part.MEMBER
    )
    position = forms.CharField(label=_("ตำแหน่ง"), max_length=300, required=False)
    name = forms.CharField(label=_("ชื่อ (ถ้าคำสั่งระบุชื่อ)"), max_length=200, required=False)
    network = forms.ModelChoiceField(queryset=None, label=_("เครือข่าย"), required=False, empty_label="–")

    def __init__(self, programme: Programme, data: Any = None) -> None:
        super().__init__(data)
        self.programme = programme
        self.fields["network"].queryset = networks(programme)  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["list"] = "persons"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("position") and not data.get("name"):
            self.add_error("position", _("กรุณาพิมพ์ตำแหน่ง หรือชื่อ"))
        return data

    def made(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        known = persons(self.programme, data["name"]) if data["name"] else []
        data["person"] = next((one for one in known if str(one) == data["name"]), None)
        return data


class WayForm(forms.Form):
    title = forms.CharField(
        label=_("รูปแบบ"), max_length=200, error_messages={"required": _("กรุณาพิมพ์ชื่อรูปแบบ")}
    )
    text = forms.CharField(label=_("ทำงานอย่างไร"), max_length=4000, required=False, widget=lines())
    bodies = forms.ModelMultipleChoiceField(
        queryset=None, label=_("คณะที่ทำงานแบบนี้"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, programme: Programme, data: Any = None, *, way: WayOfWorking | None = None) -> None:
        start = {"title": way.title, "text": way.text, "bodies": list(way.bodies.all())} if way else None
        super().__init__(data, initial=start)
        self.fields["bodies"].queryset = queries.bodies(programme)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"), max_length=1000, widget=lines(), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )
