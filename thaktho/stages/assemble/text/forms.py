"""Forms of the declaration, its hearings, comments and amendments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.queries import networks, organisations
from thaktho.ground.places.queries import districts
from thaktho.ground.programme.models import Programme
from thaktho.stages.convene.queries import meetings
from thaktho.thai import dates

from ..issues.models import Issue
from .models import Amendment, Clause, Hearing, Period, Text, TextVersion

OPENING = "พวกเรา ผู้แทนองค์กรและเครือข่ายทางสังคมในจังหวัด ขอประกาศเจตนารมณ์ว่า …"


def lines(rows: int = 3, **attrs: Any) -> forms.Textarea:
    return forms.Textarea({"rows": rows, **attrs})


def plain(text: str) -> str:
    """Lines end in one sign: browsers send two, and words that are the same would differ."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class WordsField(forms.CharField):
    """Words of several lines."""

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value))


class TextForm(forms.Form):
    title = forms.CharField(
        label=_("ชื่อประกาศ"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อประกาศ")}
    )
    opening = WordsField(label=_("คำขึ้นต้น"), max_length=8000, required=False, widget=lines(4))
    closing = WordsField(label=_("คำลงท้าย"), max_length=8000, required=False, widget=lines(3))


class PeriodForm(forms.Form):
    name = forms.CharField(label=_("ชื่อระยะ"), max_length=200, error_messages={"required": _("กรุณาพิมพ์ชื่อระยะ")})
    starts_on = BuddhistDate(label=_("ตั้งแต่วันที่"), required=False)
    ends_on = BuddhistDate(label=_("ถึงวันที่"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("วันสิ้นสุดอยู่ก่อนวันเริ่มต้น"))
        return data


class ClauseForm(forms.Form):
    body = WordsField(
        label=_("ถ้อยคำของข้อ"),
        max_length=30_000,
        widget=lines(5),
        error_messages={"required": _("กรุณาพิมพ์ถ้อยคำของข้อ")},
    )
    period = forms.ModelChoiceField(Period.objects.none(), label=_("ระยะ"), required=False)
    issue = forms.ModelChoiceField(Issue.objects.none(), label=_("มาจากประเด็นที่สมัชชารับ"), required=False)
    reason = forms.CharField(label=_("เหตุผลที่แก้"), max_length=1000, required=False)

    def __init__(
        self, text: Text, data: Any = None, *, clause: Clause | None = None, initial: Any = None
    ) -> None:
        super().__init__(
            data, initial={"body": clause.body, "period": clause.period_id} if clause else initial
        )
        self.fields["period"].queryset = text.periods.all()  # type: ignore[attr-defined]
        self.fields["period"].empty_label = _("ไม่แยกระยะ")  # type: ignore[attr-defined]
        accepted = Issue.objects.filter(edition_id=text.edition_id, state=Issue.State.ACCEPTED)
        self.fields["issue"].queryset = accepted  # type: ignore[attr-defined]
        self.fields["issue"].empty_label = _("ไม่ได้มาจากประเด็นใด")  # type: ignore[attr-defined]
        if clause is not None:
            del self.fields["issue"]
        else:
            self.fields["reason"].label = _("เหตุผลหรือที่มาของข้อนี้")


class RequestForm(forms.Form):
    """ขอให้ … ดำเนินการ …; an empty one is left out."""

    addressee = forms.CharField(label=_("ขอให้ (ผู้รับ)"), max_length=300, required=False)
    action = WordsField(label=_("ดำเนินการ"), max_length=4000, required=False, widget=lines(2))
    network = forms.ChoiceField(label=_("เครือข่ายที่รับผิดชอบ"), required=False)
    organisation = forms.ChoiceField(label=_("หรือองค์กรที่รับผิดชอบ"), required=False)
    due_on = BuddhistDate(label=_("ภายในวันที่"), required=False)

    def __init__(self, *args: Any, owners: Owners, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = owners
        self.fields["network"].choices = [
            ("", "–"),
            *((key, str(one)) for key, one in owners.networks.items()),
        ]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((key, str(one)) for key, one in owners.organisations.items()),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("action") and not data.get("addressee"):
            self.add_error("addressee", _("บอกด้วยว่าขอให้ใคร"))
        if data.get("addressee") and not data.get("action"):
            self.add_error("action", _("บอกด้วยว่าขอให้ทำอะไร"))
        return data

    def made(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        if not data.get("action"):
            return None
        return {
            **data,
            "network": self.owners.networks.get(data["network"]),
            "organisation": self.owners.organisations.get(data["organisation"]),
        }


class Owners:
    """Who may be asked: read once for all the rows of a form."""

    def __init__(self, programme: Programme) -> None:
        self.networks = {str(one.pk): one for one in networks(programme)}
        self.organisations = {str(one.pk): one for one in organisations(programme)}


RequestsBase = forms.formset_factory(RequestForm, extra=2, max_num=30, absolute_max=40)


def requests_form(programme: Programme, data: Any = None, *, clause: Clause | None = None) -> Any:
    start = [
        {
            "addressee": one.addressee,
            "action": one.action,
            "network": str(one.network_id or ""),
            "organisation": str(one.organisation_id or ""),
            "due_on": dates.show(one.due_on) if one.due_on else "",
        }
        for one in (clause.actions.all() if clause else ())
    ]
    return RequestsBase(data, initial=start, prefix="requests", form_kwargs={"owners": Owners(programme)})


def requests_made(formset: Any) -> list[dict[str, Any]]:
    return [
        made
        for form in formset.forms
        if (made := form.made() if form.has_changed() or form.initial else None)
    ]


class VersionForm(forms.Form):
    name = forms.CharField(label=_("ชื่อฉบับ"), max_length=200, required=False)
    reason = forms.CharField(label=_("ทำขึ้นเพราะ"), max_length=1000, required=False)


class AgreeForm(forms.Form):
    reason = WordsField(label=_("ที่ประชุมหรือหลักฐานที่เห็นพ้อง"), max_length=1000, required=False, widget=lines(2))
    leave_open = forms.BooleanField(label=_("รับทราบว่ายังมีข้อเสนอที่ยังไม่เข้าร่าง"), required=False)
    despite = forms.BooleanField(label=_("รับทราบคำเตือนข้างบน และบันทึกว่าเห็นพ้องด้วยเหตุผลที่เขียนไว้"), required=False)

    def __init__(self, data: Any = None, *, warned: bool = False, waiting: bool = True) -> None:
        super().__init__(data)
        if not waiting:
            del self.fields["leave_open"]
        if not warned:
            del self.fields["despite"]


class ProclaimForm(forms.Form):
    proclaimed_on = BuddhistDate(label=_("ประกาศวันที่"))


class SignerForm(forms.Form):
    name = forms.CharField(label=_("ชื่อผู้ลงนาม"), max_length=200, required=False)
    position = forms.CharField(label=_("ตำแหน่ง"), max_length=300, required=False)
    holding = forms.CharField(label=_("ปฏิบัติหน้าที่แทน"), max_length=300, required=False)


Signers = forms.formset_factory(SignerForm, extra=4, max_num=20, absolute_max=24)


class ReasonForm(forms.Form):
    reason = WordsField(
        label=_("เหตุผล"), max_length=1000, widget=lines(), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )


class HearingForm(forms.Form):
    title = forms.CharField(label=_("ชื่อเวที"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อเวที")})
    version = forms.ModelChoiceField(TextVersion.objects.none(), label=_("รับฟังต่อร่างฉบับ"), empty_label=None)
    network = forms.ModelChoiceField(
        queryset=None, label=_("ของเครือข่าย"), required=False, empty_label=_("ทุกเครือข่าย")
    )
    place = forms.ModelChoiceField(
        queryset=None, label=_("ของอำเภอ"), required=False, empty_label=_("ทั้งจังหวัด")
    )
    meeting = forms.ModelChoiceField(
        queryset=None, label=_("จัดในการประชุม"), required=False, empty_label=_("ไม่ได้จัดในการประชุม")
    )
    opens_on = BuddhistDate(label=_("เปิดรับวันที่"), required=False)
    closes_on = BuddhistDate(label=_("ปิดรับวันที่"), required=False)
    people_count = forms.IntegerField(
        label=_("จำนวนผู้เข้าร่วม (คน)"), required=False, min_value=0, max_value=1_000_000
    )
    summary = WordsField(label=_("สรุปผลการรับฟัง"), max_length=8000, required=False, widget=lines(4))

    def __init__(
        self, text: Text, programme: Programme, data: Any = None, *, hearing: Hearing | None = None
    ) -> None:
        names = (
            "title", "version", "network", "place", "meeting", "opens_on", "closes_on", "people_count", "summary",
        )  # fmt: skip
        start = {name: getattr(hearing, name) for name in names} if hearing else {}
        start |= {name: dates.show(start[name]) for name in ("opens_on", "closes_on") if start.get(name)}
        super().__init__(data, initial=start)
        self.fields["version"].queryset = text.versions.all()  # type: ignore[attr-defined]
        self.fields["network"].queryset = networks(programme)  # type: ignore[attr-defined]
        self.fields["place"].queryset = districts(programme)  # type: ignore[attr-defined]
        self.fields["meeting"].queryset = meetings(programme)  # type: ignore[attr-defined]
        self.fields["meeting"].label_from_instance = (  # type: ignore[attr-defined]
            lambda one: f"{dates.show(one.held_on)} {one.short_title or one.title}"[:120]
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("opens_on"), data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("วันปิดรับอยู่ก่อนวันเปิดรับ"))
        return data


class VoiceForm(forms.Form):
    """For whom somebody speaks. Those of networks choose among theirs; the secretariat writes down anybody's words."""

    network = forms.ModelChoiceField(
        queryset=None, label=_("ในนามเครือข่าย"), required=False, empty_label=_("ในนามตนเอง")
    )
    who = forms.CharField(label=_("ชื่อหรือกลุ่มที่อยากให้แสดง"), max_length=200, required=False)

    def voice(self, programme: Programme, ids: Any) -> None:
        found = networks(programme)
        if ids is not None:
            found = found.filter(pk__in=ids)
        self.fields["network"].queryset = found  # type: ignore[attr-defined]
        if ids is not None and not ids:
            del self.fields["network"]


class CommentForm(VoiceForm):
    text = WordsField(
        label=_("ความเห็น"), max_length=4000, widget=lines(4), error_messages={"required": _("กรุณาพิมพ์ความเห็น")}
    )
    quote = WordsField(label=_("ถ้อยคำที่หมายถึง"), max_length=2000, required=False, strip=False, widget=lines(2))
    start = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=100_000)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=100_000)

    def clean_quote(self) -> str:
        return self.cleaned_data["quote"].strip("\n")


class AmendmentForm(VoiceForm):
    kind = forms.ChoiceField(label=_("ขออะไร"), choices=Amendment.Kind.choices, initial=Amendment.Kind.CHANGE)
    body = WordsField(label=_("ถ้อยคำที่ขอ"), max_length=30_000, required=False, widget=lines(6))
    reason = WordsField(label=_("เหตุผล"), max_length=2000, required=False, widget=lines(3))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=100_000)
    after = forms.ModelChoiceField(
        Clause.objects.none(), label=_("ให้อยู่ต่อจากข้อ"), required=False, empty_label=_("ท้ายประกาศ")
    )


class AdviseForm(forms.Form):
    advice = forms.ChoiceField(
        label=_("ความเห็นของคณะยกร่าง"), choices=[c for c in Amendment.Advice.choices if c[0]]
    )
    reason = WordsField(
        label=_("เหตุผล"), max_length=2000, widget=lines(2), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands on one page with the form of the decision, which has a reason too.
        super().__init__(*args, auto_id="advise_%s", **kwargs)


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("ผลการตัดสิน"), choices=[c for c in Amendment.Decision.choices if c[0]]
    )
    body = WordsField(label=_("ถ้อยคำที่ตกลง"), max_length=30_000, required=False, widget=lines(4))
    merged_into = forms.ModelChoiceField(
        Amendment.objects.none(), label=_("รวมเข้ากับข้อเสนอ"), required=False, empty_label="–"
    )
    reason = WordsField(
        label=_("เหตุผล"), max_length=2000, widget=lines(2), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )

    def __init__(self, amendment: Amendment, data: Any = None) -> None:
        super().__init__(data, initial={"body": amendment.decided_body or amendment.body})
        add, states = Amendment.Kind.ADD, (Amendment.State.SUBMITTED, Amendment.State.DECIDED)
        beside = Amendment.objects.filter(text_id=amendment.text_id, parent=None, state__in=states)
        beside = (
            beside.filter(kind=add)
            if amendment.kind == add
            else beside.filter(clause_id=amendment.clause_id).exclude(kind=add)
        )
        beside = beside.exclude(pk=amendment.pk).exclude(decision__in=["merged", "declined"])
        field: Any = self.fields["merged_into"]
        field.queryset = beside
        field.label_from_instance = lambda one: _("ข้อเสนอที่ %(n)s") % {"n": one.number}
