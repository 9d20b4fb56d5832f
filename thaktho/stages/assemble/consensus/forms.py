"""Forms of delegates, rules, rounds, voices and votes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.queries import networks

from ..editions.models import Edition
from ..text.models import Clause
from . import queries
from .models import Delegate, Resolution, Rulebook


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class DelegateForm(forms.Form):
    """As the letter will print them. A monk has no surname; nothing asks for one."""

    name = forms.CharField(
        label=_("ชื่อตามที่จะพิมพ์ในหนังสือแต่งตั้ง"),
        max_length=200,
        error_messages={"required": _("กรุณาพิมพ์ชื่อ")},
    )
    part = forms.ChoiceField(label=_("ทำหน้าที่"), choices=Delegate.Part.choices, initial=Delegate.Part.DELEGATE)
    position = forms.CharField(label=_("ตำแหน่ง"), max_length=300, required=False)
    organisation = forms.CharField(label=_("หน่วยงาน"), max_length=300, required=False)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class NominateForm(DelegateForm):
    """With the network chosen among those the actor may name for; a name that is known already is that person."""

    network = forms.ModelChoiceField(queryset=None, label=_("เครือข่าย"), empty_label=None)

    def __init__(self, edition: Edition, allowed: set[Any] | None, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        found = networks(edition.programme, edition.year)
        if allowed is not None:
            found = found.filter(pk__in=allowed)
        self.edition = edition
        self.fields["network"].queryset = found  # type: ignore[attr-defined]
        self.fields["name"].widget.attrs["list"] = "persons"
        self.order_fields(["network", "name", "part", "position", "organisation"])

    def made(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        known = queries.candidates(self.edition.programme, data["name"])
        same = [one for one in known[:20] if str(one) == data["name"]]
        # Of several namesakes none is taken: a person is written down anew rather than mistaken.
        data["person"] = same[0] if len(same) == 1 else None
        return data


class LetterForm(forms.Form):
    letter_number = forms.CharField(
        label=_("เลขที่หนังสือหรือคำสั่ง"),
        max_length=120,
        error_messages={"required": _("กรุณาพิมพ์เลขที่หนังสือ")},
    )
    letter_date = BuddhistDate(label=_("ลงวันที่"), error_messages={"required": _("กรุณาพิมพ์วันที่ของหนังสือ")})


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"), max_length=1000, widget=lines(), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )


class ReplaceForm(DelegateForm):
    reason = forms.CharField(
        label=_("เหตุผลที่เปลี่ยนตัว"),
        max_length=1000,
        widget=lines(),
        error_messages={"required": _("กรุณาบอกเหตุผล")},
    )
    letter_number = forms.CharField(label=_("เลขที่หนังสือหรือคำสั่ง"), max_length=120, required=False)
    letter_date = BuddhistDate(label=_("ลงวันที่"), required=False)

    def __init__(self, edition: Edition, data: Any = None, *, letter: bool) -> None:
        super().__init__(data)
        self.edition = edition
        del self.fields["part"]
        if not letter:
            del self.fields["letter_number"], self.fields["letter_date"]
        self.fields["name"].widget.attrs["list"] = "persons"

    def made(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        same = [
            one
            for one in queries.candidates(self.edition.programme, data["name"])[:20]
            if str(one) == data["name"]
        ]
        data["person"] = same[0] if len(same) == 1 else None
        return data


class RulebookForm(forms.Form):
    quorum = forms.ChoiceField(
        label=_("องค์ประชุมของเครือข่าย"), choices=Rulebook.Quorum.choices, widget=forms.RadioSelect
    )
    quorum_count = forms.IntegerField(
        label=_("อย่างน้อยกี่เครือข่าย"),
        min_value=0,
        max_value=200,
        required=False,
        help_text=_("เมื่อเลือกจำนวนเครือข่าย"),
    )
    quorum_share_num = forms.IntegerField(
        label=_("มากกว่า (เศษ)"), min_value=1, max_value=100, required=False, help_text=_("1 ส่วน 2 คือเกินกึ่งหนึ่ง")
    )
    quorum_share_den = forms.IntegerField(label=_("ส่วน"), min_value=1, max_value=100, required=False)
    present_at_least = forms.IntegerField(
        label=_("ผู้แทนกี่คนลงทะเบียนแล้วจึงนับว่าเครือข่ายมาประชุม"), min_value=1, max_value=100
    )
    inner = forms.ChoiceField(
        label=_("เสียงภายในเครือข่าย"), choices=Rulebook.Inner.choices, widget=forms.RadioSelect
    )
    note_needs_reason = forms.BooleanField(label=_("เห็นด้วยโดยมีข้อสังเกต ต้องพิมพ์ข้อสังเกต"), required=False)
    seats = forms.IntegerField(
        label=_("ขอให้แต่ละเครือข่ายเสนอผู้แทนกี่คน"), min_value=0, max_value=500, required=False,
        help_text=_("แสดงเทียบไว้ ไม่บังคับ เว้นว่างหากไม่กำหนด"),
    )  # fmt: skip

    def __init__(self, book: Rulebook, entitled: int, data: Any = None) -> None:
        names = self.base_fields
        super().__init__(data, initial={name: getattr(book, name) for name in names})
        self.book, self.entitled = book, entitled

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("quorum_count", "quorum_share_num", "quorum_share_den", "seats"):
            if data.get(name) is None and name not in self.errors:
                data[name] = getattr(self.book, name) if name != "seats" else 0
        if data.get("quorum") == Rulebook.Quorum.COUNT and "quorum_count" not in self.errors:
            if not data["quorum_count"]:
                self.add_error("quorum_count", _("พิมพ์จำนวนเครือข่าย อย่างน้อย 1"))
            elif data["quorum_count"] > self.entitled:
                self.add_error("quorum_count", _("มากกว่าจำนวนเครือข่ายที่มี จะไม่ครบองค์ประชุมเลย"))
        num, den = data.get("quorum_share_num"), data.get("quorum_share_den")
        if num and den and num > den:
            self.add_error("quorum_share_num", _("เศษต้องไม่มากกว่าส่วน"))
        return data


class RoundForm(forms.Form):
    version = forms.ModelChoiceField(
        queryset=None, label=_("ถามจากร่างใด"), empty_label=None, error_messages={"required": _("เลือกร่าง")}
    )
    about = forms.ChoiceField(
        label=_("ถามข้อใดบ้าง"),
        choices=[("all", _("ทุกข้อ")), ("contested", _("เฉพาะข้อที่ยังไม่ได้ข้อยุติ"))],
        widget=forms.RadioSelect,
        initial="all",
    )

    def __init__(self, edition: Edition, data: Any = None) -> None:
        super().__init__(data)
        self.fields["version"].queryset = queries.versions(edition)  # type: ignore[attr-defined]


class DissentForm(forms.Form):
    text = forms.CharField(
        label=_("ข้อสงวนที่บันทึก"),
        max_length=4000,
        widget=lines(4),
        error_messages={"required": _("พิมพ์ข้อสงวนตามที่ประธานให้บันทึก")},
    )
    chair = forms.CharField(
        label=_("ประธานผู้ให้บันทึก (ชื่อและตำแหน่ง)"),
        max_length=300,
        error_messages={"required": _("พิมพ์ชื่อและตำแหน่งของประธาน")},
    )


class ResolutionForm(forms.Form):
    title = forms.CharField(label=_("เรื่อง"), max_length=300, error_messages={"required": _("พิมพ์เรื่อง")})
    body = forms.CharField(
        label=_("ข้อความที่ให้ลงมติ"),
        max_length=8000,
        widget=lines(6),
        error_messages={"required": _("พิมพ์ข้อความ")},
    )
    clause = forms.ModelChoiceField(
        Clause.objects.none(), label=_("เกี่ยวกับข้อ"), required=False, empty_label="–"
    )
    majority = forms.ChoiceField(
        label=_("เสียงข้างมาก"), choices=Resolution.Majority.choices, widget=forms.RadioSelect
    )
    base = forms.ChoiceField(label=_("นับจาก"), choices=Resolution.Base.choices, widget=forms.RadioSelect)
    secrecy = forms.ChoiceField(
        label=_("การลงมติ"), choices=Resolution.Secrecy.choices, widget=forms.RadioSelect
    )
    may_abstain = forms.BooleanField(label=_("งดออกเสียงได้"), required=False)
    only_present = forms.BooleanField(label=_("ลงมติได้เฉพาะผู้แทนที่ลงทะเบียนมาประชุมแล้ว"), required=False)

    def __init__(self, edition: Edition, data: Any = None, *, resolution: Resolution | None = None) -> None:
        row = resolution or Resolution()
        names = ("title", "body", "clause", "majority", "base", "secrecy", "may_abstain", "only_present")
        super().__init__(data, initial={name: getattr(row, name) for name in names})
        self.fields["clause"].queryset = Clause.objects.filter(edition=edition, live=True)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    reason = forms.CharField(label=_("เหตุผลที่ปิดทั้งที่ยังไม่ครบ"), max_length=1000, widget=lines(), required=False)
