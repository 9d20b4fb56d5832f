"""Forms of the loom and of versions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thaktho.ground.language import language
from thaktho.thai import dates

from ..models import Pair, PlanVersion
from ..queries.versions import decisions_for

CHOICES = [
    (Pair.Decision.JOIN, _("รวมเป็นแถวเดียว")),
    (Pair.Decision.KEEP, _("คงไว้ทั้งคู่")),
    (Pair.Decision.DIFFERENT, _("ไม่ใช่เรื่องเดียวกัน")),
]


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("ท่านตัดสินว่า"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("กรุณาเลือกว่าสองแถวนี้เป็นอย่างไร")},
    )
    lead = forms.ChoiceField(label=_("ถ้ารวม ให้แถวใดเป็นหลัก"), required=False)
    reason = forms.CharField(
        label=_("เหตุผล (จำเป็น จะพิมพ์ในภาคผนวก “ที่มาของแผนบูรณาการ”)"),
        max_length=1000,
        widget=forms.TextInput,
        error_messages={"required": _("กรุณาเขียนเหตุผล เพราะจะพิมพ์ในภาคผนวกที่มาของแผน")},
    )
    act_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, pair: Pair, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        rows = (pair.row_a, pair.row_b)
        self.fields["lead"].choices = [
            (str(row.pk), f"{row.network.short_name}: {row.title[:70]}") for row in rows
        ]
        self.fields["lead"].initial = str(pair.row_a_id)

    def answer(self) -> dict[str, Any]:
        """The arguments of `actions.pairs.decide`."""
        cleaned = self.cleaned_data
        lead = self.pair.row_b if cleaned["lead"] == str(self.pair.row_b_id) else self.pair.row_a
        return {
            "decision": cleaned["decision"],
            "reason": cleaned["reason"],
            "lead": lead,
            "act_id": cleaned["act_id"],
        }


class VersionForm(forms.Form):
    title = forms.CharField(label=_("ชื่อแผน"), max_length=300)
    dated = forms.CharField(
        label=_("วันที่พิมพ์บนเอกสาร"), required=False, help_text=_("เช่น 11 มี.ค. 2563 ว่างไว้คือวันนี้")
    )
    note = forms.CharField(label=_("หมายเหตุท้ายตาราง"), required=False, widget=forms.Textarea, max_length=2000)
    act_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_dated(self) -> Any:
        text = self.cleaned_data["dated"].strip()
        if not text:
            return timezone.localdate()
        reading = dates.read(text)
        if reading.status != "ok" or (reading.end and reading.end != reading.start):
            raise forms.ValidationError(_("อ่านเป็นวันเดียวไม่ได้ กรุณาพิมพ์ เช่น 11 มี.ค. 2563"))
        return reading.start


class ApproveForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("มติที่ประชุมที่เห็นชอบแผน"),
        widget=forms.RadioSelect,
        error_messages={"required": _("กรุณาเลือกมติ ถ้ายังไม่มี ให้บันทึกมติในหน้าการประชุมก่อน")},
    )
    act_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, version: PlanVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(item.pk), _said(item)) for item in decisions_for(version)]
        self.fields["decision"].choices = choices
        if len(choices) == 1:
            self.fields["decision"].initial = choices[0][0]


def _said(decision: Any) -> str:
    day = dates.show(decision.decided_on, style="medium", lang=language())
    return f"{day} · {decision.meeting.title} · {decision.text}"


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("เหตุผล"), max_length=1000, widget=forms.Textarea)
    act_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
