from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.queries import organisations
from thaktho.ground.programme.models import Programme
from thaktho.thai import dates

from ..models import Body
from .actions import FIELDS
from .models import Letter, LetterRecipient


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class LetterForm(forms.Form):
    kind = forms.ChoiceField(label=_("ชนิดหนังสือ"), choices=Letter.Kind.choices, initial=Letter.Kind.EXTERNAL)
    number = forms.CharField(label=_("ที่"), max_length=120, required=False)
    dated_on = BuddhistDate(label=_("วันที่"), required=False)
    subject = forms.CharField(
        label=_("เรื่อง"), max_length=500, error_messages={"required": _("ยังไม่ได้พิมพ์ชื่อเรื่อง")}
    )
    reference = forms.CharField(label=_("อ้างถึง"), required=False, max_length=2000, widget=lines(2))
    cause = forms.CharField(label=_("ภาคเหตุ"), required=False, max_length=8000, widget=lines(5))
    wish = forms.CharField(label=_("ภาคความประสงค์"), required=False, max_length=8000, widget=lines(5))
    conclusion = forms.CharField(label=_("ภาคสรุป"), required=False, max_length=2000, widget=lines(2))
    asks_reply = forms.BooleanField(label=_("ขอให้ตอบรับ (พิมพ์ QR ในหนังสือทุกฉบับ)"), required=False)
    reply_by = BuddhistDate(label=_("ตอบภายในวันที่"), required=False)
    signer = forms.CharField(label=_("ผู้ลงนาม"), max_length=200, required=False)
    signer_position = forms.CharField(label=_("ตำแหน่ง"), max_length=300, required=False)
    signer_holding = forms.ChoiceField(
        label=_("ลงนามในฐานะ"), choices=Letter.Holding.choices, initial=Letter.Holding.FULL
    )
    signer_for = forms.CharField(label=_("แทนตำแหน่งใด"), max_length=300, required=False)
    section = forms.CharField(label=_("ส่วนราชการเจ้าของเรื่อง"), max_length=300, required=False)
    phone = forms.CharField(label=_("โทร."), max_length=120, required=False)

    def __init__(self, data: Any = None, *, letter: Letter | None = None, initial: Any = None) -> None:
        start = dict(initial or {})
        if letter is not None:
            start = {name: getattr(letter, name) for name in FIELDS}
        start |= {name: dates.show(value) for name, value in start.items() if isinstance(value, date)}
        super().__init__(data, initial=start)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("signer_holding") not in ("", None, Letter.Holding.FULL) and not data.get("signer_for"):
            self.add_error("signer_for", _("ระบุว่าลงนามแทนตำแหน่งใด เช่น ผู้ว่าราชการจังหวัด"))
        sent, due = data.get("dated_on"), data.get("reply_by")
        if sent and due and due < sent:
            self.add_error("reply_by", _("วันที่ให้ตอบอยู่ก่อนวันที่ของหนังสือ ตรวจวันที่"))
        return data


class HeadForm(forms.Form):
    office = forms.CharField(label=_("ส่วนราชการเจ้าของหนังสือ"), max_length=300, required=False)
    address = forms.CharField(label=_("ที่ตั้ง"), max_length=600, required=False, widget=lines(2))
    section = forms.CharField(label=_("ส่วนราชการเจ้าของเรื่อง"), max_length=300, required=False)
    phone = forms.CharField(label=_("โทร."), max_length=120, required=False)
    emblem = forms.FileField(label=_("ภาพตราครุฑหรือตราหน่วยงาน"), required=False)


class EnclosureForm(forms.Form):
    title = forms.CharField(
        label=_("สิ่งที่ส่งมาด้วย"), max_length=300, error_messages={"required": _("ยังไม่ได้พิมพ์ชื่อสิ่งที่ส่งมาด้วย")}
    )
    amount = forms.CharField(label=_("จำนวน"), max_length=60, required=False)
    file = forms.FileField(label=_("ไฟล์"), required=False)


class AddressForm(forms.Form):
    """Whom to: any of these together."""

    networks = forms.BooleanField(label=_("ผู้ประสานงานทุกเครือข่ายที่การประชุมนี้เชิญ"), required=False)
    seats = forms.BooleanField(label=_("ทุกคนในรายชื่อผู้เข้าประชุม"), required=False)
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label=_("กรรมการของคณะ"), required=False, widget=forms.CheckboxSelectMultiple
    )
    organisations = forms.ModelMultipleChoiceField(
        queryset=None, label=_("องค์กรและหน่วยงาน"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.CharField(
        label=_("พิมพ์หรือวางรายชื่อ"), required=False, max_length=400_000, widget=lines(6), strip=False
    )

    def __init__(self, programme: Programme, letter: Letter, data: Any = None) -> None:
        super().__init__(data)
        bodies: Any = self.fields["bodies"]
        bodies.queryset = Body.objects.filter(programme=programme, ended_on=None)
        found: Any = self.fields["organisations"]
        found.queryset = organisations(programme)
        if letter.meeting_id is None:
            del self.fields["networks"], self.fields["seats"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(name) for name in self.fields):
            self.add_error("people", _("ยังไม่ได้เลือกผู้รับ เลือกอย่างน้อยหนึ่งกลุ่ม หรือพิมพ์รายชื่อ"))
        return data


class ReplyForm(forms.Form):
    """An answer: coming, not, or a substitute with a name."""

    reply = forms.ChoiceField(
        label=_("คำตอบ"),
        choices=[one for one in LetterRecipient.Reply.choices if one[0]],
        error_messages={"required": _("ยังไม่ได้เลือกคำตอบ"), "invalid_choice": _("เลือกคำตอบจากรายการ")},
    )
    substitute = forms.CharField(label=_("ชื่อผู้แทน"), max_length=200, required=False)
    substitute_position = forms.CharField(label=_("ตำแหน่งผู้แทน"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reply") == LetterRecipient.Reply.SUBSTITUTE and not data.get("substitute"):
            self.add_error("substitute", _("ส่งผู้แทน ให้พิมพ์ชื่อผู้แทนด้วย"))
        return data


class NoteForm(ReplyForm):
    reply = forms.ChoiceField(label=_("คำตอบ"), choices=LetterRecipient.Reply.choices, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=1000,
        widget=lines(),
        error_messages={"required": _("ยังไม่ได้บอกเหตุผล พิมพ์เหตุผลแล้วลองใหม่")},
    )
