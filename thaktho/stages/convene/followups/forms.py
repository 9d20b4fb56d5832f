from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.queries import networks, persons
from thaktho.thai import dates

from ..models import AgendaItem, Decision, Meeting
from .models import FollowUp


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class FollowUpForm(forms.Form):
    """What, whose, until when. Whose is a network, a person of the programme, or words."""

    text = forms.CharField(
        label=_("มอบหมายเรื่องอะไร"),
        max_length=4000,
        widget=lines(),
        error_messages={"required": _("ยังไม่ได้พิมพ์ว่ามอบหมายเรื่องอะไร")},
    )
    network = forms.ModelChoiceField(
        queryset=None, label=_("เครือข่ายที่รับผิดชอบ"), required=False, empty_label="–"
    )
    person = forms.CharField(label=_("บุคคล (ชื่อในระบบ)"), max_length=300, required=False)
    owner = forms.CharField(label=_("หรือระบุเป็นคำ"), max_length=300, required=False)
    due_on = BuddhistDate(label=_("ภายในวันที่"), required=False)
    decision = forms.ModelChoiceField(Decision.objects.none(), label=_("จากมติ"), required=False)
    agenda = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("จากวาระ"), required=False)

    def __init__(
        self, meeting: Meeting, data: Any = None, *, followup: FollowUp | None = None, initial: Any = None
    ) -> None:
        start = dict(initial or {})
        if followup is not None:
            start = {
                "text": followup.text,
                "network": followup.network_id,
                "person": str(followup.person or ""),
                "owner": followup.owner,
                "due_on": dates.show(followup.due_on) if followup.due_on else "",
            }
        super().__init__(data, initial=start)
        self.programme = meeting.programme
        self.fields["network"].queryset = networks(meeting.programme)  # type: ignore[attr-defined]
        self.fields["person"].widget.attrs["list"] = "persons"
        if followup is not None:
            del self.fields["decision"], self.fields["agenda"]
            return
        for name, rows, none in (
            ("decision", meeting.decisions.filter(live=True), _("ไม่ใช่จากมติ")),
            ("agenda", meeting.agenda.all(), _("ไม่อยู่ใต้วาระใด")),
        ):
            field: Any = self.fields[name]
            field.queryset = rows
            field.widget.choices = [("", none), *((row.pk, _short(row)) for row in rows)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("network") or data.get("person") or data.get("owner")):
            self.add_error("network", _("ระบุผู้รับผิดชอบ เลือกเครือข่าย หรือพิมพ์ชื่อหน่วยงาน"))
        if typed := data.get("person"):
            known = [one for one in persons(self.programme, typed)[:20] if str(one) == typed.strip()]
            if len(known) == 1:
                data["person"] = known[0]
            else:
                self.add_error("person", _("ไม่พบชื่อนี้ในระบบ เลือกจากรายการ หรือพิมพ์ในช่อง “ระบุเป็นคำ”"))
        else:
            data["person"] = None
        return data


def _short(row: Decision | AgendaItem) -> str:
    if isinstance(row, Decision):
        return f"{row.printed_number or row.number} {row.text[:80]}"
    return f"{row.label} {row.title[:80]}"


class ReportForm(forms.Form):
    text = forms.CharField(
        label=_("ทำอะไรไปแล้ว ติดขัดตรงไหน"),
        max_length=4000,
        widget=lines(),
        error_messages={"required": _("ยังไม่ได้พิมพ์ความคืบหน้า")},
    )


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=1000,
        widget=lines(),
        error_messages={"required": _("ยังไม่ได้บอกเหตุผล พิมพ์เหตุผลแล้วลองใหม่")},
    )
