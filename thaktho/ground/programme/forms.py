from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.language import said
from thaktho.thai import dates
from thaktho.thai.normalise import normalise
from thaktho.thai.numerals import to_arabic

from .models import OwnVirtue, Programme, Target
from .queries import national_virtues


class Number(forms.IntegerField):
    """A whole number in Thai or Arabic digits."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(
            to_arabic(str(value)).replace(",", "").strip() if value is not None else value
        )


class VisionForm(forms.Form):
    text = forms.CharField(label=_("วิสัยทัศน์"), max_length=2000, widget=forms.Textarea)
    parts = forms.CharField(
        label=_("ส่วนของวิสัยทัศน์"), max_length=2000, widget=forms.Textarea,
        help_text=_("บรรทัดละหนึ่งส่วน แถวของแผนจะบอกได้ว่าตอบส่วนใด"),
    )  # fmt: skip
    governor = forms.CharField(label=_("ผู้ว่าราชการจังหวัด"), required=False, max_length=200)
    valid_from = forms.CharField(
        label=_("ใช้ตั้งแต่วันที่"), required=False, help_text=_("เช่น 1 ต.ค. 2562 เว้นว่างเมื่อไม่ทราบ")
    )

    def clean_parts(self) -> list[str]:
        parts = [normalise(line).strip(" -•·") for line in self.cleaned_data["parts"].splitlines()]
        parts = list(dict.fromkeys(part for part in parts if part))
        if any(len(part) > 200 for part in parts):
            raise forms.ValidationError(_("แต่ละส่วนยาวไม่เกิน 200 ตัวอักษร แบ่งเป็นหลายบรรทัด"))
        return parts

    def clean_valid_from(self) -> Any:
        text = self.cleaned_data["valid_from"]
        if not text:
            return None
        reading = dates.read(text)
        if reading.start is None or reading.end not in (None, reading.start):
            raise forms.ValidationError(said(reading.why) or _("ใส่วันเดียว เช่น 1 ต.ค. 2562"))
        return reading.start


class TargetForm(forms.Form):
    count = Number(label=_("จำนวนเป้าหมาย"), min_value=0, max_value=100_000)
    by_year = Number(
        label=_("ภายในปีงบประมาณ"), min_value=2550, max_value=2650, help_text=_("ปี พ.ศ. เช่น 2565")
    )


class NewTargetForm(TargetForm):
    unit = forms.ChoiceField(label=_("เป้าหมายของ"), choices=Target.Unit.choices)
    level = forms.TypedChoiceField(label=_("ระดับคุณธรรม"), coerce=int, choices=[(1, "1"), (2, "2"), (3, "3")])
    field_order = ("unit", "level", "count", "by_year")


class ChangeTargetForm(TargetForm):
    reason = forms.CharField(label=_("เหตุผล"), max_length=500)


class OwnVirtueForm(forms.Form):
    """A virtue the province named itself, and which of the national set it means."""

    name_th = forms.CharField(
        label=_("คุณธรรมของจังหวัด"), max_length=120, error_messages={"required": _("กรุณาพิมพ์ชื่อคุณธรรม")}
    )
    name_en = forms.CharField(label=_("ชื่อภาษาอังกฤษ"), max_length=120, required=False)
    national = forms.MultipleChoiceField(
        label=_("ตรงกับคุณธรรมของชาติข้อใด"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("เลือกได้หลายข้อ ไม่เลือกเลยคือยังไม่จับคู่"),
    )
    first_year = Number(label=_("ใช้ตั้งแต่ปีงบประมาณ"), required=False, min_value=2500, max_value=2700)
    last_year = Number(label=_("ใช้ถึงปีงบประมาณ"), required=False, min_value=2500, max_value=2700)

    def __init__(self, programme: Programme, *args: Any, virtue: OwnVirtue | None = None) -> None:
        names = ("name_th", "name_en", "national", "first_year", "last_year")
        super().__init__(*args, initial={name: getattr(virtue, name) for name in names} if virtue else None)
        known = national_virtues(programme)
        self.fields["national"].choices = [(code, one.name_th) for code, one in known.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first_year") and data.get("last_year") and data["last_year"] < data["first_year"]:
            self.add_error("last_year", _("ปีสุดท้ายมาก่อนปีแรก กรุณาตรวจปีงบประมาณ"))
        if "name_th" in data:
            data["name_th"] = normalise(data["name_th"]).strip()
        return data


class WhyForm(forms.Form):
    reason = forms.CharField(label=_("เหตุผล"), max_length=500, error_messages={"required": _("กรุณาบอกเหตุผล")})
