"""Forms of booths, honours, the form of the day, and certificates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.forms import BuddhistDate
from thaktho.ground.people.queries import networks
from thaktho.thai import dates

from ..editions.models import Edition
from .models import Booth, Certificate, Honour
from .queries.satisfaction import Form
from .reading_honours import is_minor

SIGNERS = 3


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"), max_length=300, widget=lines(2), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )


class BoothForm(forms.Form):
    """`own` are the ids of the networks the asker may ask for; None is the secretariat, who may ask for anybody."""

    title = forms.CharField(label=_("ชื่อบูธ"), max_length=200, error_messages={"required": _("กรุณาพิมพ์ชื่อบูธ")})
    network: Any = forms.ModelChoiceField(queryset=None, label=_("เครือข่าย"), required=False, empty_label="–")
    text = forms.CharField(label=_("จัดแสดงอะไร"), max_length=2000, required=False, widget=lines())
    owner = forms.CharField(label=_("ผู้จัด"), max_length=200, required=False)
    needs = forms.CharField(label=_("สิ่งที่ต้องใช้"), max_length=300, required=False)

    PLAIN = ("title", "text", "owner", "needs")

    def __init__(self, edition: Edition, data: Any = None, *, own: set[str] | None = None, booth: Booth | None = None) -> None:  # fmt: skip
        start = {name: getattr(booth, name) for name in self.PLAIN} if booth else None
        super().__init__(data, initial=start)
        if booth is not None:
            del self.fields["network"]
            return
        found = networks(edition.programme)
        if own is not None:
            found = found.filter(pk__in=own)
            self.fields["network"].required = True
            self.fields["network"].empty_label = None  # type: ignore[attr-defined]
        self.fields["network"].queryset = found  # type: ignore[attr-defined]

    def made(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.PLAIN}


class HonourForm(forms.Form):
    name = forms.CharField(label=_("ชื่อตามที่พิมพ์"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อ")})
    kind = forms.ChoiceField(label=_("ชนิด"), choices=Honour.Kind.choices)
    category = forms.CharField(
        label=_("ประเภทตามประกาศ"),
        max_length=300,
        error_messages={"required": _("กรุณาพิมพ์ประเภทตามที่ประกาศพิมพ์")},
    )
    network: Any = forms.ModelChoiceField(queryset=None, label=_("เครือข่าย"), required=False, empty_label="–")
    place_text = forms.CharField(label=_("ตำบล อำเภอ"), max_length=300, required=False)
    for_what = forms.CharField(label=_("ผลงานที่ยกย่อง"), max_length=2000, required=False, widget=lines())
    is_minor = forms.BooleanField(label=_("อายุต่ำกว่า 20 ปี"), required=False)
    consent = forms.CharField(label=_("ความยินยอม"), max_length=300, required=False)

    PLAIN = ("name", "kind", "category", "place_text", "for_what", "is_minor", "consent")

    def __init__(self, edition: Edition, data: Any = None, *, honour: Honour | None = None) -> None:
        start: dict[str, Any] = {name: getattr(honour, name) for name in self.PLAIN} if honour else {}
        if honour is not None:
            start["network"] = honour.network_id
        super().__init__(data, initial=start)
        self.fields["network"].queryset = networks(edition.programme)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == Honour.Kind.PERSON and is_minor(data.get("name", "")):
            data["is_minor"] = True
        if data.get("is_minor") and not data.get("consent", "").strip():
            self.add_error(
                "consent", _("เป็นผู้เยาว์ ต้องบันทึกว่าผู้ปกครองยินยอมอย่างไร เช่น หนังสือยินยอมลงวันที่ 1 ส.ค. 2563")
            )
        return data

    def made(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.PLAIN, "network")}


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("รายชื่อ"),
        max_length=200_000,
        strip=False,
        widget=lines(10),
        error_messages={"required": _("วางรายชื่ออย่างน้อยหนึ่งบรรทัด")},
    )


class SatisfactionForm(forms.Form):
    """Made of the questions in criteria/satisfaction.yaml. Nothing is needed; no name is asked."""

    def __init__(self, edition: Edition, form: Form, data: Any = None) -> None:
        super().__init__(data)
        self.asked = form
        for code, text in form.statements:
            self.fields[f"q_{code}"] = forms.TypedChoiceField(
                label=text,
                choices=form.steps,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("เลือกหนึ่งขั้นจาก 5 ขั้น หรือเว้นว่าง")},
            )
        self.fields["liked"] = forms.CharField(
            label=_("สิ่งที่ชอบ"), max_length=1000, required=False, widget=lines()
        )
        self.fields["better"] = forms.CharField(
            label=_("สิ่งที่ควรทำให้ดีขึ้น"), max_length=1000, required=False, widget=lines()
        )
        self.fields["network"] = forms.ModelChoiceField(
            networks(edition.programme), label=_("เครือข่าย"), required=False, empty_label=_("ไม่บอก")
        )

    def questions(self) -> list[forms.BoundField]:
        return [self[f"q_{code}"] for code, _text in self.asked.statements]

    def answers(self) -> dict[str, int]:
        found = {code: self.cleaned_data.get(f"q_{code}") for code, _text in self.asked.statements}
        return {code: step for code, step in found.items() if step is not None}


class _Signed(forms.Form):
    """Up to three who sign, name and office; frozen on every paper."""

    def _add_signers(self, known: list[dict[str, str]]) -> None:
        for number in range(1, SIGNERS + 1):
            one = known[number - 1] if len(known) >= number else {}
            self.fields[f"name{number}"] = forms.CharField(
                label=_("ผู้ลงนามคนที่ %(number)s") % {"number": number},
                max_length=200,
                required=False,
                initial=one.get("name", ""),
            )
            self.fields[f"position{number}"] = forms.CharField(
                label=_("ตำแหน่งของคนที่ %(number)s") % {"number": number},
                max_length=300,
                required=False,
                initial=one.get("position", ""),
            )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"name{number}"], self[f"position{number}"]) for number in range(1, SIGNERS + 1)]

    def signers(self) -> list[dict[str, str]]:
        found = [
            {
                "name": self.cleaned_data.get(f"name{number}", "").strip(),
                "position": self.cleaned_data.get(f"position{number}", "").strip(),
            }
            for number in range(1, SIGNERS + 1)
        ]
        return [one for one in found if one["name"] or one["position"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, SIGNERS + 1):
            if data.get(f"position{number}", "").strip() and not data.get(f"name{number}", "").strip():
                self.add_error(f"name{number}", _("บอกชื่อผู้ลงนามของตำแหน่งนี้"))
        return data


class IssueForm(_Signed):
    kind = forms.ChoiceField(label=_("ออกให้"), choices=Certificate.Kind.choices)
    issued_on = BuddhistDate(
        label=_("ให้ไว้ ณ วันที่"), error_messages={"required": _("กรุณาบอกวันที่ ปีของเลขที่มาจากวันนี้")}
    )

    unsigned = forms.BooleanField(label=_("ออกโดยยังไม่มีชื่อผู้ลงนาม"), required=False)

    def __init__(
        self, edition: Edition, data: Any = None, *, signers: list[dict[str, str]] | None = None
    ) -> None:
        day = edition.held_until or edition.held_on or timezone.localdate()
        super().__init__(data, initial={"issued_on": dates.show(day)})
        self._add_signers(signers or [])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not self.signers() and not data.get("unsigned"):
            self.add_error("unsigned", _("ยังไม่มีชื่อผู้ลงนาม พิมพ์ชื่อ หรือทำเครื่องหมายว่าออกโดยไม่มี"))
        return data


class CorrectForm(_Signed):
    name = forms.CharField(label=_("ชื่อ"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อ")})
    body = forms.CharField(
        label=_("ข้อความใต้ชื่อ"),
        max_length=2000,
        widget=lines(4),
        error_messages={"required": _("กรุณาพิมพ์ข้อความ")},
    )
    reason = forms.CharField(
        label=_("แก้เพราะอะไร"), max_length=300, error_messages={"required": _("กรุณาบอกเหตุผล")}
    )

    def __init__(self, certificate: Certificate, data: Any = None) -> None:
        super().__init__(data, initial={"name": certificate.name, "body": certificate.body})
        self._add_signers(certificate.signers)
