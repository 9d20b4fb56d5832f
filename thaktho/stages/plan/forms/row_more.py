"""The part «รายละเอียดเพิ่มเติม» of a row's form: its place in the tree, for whom, what comes of it, risks."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thaktho.thai.numerals import to_arabic

from ..groups import names
from ..models import Branch, PlanRow, Risk

if TYPE_CHECKING:
    from .rows import RowForm

SPARE_RISKS = 1
MOST_RISKS = 20
SCALE = [(str(value), label) for value, label in Risk.SCALE]


class People(forms.CharField):
    """How many people: whole, in any digits."""

    def clean(self, value: Any) -> int | None:
        text = to_arabic(str(super().clean(value) or "")).replace(",", "").replace("คน", "").strip()
        if not text:
            return None
        if not text.isdecimal() or len(text) > 9:
            raise forms.ValidationError(_("กรุณาพิมพ์จำนวนคนเป็นตัวเลข เช่น 120"))
        return int(text)


def add(form: RowForm, branches: list[Branch], projects: list[PlanRow], data: Any) -> None:
    """Add the fields. What stands now is always among the choices, even when it may no longer be chosen anew."""
    cells, text = form.cells, forms.Textarea({"rows": 2})
    form.fields["branch"] = forms.ChoiceField(
        label=_("ผูกกับโครงแผน"),
        required=False,
        initial=cells.get("branch", ""),
        choices=_with_standing(
            [("", gettext("ยังไม่ผูก")), *_by_tree(branches)],
            cells.get("branch", ""),
            gettext("กิ่งที่นำออกแล้ว"),
        ),
    )
    form.fields["part_of"] = forms.ChoiceField(
        label=_("เป็นกิจกรรมของโครงการ"),
        required=False,
        initial=cells.get("part_of", ""),
        choices=_with_standing(
            [
                ("", gettext("ไม่ใช่ เป็นโครงการเอง")),
                *((str(row.pk), f"{row.number}. {row.title[:90]}") for row in projects),
            ],
            cells.get("part_of", ""),
            gettext("โครงการที่นำออกแล้ว"),
        ),
    )
    form.fields["groups_text"] = forms.CharField(
        label=_("กลุ่มเป้าหมาย"), required=False, initial=cells.get("groups_text", "")
    )
    form.fields["groups"] = forms.MultipleChoiceField(
        label=_("กลุ่มที่ตรงกัน"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=list(names().items()),
        initial=cells.get("groups", []),
    )
    people = cells.get("people")
    form.fields["people"] = People(
        label=_("จำนวนคน"), required=False, initial="" if people is None else str(people)
    )
    form.fields["people"].widget.attrs["inputmode"] = "numeric"
    for name, label in (("output", _("ผลผลิต")), ("outcome", _("ผลลัพธ์"))):
        form.fields[name] = forms.CharField(
            label=label, widget=text, required=False, initial=cells.get(name, "")
        )
    form.fields["direction"] = forms.ChoiceField(
        label=_("ทิศทางของตัวชี้วัด"),
        required=False,
        choices=[("", gettext("ยิ่งมากยิ่งดี")), ("down", gettext("ยิ่งน้อยยิ่งดี"))],
        initial=cells.get("direction", ""),
    )
    form.risk_count = _risks(form, data)


def _by_tree(branches: list[Branch]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The branches as choices, each tree's under its title."""
    return [
        (tree.title, [(str(one.pk), one.label) for one in under])  # type: ignore[attr-defined]
        for tree, under in groupby(branches, lambda one: one.tree)
    ]


def _with_standing(choices: list[Any], standing: str, label: str) -> list[Any]:
    """The choices, some of them in groups, and what stands now."""
    known = {code for one, under in choices for code in (dict(under) if isinstance(under, list) else [one])}
    return choices if standing in known else [*choices, (standing, label)]


def _risks(form: RowForm, data: Any) -> int:
    standing = form.cells.get("risks", [])
    count = len(standing) + SPARE_RISKS
    if data:
        sent = [key.split("_")[1] for key in data if key.startswith("risk_") and key.endswith("_text")]
        count = max([count, *(int(n) + 1 for n in sent if n.isdecimal() and len(n) < 3)])
    count = min(count, MOST_RISKS)
    for i in range(count):
        text, likelihood, impact, response = standing[i] if i < len(standing) else ("", 2, 2, "")
        form.fields[f"risk_{i}_text"] = forms.CharField(
            label=_("ความเสี่ยง"), required=False, max_length=1000, initial=text
        )
        for name, label, value in (
            ("likelihood", _("โอกาสเกิด"), likelihood),
            ("impact", _("ผลกระทบ"), impact),
        ):
            form.fields[f"risk_{i}_{name}"] = forms.ChoiceField(
                label=label, choices=SCALE, required=False, initial=str(value)
            )
        form.fields[f"risk_{i}_response"] = forms.CharField(
            label=_("จะทำอย่างไร"), required=False, max_length=1000, initial=response
        )
    return count


def risk_lines(form: RowForm) -> list[tuple[Any, ...]]:
    return [
        tuple(form[f"risk_{i}_{name}"] for name in ("text", "likelihood", "impact", "response"))
        for i in range(form.risk_count)
    ]


def read(form: RowForm) -> dict[str, Any]:
    """The cells of this part that were typed without fault."""
    data = form.cleaned_data
    cells: dict[str, Any] = {
        name: data[name] for name in ("branch", "part_of", "people", "direction") if name in data
    }
    for name in ("groups_text", "output", "outcome"):
        if name in data:
            cells[name] = data[name].replace("\r\n", "\n")
    if "groups" in data:
        cells["groups"] = [code for code in names() if code in data["groups"]]
    if not any(name.startswith("risk_") for name in form.errors):
        cells["risks"] = [
            [
                text,
                int(data.get(f"risk_{i}_likelihood") or 2),
                int(data.get(f"risk_{i}_impact") or 2),
                data.get(f"risk_{i}_response", "").strip(),
            ]
            for i in range(form.risk_count)
            if (text := data.get(f"risk_{i}_text", "").strip())
        ]
    return cells
