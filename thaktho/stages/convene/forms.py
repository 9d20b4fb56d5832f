"""Forms of this room. Dates and hours are read as Thai offices write them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thaktho.ground.language import said
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.thai import dates
from thaktho.thai.numerals import to_arabic

from . import queries
from .models import AgendaItem, Attendance, Decision, Holding, Meeting, MeetingSeries


class DaysField(forms.CharField):
    """A day or a span of days: 11 มี.ค. 2563, 14-15 มิถุนายน 2565. Gives (first, last or None); asks when unsure."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        read = dates.read(text)
        if read.status != "ok" or read.start is None:
            raise ValidationError(said(read.why) or _("อ่านเป็นวันที่ไม่ได้"))
        return read.start, read.end if read.end != read.start else None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            first, last = value
            return dates.show_span(first, last) if last else dates.show(first)
        return dates.show(value) if isinstance(value, date) else value


class HourField(forms.CharField):
    """13.30, ๑๓.๓๐ น. or 13:30."""

    def to_python(self, value: Any) -> Any:
        text = (
            to_arabic(super().to_python(value) or "").replace("น.", "").replace("น", "").strip().rstrip(".")
        )
        if not text:
            return None
        hour, _dot, minute = text.replace(":", ".").partition(".")
        try:
            return time(int(hour), int(minute or 0))
        except ValueError:
            raise ValidationError(_("เขียนเวลาเป็น 13.30")) from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if isinstance(value, time) else value


def _offer_agenda(form: forms.Form, meeting: Meeting, none: Any) -> None:
    """The meeting's items to choose from, as the page already read them: showing the form asks nothing more."""
    field: Any = form.fields["agenda"]
    field.queryset = meeting.agenda.all()
    items = [(item.pk, f"{item.label} {item.title}") for item in meeting.agenda.all()]
    field.widget.choices = [("", none), *items]


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MeetingForm(forms.Form):
    title = forms.CharField(label=_("เรื่องที่ประชุม"), max_length=500)
    short_title = forms.CharField(label=_("ชื่อสั้นบนเส้นปี"), max_length=60, required=False)
    days = DaysField(label=_("วันที่ประชุม"))
    starts_at = HourField(label=_("เริ่มเวลา"), required=False)
    ends_at = HourField(label=_("เลิกเวลา"), required=False)
    place_text = forms.CharField(label=_("สถานที่"), max_length=300, required=False)
    online_url = forms.URLField(
        label=_("ลิงก์ประชุมออนไลน์"), required=False, max_length=500, assume_scheme="https"
    )
    purpose = forms.CharField(label=_("วัตถุประสงค์"), required=False, widget=lines())
    chair_name = forms.CharField(label=_("ประธาน"), max_length=200, required=False)
    chair_position = forms.CharField(label=_("ตำแหน่งของประธาน"), max_length=300, required=False)
    chair_holding = forms.ChoiceField(label=_("ทำหน้าที่โดย"), choices=Holding.choices, initial=Holding.FULL)
    chair_for = forms.CharField(label=_("แทนใคร"), max_length=300, required=False)
    organisers = forms.CharField(label=_("ผู้จัด"), required=False, widget=lines(2))
    expected_count = forms.IntegerField(label=_("คาดว่าจะมา (คน)"), min_value=0, required=False)
    series = forms.ModelChoiceField(MeetingSeries.objects.none(), label=_("ชุดการประชุม"), required=False)
    new_series = forms.CharField(label=_("หรือเริ่มชุดใหม่ชื่อ"), max_length=300, required=False)
    new_basis = forms.ChoiceField(
        label=_("ชุดใหม่นับเลขตาม"), choices=MeetingSeries.YearBasis.choices, required=False
    )
    number = forms.IntegerField(label=_("ครั้งที่"), min_value=1, max_value=999, required=False)
    year = forms.IntegerField(label=_("ปี (พ.ศ.)"), min_value=2500, max_value=2700, required=False)

    MAKES = (
        "title", "short_title", "starts_at", "ends_at", "place_text", "online_url", "purpose", "chair_name",
        "chair_position", "chair_holding", "chair_for", "expected_count", "series", "number", "year",
    )  # fmt: skip

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["series"].queryset = queries.series(programme)  # type: ignore[attr-defined]
        self.fields["series"].empty_label = _("ไม่นับครั้ง")  # type: ignore[attr-defined]

    @classmethod
    def of(cls, meeting: Meeting, data: Any = None) -> MeetingForm:
        start = {name: getattr(meeting, name) for name in cls.MAKES}
        start["days"] = (meeting.held_on, meeting.held_until)
        start["organisers"] = "\n".join(one.printed_name for one in meeting.organisers.all())
        return cls(meeting.programme, data, initial=start)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new_series") and data.get("series"):
            self.add_error("new_series", _("เลือกชุดเดิม หรือเริ่มชุดใหม่ อย่างใดอย่างหนึ่ง"))
        if data.get("number") and not (data.get("series") or data.get("new_series")):
            self.add_error("series", _("เลขครั้งต้องอยู่ในชุดการประชุม"))
        begins, ends, days = data.get("starts_at"), data.get("ends_at"), data.get("days")
        if begins and ends and ends <= begins and not (days and days[1]):
            self.add_error("ends_at", _("เวลาเลิกต้องหลังเวลาเริ่ม"))
        if data.get("chair_holding") not in ("", Holding.FULL) and not data.get("chair_for"):
            self.add_error("chair_for", _("ระบุว่าทำหน้าที่แทนใคร เช่น ผู้ว่าราชการจังหวัด"))
        return data

    def made(self) -> dict[str, Any]:
        """The fields an action takes."""
        fields = {name: self.cleaned_data[name] for name in self.MAKES}
        fields["held_on"], fields["held_until"] = self.cleaned_data["days"]
        return fields

    def organiser_names(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["organisers"].splitlines() if line.strip()]


