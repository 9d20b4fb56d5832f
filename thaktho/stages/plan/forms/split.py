"""The form in which a row is split: some parts, each with what differs from the original."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.language import said

from ..cells import Cells
from ..reading import baht, plain

PARTS = 4


class PartForm(forms.Form):
    """One part. Only its title must be said; a part without a title is not made."""

    title = forms.CharField(label=_("กิจกรรม/โครงการ"), widget=forms.Textarea({"rows": 2}), required=False)
    area_text = forms.CharField(label=_("พื้นที่"), required=False)
    when_text = forms.CharField(label=_("วัน/เดือน/ปี ที่ดำเนินงาน"), required=False)
    budget = forms.CharField(label=_("งบประมาณ (บาท)"), required=False)
    agency = forms.CharField(label=_("ผู้รับผิดชอบ"), required=False)

    def clean_budget(self) -> Decimal | None:
        read = baht(self.cleaned_data["budget"])
        if read.why:
            raise forms.ValidationError(said(read.why))
        return read.amount

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        filled = any(
            data.get(name) not in (None, "") for name in ("area_text", "when_text", "budget", "agency")
        )
        if filled and not data.get("title"):
            self.add_error("title", _("กรุณาพิมพ์ชื่อกิจกรรม หรือเว้นแถวนี้ไว้ทั้งแถว"))
        return data

    def cells(self, original: Cells) -> Cells | None:
        """The part's cells; money goes to the original's year and source where it has only one of them."""
        data = self.cleaned_data
        if not data.get("title"):
            return None
        found: Cells = {
            name: data[name] for name in ("title", "area_text", "when_text", "agency") if data[name]
        }
        if "area_text" in found:
            found["areas"] = None  # read anew from the words
        if "when_text" in found:
            found["dates"] = None
        if data["budget"] is not None:
            keys = {(year, fund) for year, fund, _amount in original["budget"]["lines"]}
            year, fund = keys.pop() if len(keys) == 1 else (None, "")
            found["budget"] = {"text": plain(data["budget"]), "lines": [[year, fund, plain(data["budget"])]]}
        return found


class SplitForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผลที่แยก"),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("กรุณาบอกเหตุผลที่แยกแถวนี้")},
    )
