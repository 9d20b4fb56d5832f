"""Forms of this room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.access import Actor, permitted
from thaktho.ground.language import said
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import networks
from thaktho.ground.programme.models import Programme
from thaktho.stages.capital.cells import faults
from thaktho.stages.capital.queries import choices as capital_choices

from . import cells
from .models import Tool, ToolHolder

TOO_LONG = 8000


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ToolForm(forms.Form):
    """One tool. Only name and gist are required; what is not known stays blank and is said to be so."""

    kind = forms.ChoiceField(
        label=_("ชนิด"), choices=Tool.Kind.choices, widget=forms.RadioSelect, initial="tool"
    )
    name = forms.CharField(label=_("ชื่อ"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อ")})
    aliases = forms.CharField(label=_("ชื่ออื่น"), max_length=300, required=False)
    gist = forms.CharField(
        label=_("สาระ"), max_length=TOO_LONG, widget=lines(2),
        error_messages={"required": _("กรุณาบอกว่าใช้ทำอะไร ในหนึ่งถึงสองประโยค")},
    )  # fmt: skip
    steps = forms.CharField(label=_("ขั้นตอน"), max_length=TOO_LONG, widget=lines(5), required=False)
    cost_text = forms.CharField(label=_("ค่าใช้จ่าย"), max_length=200, required=False)
    time_text = forms.CharField(label=_("เวลาที่ใช้"), max_length=200, required=False)
    materials = forms.CharField(label=_("วัสดุอุปกรณ์"), max_length=TOO_LONG, widget=lines(2), required=False)
    teacher = forms.CharField(label=_("ใครสอนได้"), max_length=300, required=False)
    capital = forms.ChoiceField(label=_("ผู้สอนในทะเบียนทุน"), required=False)
    conditions = forms.CharField(
        label=_("เงื่อนไขให้ได้ผล"), max_length=TOO_LONG, widget=lines(2), required=False
    )
    network = forms.ChoiceField(label=_("เครือข่ายที่ดูแลรายการนี้"), required=False)
    source_text = forms.CharField(label=_("ที่มา"), max_length=300, required=False)
    url = forms.URLField(label=_("ลิงก์"), required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(label=_("ไฟล์คู่มือ"), required=False)

    def __init__(self, programme: Programme, by: Actor, data: Any = None, files: Any = None, *, tool: Tool | None = None) -> None:  # fmt: skip
        super().__init__(data, files, initial=cells.read(tool) if tool else None)
        own = [one for one in networks(programme) if permitted(by, "toolkit.tool.add", one)]
        choices = [(one.code, one.name) for one in own]
        free = permitted(by, "toolkit.tool.add", programme)
        if free:
            choices.insert(0, ("", str(_("ทั้งจังหวัด"))))
        elif tool is None and len(own) == 1:
            self.initial["network"] = own[0].code
        if tool and tool.network and tool.network not in own:
            choices.append((tool.network.code, tool.network.name))
        self.fields["network"].choices = choices  # type: ignore[attr-defined]
        self.fields["network"].required = not free
        entries = [(str(one.id), one.label) for one in capital_choices(programme) if one.kind == "human"]
        self.fields["capital"].choices = [("", "–"), *entries]  # type: ignore[attr-defined]
        if tool and tool.capital and str(tool.capital_id) not in dict(entries):
            self.fields["capital"].choices += [(str(tool.capital_id), tool.capital.name)]  # type: ignore[attr-defined]
        self.fields["teacher"].widget.attrs["list"] = "teachers"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for _name, why in faults({"holder": data.get("teacher", ""), "kind": "human"}):
            self.add_error("teacher", said(why))
        return data

    def read_cells(self) -> cells.Cells:
        found = {name: self.cleaned_data[name].replace("\r\n", "\n") for name in cells.NAMES}
        found["steps"] = "\n".join(cells.steps(found["steps"]))
        return found


class AdoptForm(forms.Form):
    """A network says how far it has a tool."""

    network = forms.ChoiceField(label=_("เครือข่าย"))
    level = forms.ChoiceField(label=_("ระดับ"), choices=[*ToolHolder.Level.choices, ("", _("ไม่รู้จัก นำออก"))], required=False)  # fmt: skip
    since = forms.TypedChoiceField(label=_("ตั้งแต่ปีงบประมาณ"), required=False, coerce=int, empty_value=None)
    note = forms.CharField(label=_("หมายเหตุ"), required=False, max_length=300)

    def __init__(self, programme: Programme, own: list[Network], data: Any = None) -> None:
        super().__init__(
            data, initial={"level": ToolHolder.Level.USES, "network": own[0].code if own else ""}
        )
        self.fields["network"].choices = [(one.code, one.name) for one in own]  # type: ignore[attr-defined]
        years = range(programme.first_year - 10, programme.last_year + 1)
        self.fields["since"].choices = [("", _("ไม่ทราบ")), *((str(one), str(one)) for one in reversed(years))]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("เหตุผล"), max_length=1000, widget=lines(), error_messages={"required": _("กรุณาบอกเหตุผล")}
    )
