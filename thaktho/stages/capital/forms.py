"""Forms of this room."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thaktho.ground.access import Actor, permitted
from thaktho.ground.language import said
from thaktho.ground.people.queries import networks
from thaktho.ground.programme.models import Programme

from . import cells
from .models import Capital, CapitalCheck

TOO_LONG = 5000


class Amount(forms.CharField):
    """A plain number in any digits, as text that `cells.number` reads."""

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        try:
            amount = cells.number(typed)
        except ValueError:
            raise ValidationError(said(cells.NOT_A_NUMBER)) from None
        return "" if amount is None else cells.plain(amount)


class EntryForm(forms.Form):
    """One entry. Only kind and name are required: everything else can be said later."""

    kind = forms.ChoiceField(
        label=_("ทุนด้านใด"), choices=Capital.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("กรุณาเลือกทุนด้านใดด้านหนึ่ง")},
    )  # fmt: skip
    name = forms.CharField(label=_("ชื่อ"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อ")})
    category = forms.CharField(label=_("หมวด"), max_length=120, required=False)
    description = forms.CharField(
        label=_("รายละเอียด"), max_length=TOO_LONG, required=False, widget=forms.Textarea({"rows": 3})
    )
    network = forms.ChoiceField(label=_("เครือข่ายที่ดูแล"), required=False)
    holder = forms.CharField(label=_("ผู้ถือ"), max_length=300, required=False)
    area_text = forms.CharField(label=_("พื้นที่"), max_length=500, required=False)
    capacity = Amount(label=_("กำลังที่ให้ได้"), max_length=30, required=False)
    unit = forms.CharField(label=_("หน่วยนับ"), max_length=60, required=False)
    per = forms.ChoiceField(label=_("ต่อ"), required=False, choices=[("", "–"), *Capital.Per.choices])
    consent = forms.ChoiceField(
        label=_("การเผยแพร่ (เฉพาะทุนมนุษย์)"),
        required=False,
        choices=[("", _("ยังไม่ได้ถาม ไม่แสดงต่อสาธารณะ")), *Capital.Consent.choices],
    )
    evidence_url = forms.URLField(label=_("ลิงก์หลักฐาน"), required=False, max_length=500, assume_scheme="https")
    evidence_file = forms.FileField(label=_("ไฟล์หลักฐาน"), required=False)

    def __init__(self, programme: Programme, by: Actor, data: Any = None, files: Any = None, *, entry: Capital | None = None, kind: str = "") -> None:  # fmt: skip
        start = cells.read(entry) if entry else {"kind": kind}
        super().__init__(data, files, initial=start)
        own = [one for one in networks(programme) if permitted(by, "capital.entry.add", one)]
        choices = [(one.code, one.name) for one in own]
        if permitted(by, "capital.entry.add", programme):
            choices.insert(0, ("", str(_("ไม่อยู่ในเครือข่ายใด"))))
        elif entry is None and len(own) == 1:
            self.initial["network"] = own[0].code
        if entry and entry.network and entry.network not in own:
            choices.append((entry.network.code, entry.network.name))
        self.fields["network"].choices = choices  # type: ignore[attr-defined]
        self.fields["network"].required = ("", str(_("ไม่อยู่ในเครือข่ายใด"))) not in choices
        for name, listed in (("category", "categories"), ("holder", "holders"), ("area_text", "areas")):
            self.fields[name].widget.attrs["list"] = listed
        self.fields["capacity"].widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, why in cells.faults(data):
            self.add_error(name, said(why))
        if data.get("kind") != Capital.Kind.HUMAN:
            data["consent"] = ""
        if data.get("capacity") and not data.get("unit"):
            self.add_error("unit", _("กรุณาบอกหน่วยนับด้วย เช่น คน ครั้ง ชั่วโมง"))
        return data

    def read_cells(self) -> cells.Cells:
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in cells.NAMES}


class CheckForm(forms.Form):
    """What was seen this year."""

    year = forms.TypedChoiceField(label=_("ปีงบประมาณ"), coerce=int)
    count = Amount(label=_("จำนวนที่พบ"), max_length=30, required=False)
    quality = forms.ChoiceField(
        label=_("คุณภาพ"), required=False, choices=[("", _("ไม่ได้ดู")), *CapitalCheck.Quality.choices]
    )
    used = forms.IntegerField(label=_("ใช้ไปกี่ครั้งในปีนี้"), required=False, min_value=0, max_value=1_000_000)
    note = forms.CharField(label=_("หมายเหตุ"), required=False, max_length=1000)

    def __init__(self, programme: Programme, year: int, data: Any = None) -> None:
        super().__init__(data, initial={"year": year})
        self.fields["year"].choices = [(str(one), str(one)) for one in programme.years if one <= year]  # type: ignore[attr-defined]

    def made(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["count"] = Decimal(data["count"]) if data["count"] else None
        return data


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"), max_length=1000, widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("กรุณาบอกเหตุผล")},
    )  # fmt: skip
