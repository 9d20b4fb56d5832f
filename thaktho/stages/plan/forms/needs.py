"""A need as people type it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.places.queries import districts, named
from thaktho.ground.programme.forms import Number
from thaktho.ground.programme.models import Programme
from thaktho.thai.numerals import to_arabic

from ..groups import names
from ..models import Need
from ..reading import VirtueWords
from .rows import Lines

YEAR = {"min_value": 2500, "max_value": 2700}


class NeedForm(forms.Form):
    text = forms.CharField(
        label=_("ความต้องการ"),
        widget=Lines(3),
        max_length=2000,
        error_messages={"required": _("กรุณาพิมพ์ความต้องการ")},
    )
    basis_note = forms.CharField(label=_("ทราบจากอะไร"), max_length=300, required=False)
    areas = forms.MultipleChoiceField(label=_("พื้นที่"), widget=forms.CheckboxSelectMultiple, required=False)
    virtues = forms.MultipleChoiceField(
        label=_("คุณธรรม"), widget=forms.CheckboxSelectMultiple, required=False
    )
    groups = forms.MultipleChoiceField(
        label=_("กลุ่มเป้าหมาย"), widget=forms.CheckboxSelectMultiple, required=False
    )
    first_year = Number(label=_("ตั้งแต่ปีงบประมาณ"), required=False, **YEAR)
    last_year = Number(label=_("ถึงปีงบประมาณ"), required=False, **YEAR)
    weight = forms.CharField(label=_("น้ำหนัก 0 ถึง 1"), required=False)

    def __init__(self, programme: Programme, *args: Any, need: Need | None = None) -> None:
        initial: dict[str, Any] = {"weight": "1"}
        if need is not None:
            initial = {
                **{name: getattr(need, name) for name in ("text", "basis_note", "virtues", "groups")},
                "first_year": need.first_year,
                "last_year": need.last_year,
                "weight": f"{need.weight.normalize():f}",
                "areas": [place.pk for place in need.areas.all()],
            }
        super().__init__(*args, initial=initial)
        places = {place.pk: f"อ.{place.name_th}" for place in districts(programme)}
        other = [code for code in initial.get("areas", []) if code not in places]
        whole = {programme.province_id: programme.province.name_th} if programme.province_id in other else {}
        rest = [code for code in other if code not in whole]
        places = {
            **{code: f"จ.{name}" for code, name in whole.items()},
            **{code: str(place) for code, place in (named(programme, rest) if rest else {}).items()},
            **places,
        }
        virtues = VirtueWords.of(programme).by_code
        for name, choices in (
            ("areas", places),
            ("virtues", {code: one.name_th for code, one in virtues.items()}),
            ("groups", names()),
        ):
            self.fields[name].choices = list(choices.items())  # type: ignore[attr-defined]

    def clean_weight(self) -> Decimal:
        text = to_arabic(self.cleaned_data["weight"]).strip() or "1"
        try:
            weight = Decimal(text)
        except ArithmeticError:
            weight = Decimal(-1)
        if not weight.is_finite() or not 0 <= weight <= 1:
            raise forms.ValidationError(_("กรุณาพิมพ์ตัวเลข 0 ถึง 1 เช่น 0.8"))
        return weight

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first_year") and data.get("last_year") and data["last_year"] < data["first_year"]:
            self.add_error("last_year", _("ปีสุดท้ายมาก่อนปีแรก กรุณาตรวจปีงบประมาณ"))
        return data