class NetworksForm(forms.Form):
    networks = forms.ModelMultipleChoiceField(
        Network.objects.none(), label=_("เครือข่ายที่เชิญ"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, networks: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["networks"].queryset = networks  # type: ignore[attr-defined]


class AgendaForm(forms.Form):
    kind = forms.TypedChoiceField(
        label=_("ระเบียบวาระ"),
        coerce=int,
        choices=[(number, f"{number} {label}") for number, label in AgendaItem.Kind.choices],
        initial=AgendaItem.Kind.CONSIDER,
    )
    title = forms.CharField(label=_("เรื่อง"), max_length=500)
    text = forms.CharField(label=_("รายละเอียด"), required=False, widget=lines())


class SeatsForm(forms.Form):
    """A list pasted from a sheet: one person a line; name, position and office apart by tabs or commas."""

    people = forms.CharField(label=_("รายชื่อ บรรทัดละหนึ่งคน"), widget=lines(4))

    def clean_people(self) -> list[dict[str, str]]:
        found = []
        for line in self.cleaned_data["people"].splitlines():
            cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split(","))]
            if cells[0]:
                name, position, organisation = (*cells, "", "")[:3]
                found.append(
                    {"name": name[:200], "position": position[:300], "organisation": organisation[:300]}
                )
        if not found:
            raise ValidationError(_("ยังไม่มีชื่อ"))
        return found


class WalkInForm(forms.Form):
    name = forms.CharField(label=_("ชื่อ"), max_length=200)
    position = forms.CharField(label=_("ตำแหน่ง"), max_length=300, required=False)
    organisation = forms.CharField(label=_("หน่วยงาน"), max_length=300, required=False)
    mode = forms.ChoiceField(
        label=_("มาอย่างไร"), choices=Attendance.Mode.choices, initial=Attendance.Mode.ONSITE
    )


class DecisionForm(forms.Form):
    text = forms.CharField(label=_("มติ"), widget=lines())
    kind = forms.ChoiceField(label=_("ชนิดของมติ"), choices=Decision.Kind.choices, initial=Decision.Kind.FREE)
    agenda = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("ภายใต้วาระ"), required=False)

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_agenda(self, meeting, _("ไม่อยู่ใต้วาระใด"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("เหตุผล"), max_length=1000)


class MinutesForm(forms.Form):
    began_at = HourField(label=_("เริ่มประชุมเวลา"), required=False)
    ended_at = HourField(label=_("เลิกประชุมเวลา"), required=False)
    recorder = forms.CharField(label=_("ผู้จดรายงาน"), max_length=200, required=False)
    recorder_position = forms.CharField(label=_("ตำแหน่ง"), max_length=300, required=False)
    checker = forms.CharField(label=_("ผู้ตรวจรายงาน"), max_length=200, required=False)
    checker_position = forms.CharField(label=_("ตำแหน่ง"), max_length=300, required=False)


class PaperForm(forms.Form):
    file = forms.FileField(label=_("ไฟล์"))
    title = forms.CharField(label=_("ชื่อเอกสาร"), max_length=300, required=False)
    agenda = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("แนบกับวาระ"), required=False)
    public = forms.BooleanField(label=_("เปิดให้ทุกคนอ่าน"), required=False)

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_agenda(self, meeting, _("ทั้งการประชุม"))


class CountForm(forms.Form):
    count = forms.IntegerField(label=_("จำนวนตามแหล่งข่าว (คน)"), min_value=0, required=False)
    kind = forms.ChoiceField(
        label=_("บอกแบบ"), choices=Meeting.Counted.choices, initial=Meeting.Counted.EXACT
    )
    stated_networks = forms.IntegerField(label=_("แหล่งข่าวบอกว่ามีกี่เครือข่าย"), min_value=0, required=False)
