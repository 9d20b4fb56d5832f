"""Forms of the year, its tasks, papers, tabs and pictures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.queries import networks
from thaktho.ground.programme.models import Programme
from thaktho.ground.programme.queries import sources
from thaktho.thai import dates

from . import carrying, queries
from .models import Edition, Photo, Stage, Tab, TabItem, Task


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """What a form starts with: days as people write them."""
    return {name: dates.show(value) if isinstance(value, date) else value for name, value in values.items()}


class EditionForm(forms.Form):
    title = forms.CharField(label=_("ชื่อ"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อสมัชชา")})
    number = forms.IntegerField(label=_("ครั้งที่ / ปีที่"), min_value=1, max_value=999, required=False)
    theme = forms.CharField(label=_("หัวข้อหลัก"), max_length=500, required=False, widget=lines(2))
    held_on = BuddhistDate(label=_("วันจัดงาน"), required=False, max_length=60)
    held_until = BuddhistDate(label=_("ถึงวันที่ (เมื่อจัดหลายวัน)"), required=False, max_length=60)
    place_text = forms.CharField(label=_("สถานที่"), max_length=300, required=False)
    online_url = forms.URLField(
        label=_("ลิงก์ร่วมทางออนไลน์"), max_length=500, required=False, assume_scheme="https"
    )
    formal_votes = forms.BooleanField(
        label=_("ใช้มติสมัชชา (ลงมติเป็นทางการ)"),
        required=False,
        help_text=_("ปกติไม่ใช้ เพราะสมัชชาใช้ฉันทมติรายเครือข่าย"),
    )

    PLAIN = ("title", "number", "theme", "held_on", "held_until", "place_text", "online_url", "formal_votes")

    def __init__(self, data: Any = None, *, edition: Edition | None = None, **kwargs: Any) -> None:
        start = shown({name: getattr(edition, name) for name in self.PLAIN}) if edition else {}
        super().__init__(data, initial=start | kwargs.pop("initial", {}), **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("held_on"), data.get("held_until")
        if last and not first and "held_on" not in self.errors:
            self.add_error("held_on", _("มีวันสุดท้ายแล้ว บอกวันแรกด้วย"))
        if first and last and last < first:
            self.add_error("held_until", _("วันสุดท้ายอยู่ก่อนวันแรก ตรวจวันที่"))
        return data

    def made(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.PLAIN}


class BeginForm(EditionForm):
    year = forms.IntegerField(
        label=_("ปีงบประมาณ (พ.ศ.)"), min_value=2500, max_value=2700,
        error_messages={"min_value": _("ปีเป็น พ.ศ. เช่น 2564"), "max_value": _("ปีเป็น พ.ศ. เช่น 2564")},
    )  # fmt: skip
    carry_from = forms.ModelChoiceField(
        Edition.objects.none(), label=_("ยกมาจากสมัชชาปี"), required=False, empty_label=_("ไม่ยกมา เริ่มใหม่ทั้งหมด")
    )
    carry = forms.MultipleChoiceField(
        label=_("ยกอะไรมาบ้าง"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, programme: Programme, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["carry_from"].queryset = queries.editions(programme)  # type: ignore[attr-defined]
        self.fields["carry"].choices = [(one.code, one.label) for one in carrying.offers()]  # type: ignore[attr-defined]


class SpansForm(forms.Form):
    """Days of all eight stages on one page: starts_<stage>, due_<stage>, note_<stage>."""

    def __init__(self, edition: Edition, data: Any = None) -> None:
        spans = {span.stage: span for span in edition.spans.all()}
        start: dict[str, Any] = {}
        super().__init__(data)
        for stage in Stage.values:
            span = spans.get(stage)
            self.fields[f"starts_{stage}"] = BuddhistDate(label=_("เริ่ม"), required=False, max_length=60)
            self.fields[f"due_{stage}"] = BuddhistDate(label=_("ให้เสร็จภายใน"), required=False, max_length=60)
            self.fields[f"note_{stage}"] = forms.CharField(
                label=_("หมายเหตุ"), required=False, max_length=2000
            )
            if span:
                start |= {
                    f"starts_{stage}": span.starts_on,
                    f"due_{stage}": span.due_on,
                    f"note_{stage}": span.note,
                }
        self.initial = shown(start)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for stage in Stage.values:
            first, last = data.get(f"starts_{stage}"), data.get(f"due_{stage}")
            if first and last and last < first:
                self.add_error(f"due_{stage}", _("วันเสร็จอยู่ก่อนวันเริ่ม ตรวจวันที่"))
        return data

    def rows(self) -> list[tuple[str, list[Any]]]:
        return [
            (str(Stage(stage).label), [self[f"{part}_{stage}"] for part in ("starts", "due", "note")])
            for stage in Stage.values
        ]

    def days(self) -> dict[str, tuple[date | None, date | None, str]]:
        data = self.cleaned_data
        return {
            stage: (data[f"starts_{stage}"], data[f"due_{stage}"], data[f"note_{stage}"])
            for stage in Stage.values
        }


class TaskForm(forms.Form):
    """Given to a network, to somebody by name (known or in words), to both, or to nobody yet."""

    stage = forms.ChoiceField(label=_("ขั้น"), choices=Stage.choices)
    title = forms.CharField(
        label=_("งาน"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ว่าต้องทำอะไร")}
    )
    note = forms.CharField(label=_("รายละเอียด"), max_length=4000, required=False, widget=lines(2))
    network = forms.ModelChoiceField(
        queryset=None, label=_("เครือข่ายที่รับผิดชอบ"), required=False, empty_label="–"
    )
    who = forms.CharField(label=_("ผู้รับผิดชอบ"), max_length=200, required=False)
    due_on = BuddhistDate(label=_("ภายในวันที่"), required=False, max_length=60)

    def __init__(
        self, programme: Programme, data: Any = None, *, task: Task | None = None, **kwargs: Any
    ) -> None:
        start: dict[str, Any] = {}
        if task is not None:
            start = shown({name: getattr(task, name) for name in ("stage", "title", "note", "who", "due_on")})
            start |= {"network": task.network_id, "who": str(task.person) if task.person else task.who}
        super().__init__(data, initial=start | kwargs.pop("initial", {}), **kwargs)
        self.programme = programme
        self.fields["network"].queryset = networks(programme)  # type: ignore[attr-defined]
        self.fields["who"].widget.attrs["list"] = "persons"

    def made(self) -> dict[str, Any]:
        """A name of exactly one person with a role is that person, who then sees the task; any other is kept in words."""
        data = dict(self.cleaned_data)
        known = (
            [one for one in queries.staff_persons(self.programme) if str(one) == data["who"]]
            if data["who"]
            else []
        )
        data["person"] = known[0] if len(known) == 1 else None
        if data["person"] is not None:
            data["who"] = ""
        return data


class PaperForm(forms.Form):
    stage = forms.ChoiceField(label=_("ขั้น"), choices=Stage.choices)
    title = forms.CharField(
        label=_("ชื่อเอกสาร"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อเอกสาร")}
    )
    file = forms.FileField(label=_("ไฟล์"), error_messages={"required": _("กรุณาเลือกไฟล์")})
    public = forms.BooleanField(label=_("ให้ทุกคนอ่านได้"), required=False)


class MeetingForm(forms.Form):
    stage = forms.ChoiceField(label=_("ขั้น"), choices=Stage.choices)
    meeting = forms.ModelChoiceField(queryset=None, label=_("การประชุม"), empty_label=None)

    def __init__(self, edition: Edition, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["meeting"].queryset = queries.meetings_to_attach(edition)  # type: ignore[attr-defined]
        self.fields["meeting"].label_from_instance = (  # type: ignore[attr-defined]
            lambda one: f"{dates.show(one.held_on)} {one.short_title or one.title}"[:120]
        )


class TabForm(forms.Form):
    text = forms.CharField(label=_("ข้อความ"), max_length=60_000, required=False, widget=lines(16))
    source = forms.ModelChoiceField(queryset=None, label=_("ที่มา"), required=False, empty_label=_("เขียนเอง"))

    def __init__(self, programme: Programme, data: Any = None, *, tab: Tab) -> None:
        super().__init__(data, initial={"text": tab.text, "source": tab.source_id})
        self.fields["source"].queryset = sources(programme)  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    title = forms.CharField(label=_("ชื่อ"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อ")})
    text = forms.CharField(label=_("สาระ"), max_length=8000, required=False, widget=lines(4))
    url = forms.URLField(label=_("ลิงก์"), max_length=500, required=False, assume_scheme="https")
    source = forms.ModelChoiceField(queryset=None, label=_("ที่มา"), required=False, empty_label=_("ไม่ได้ระบุ"))
    file = forms.FileField(label=_("ไฟล์ (ทุกคนอ่านได้)"), required=False)

    def __init__(self, programme: Programme, data: Any = None, files: Any = None, *, item: TabItem | None = None) -> None:  # fmt: skip
        start = (
            {"title": item.title, "text": item.text, "url": item.url, "source": item.source_id}
            if item
            else None
        )
        super().__init__(data, files, initial=start)
        self.fields["source"].queryset = sources(programme)  # type: ignore[attr-defined]


class PhotoForm(forms.Form):
    caption = forms.CharField(
        label=_("คำบรรยายภาพ"),
        max_length=300,
        error_messages={"required": _("กรุณาบอกว่าภาพนี้คืออะไร ผู้ที่มองไม่เห็นภาพจะได้ยินคำนี้")},
    )
    taken_on = BuddhistDate(label=_("ถ่ายเมื่อ"), required=False, max_length=60)
    consent = forms.CharField(
        label=_("คนในภาพยินยอมอย่างไร"),
        max_length=300,
        required=False,
        help_text=_("เช่น ลงชื่อยินยอมตอนลงทะเบียน เว้นว่างไว้ก่อนได้ แต่จะยังไม่เผยแพร่"),
    )
    with_children = forms.BooleanField(label=_("ในภาพมีเด็กอายุต่ำกว่า 20 ปี"), required=False)
    children_consent = forms.CharField(label=_("ผู้ปกครองยินยอมอย่างไร"), max_length=300, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, photo: Photo | None = None) -> None:
        names = ("caption", "taken_on", "consent", "with_children", "children_consent")
        super().__init__(
            data, files, initial=shown({name: getattr(photo, name) for name in names}) if photo else None
        )


class NewPhotoForm(PhotoForm):
    file = forms.FileField(label=_("ภาพ (PNG หรือ JPEG)"), error_messages={"required": _("กรุณาเลือกภาพ")})
    field_order = ["file", "caption"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"), max_length=1000, widget=lines(), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )


class EndForm(ReasonForm):
    over_open = forms.BooleanField(label=_("ปิดทั้งที่ยังเปิดรับเสียงอยู่ และบันทึกไว้"), required=False)

    def __init__(self, data: Any = None, *, asks: bool = False) -> None:
        super().__init__(data)
        if not asks:
            del self.fields["over_open"]
