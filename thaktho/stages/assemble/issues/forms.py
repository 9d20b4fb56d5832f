"""Forms of the call, its criteria, proposals, scores and decisions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from thaktho.ground.access import Actor
from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.queries import networks
from thaktho.ground.programme.models import Programme

from ..editions.forms import lines, shown
from . import queries
from .models import Criterion, Issue, IssueCall


class CallForm(forms.Form):
    text = forms.CharField(label=_("คำชวนเสนอประเด็น"), max_length=8000, required=False, widget=lines(5))
    opens_on = BuddhistDate(label=_("เปิดรับวันที่"), required=False, max_length=60)
    closes_on = BuddhistDate(label=_("รับถึงวันที่"), required=False, max_length=60)
    for_everyone = forms.BooleanField(
        label=_("ทุกคนเสนอได้ ไม่ต้องมีบัญชี"), required=False, help_text=_("ถ้าไม่เลือก จะรับเฉพาะเครือข่ายและผู้มีบทบาท")
    )

    def __init__(self, data: Any = None, *, call: IssueCall | None = None) -> None:
        names = ("text", "opens_on", "closes_on", "for_everyone")
        start = shown({name: getattr(call, name) for name in names}) if call else {"for_everyone": True}
        super().__init__(data, initial=start)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("opens_on"), data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("วันปิดรับอยู่ก่อนวันเปิดรับ ตรวจวันที่"))
        return data


class CriterionForm(forms.Form):
    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("เกณฑ์"), max_length=200, required=False)
    help = forms.CharField(label=_("พิจารณาอย่างไร"), max_length=2000, required=False, widget=lines(2))
    most = forms.IntegerField(label=_("คะแนนสูงสุด"), min_value=2, max_value=10, initial=5)
    weight = forms.IntegerField(label=_("น้ำหนัก"), min_value=1, max_value=9, initial=1)


CriteriaForms = forms.formset_factory(CriterionForm, extra=1, max_num=12, absolute_max=12)


class IssueForm(forms.Form):
    title = forms.CharField(
        label=_("ประเด็น"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ประเด็น")}
    )
    reason = forms.CharField(label=_("สำคัญอย่างไร กับใคร"), max_length=4000, required=False, widget=lines(4))
    wish = forms.CharField(label=_("อยากให้สมัชชาทำอะไร"), max_length=4000, required=False, widget=lines(3))
    proposer = forms.CharField(
        label=_("กลุ่มหรือองค์กรที่เสนอ"),
        max_length=200,
        required=False,
        help_text=_("จะแสดงให้ทุกคนเห็น ไม่ต้องใส่ชื่อตัวเอง เว้นว่างได้"),
    )
    network = forms.ModelChoiceField(
        queryset=None, label=_("เสนอในนามเครือข่าย"), required=False, empty_label=_("ไม่ใช่ในนามเครือข่าย")
    )

    def __init__(
        self, programme: Programme, by: Actor, data: Any = None, *, issue: Issue | None = None, **kwargs: Any
    ) -> None:
        names = ("title", "reason", "wish", "proposer")
        start = {name: getattr(issue, name) for name in names} if issue else {}
        super().__init__(data, initial=start | kwargs.pop("initial", {}), **kwargs)
        found = networks(programme)
        if not by.has("secretariat"):
            found = found.filter(pk__in=list(by.scopes("coordinator")))
        self.fields["network"].queryset = found  # type: ignore[attr-defined]
        if issue is not None or not by.has("secretariat", "coordinator"):
            del self.fields["network"]


class ScoreForm(forms.Form):
    """A row of choices 1..most and a reason for every criterion."""

    def __init__(
        self, criteria: list[Criterion], data: Any = None, *, given: list[Any] | None = None
    ) -> None:
        super().__init__(data)
        self.criteria = criteria
        for at, one in enumerate(criteria):
            old = given[at] if given else None
            self.fields[f"score_{one.pk}"] = forms.TypedChoiceField(
                label=one.name, choices=[(str(n), str(n)) for n in range(1, one.most + 1)], coerce=int,
                widget=forms.RadioSelect, initial=str(old.score) if old else None, help_text=escape(one.help),
                error_messages={"required": _("เลือกคะแนนข้อนี้ด้วย")},
            )  # fmt: skip
            self.fields[f"reason_{one.pk}"] = forms.CharField(
                label=_("เหตุผล"), max_length=1000, required=False, initial=old.reason if old else ""
            )

    def rows(self) -> list[tuple[Criterion, Any, Any]]:
        return [(one, self[f"score_{one.pk}"], self[f"reason_{one.pk}"]) for one in self.criteria]

    def scores(self) -> dict[UUID, tuple[int, str]]:
        data = self.cleaned_data
        return {one.pk: (data[f"score_{one.pk}"], data[f"reason_{one.pk}"]) for one in self.criteria}


class DecideForm(forms.Form):
    OUTCOMES = (("accept", _("รับเป็นประเด็นสมัชชา")), ("merge", _("รวมกับประเด็นอื่น")), ("decline", _("ไม่รับ")))
    outcome = forms.ChoiceField(label=_("ผลการพิจารณา"), choices=OUTCOMES, widget=forms.RadioSelect)
    into = forms.ModelChoiceField(Issue.objects.none(), label=_("รวมกับ"), required=False, empty_label="–")
    reason = forms.CharField(
        label=_("เหตุผลที่ผู้เสนอและทุกคนจะอ่าน"),
        max_length=2000,
        widget=lines(3),
        error_messages={"required": _("กรุณาบอกเหตุผล")},
    )

    def __init__(self, issue: Issue, data: Any = None) -> None:
        super().__init__(data)
        self.fields["into"].queryset = queries.to_merge_with(issue)  # type: ignore[attr-defined]
        self.fields["into"].label_from_instance = lambda one: f"{one.number}. {one.title}"[:100]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == "merge" and not data.get("into") and "into" not in self.errors:
            self.add_error("into", _("เลือกประเด็นที่จะรวมด้วย"))
        return data


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"), max_length=1000, widget=lines(), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )
