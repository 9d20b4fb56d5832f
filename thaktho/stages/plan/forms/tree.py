"""Forms of the tree: its head, a branch, a KPI with its years."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.queries import networks, organisations
from thaktho.ground.places.queries import districts
from thaktho.ground.programme.forms import Number
from thaktho.ground.programme.models import Programme
from thaktho.ground.programme.queries import vision_parts

from ..cells import number
from ..models import Branch, Kpi, PlanTree
from ..reading import plain
from ..states import UNDER
from ..upward import Aim, aims
from .rows import Lines, amount

YEAR = {"min_value": 2500, "max_value": 2700}


class TreeForm(forms.Form):
    title = forms.CharField(label=_("ชื่อแผน"), max_length=300, error_messages={"required": _("กรุณาพิมพ์ชื่อแผน")})
    first_year = Number(label=_("ปีงบประมาณแรก (พ.ศ.)"), **YEAR)
    last_year = Number(label=_("ปีงบประมาณสุดท้าย (พ.ศ.)"), **YEAR)
    vision = forms.CharField(label=_("วิสัยทัศน์ของแผน"), widget=Lines(2), max_length=2000, required=False)
    mission = forms.CharField(
        label=_("พันธกิจ"),
        widget=Lines(4),
        max_length=4000,
        required=False,
        help_text=_("บรรทัดละหนึ่งข้อ"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("ปีสุดท้ายมาก่อนปีแรก กรุณาตรวจปีงบประมาณ"))
        if first and last and last - first > 20:
            self.add_error("last_year", _("แผนยาวเกิน 20 ปี กรุณาตรวจปีงบประมาณ"))
        for name in ("vision", "mission"):
            if name in data:
                data[name] = data[name].replace("\r\n", "\n").strip()
        return data


class NewTreeForm(TreeForm):
    """A new tree also says whose it is. A coordinator sees only the own networks."""

    owner = forms.ChoiceField(label=_("แผนของใคร"))
    field_order = ("owner", "title", "first_year", "last_year", "vision", "mission")

    def __init__(self, programme: Programme, own: frozenset[str] | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nets = [n for n in networks(programme) if own is None or str(n.pk) in own]
        self.owners: dict[str, dict[str, Any]] = {}
        groups = [(_("เครือข่าย"), "network", [(n.pk, n.name, n) for n in nets])]
        if own is None:
            places = [(p.pk, f"อ.{p.name_th}", p) for p in districts(programme)]
            named = [(o.pk, o.name, o) for o in organisations(programme)[:500]]
            groups += [(_("อำเภอ"), "place", places), (_("องค์กร"), "organisation", named)]
        choices: list[Any] = [] if own is not None else [("province", _("จังหวัด"))]
        if own is None:
            self.owners["province"] = {"owner": PlanTree.Owner.PROVINCE}
        kinds = {"network": "network", "place": "district", "organisation": "organisation"}
        for label, name, found in groups:
            choices.append((label, [(f"{name}:{pk}", text) for pk, text, _one in found]))
            for pk, _text, one in found:
                self.owners[f"{name}:{pk}"] = {"owner": kinds[name], name: one}
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    def fields_of(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | self.owners[data.pop("owner")] if "owner" in data else data


class BranchForm(forms.Form):
    kind = forms.ChoiceField(label=_("ชนิดของกิ่ง"))
    text = forms.CharField(
        label=_("ข้อความ"),
        widget=Lines(3),
        max_length=2000,
        error_messages={"required": _("กรุณาพิมพ์ข้อความของกิ่งนี้")},
    )
    vision_parts = forms.MultipleChoiceField(
        label=_("ตอบวิสัยทัศน์จังหวัดส่วนใด"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, programme: Programme, over: str, *args: Any, branch: Branch | None = None, **kwargs: Any
    ) -> None:
        if branch is not None:
            kwargs["initial"] = {
                "kind": branch.kind,
                "text": branch.text,
                "vision_parts": [str(part.pk) for part in branch.vision_parts.all()],
            }
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, label) for kind, label in Branch.Kind.choices if over in UNDER[kind]
        ]
        self.fields["vision_parts"].choices = [(str(part.pk), part.text) for part in vision_parts(programme)]  # type: ignore[attr-defined]
        linked = {link.aim: link.note for link in branch.upward.all()} if branch is not None else {}
        self.aims = aims()
        for n, aim in enumerate(self.aims.values()):
            self.fields[f"aim_{n}"] = forms.BooleanField(
                label=aim.name, required=False, initial=aim.code in linked
            )
            self.fields[f"note_{n}"] = forms.CharField(
                label=_("ส่วนใดของแผนนั้น"),
                required=False,
                max_length=500,
                initial=linked.get(aim.code, ""),
            )

    @property
    def upward_fields(self) -> list[tuple[Aim, Any, Any]]:
        return [(aim, self[f"aim_{n}"], self[f"note_{n}"]) for n, aim in enumerate(self.aims.values())]

    @property
    def linked(self) -> bool:
        return any(tick.value() for _aim, tick, _note in self.upward_fields)

    def fields_of(self) -> dict[str, Any]:
        data = self.cleaned_data
        upward = {
            aim.code: data.get(f"note_{n}", "")
            for n, aim in enumerate(self.aims.values())
            if data.get(f"aim_{n}") or data.get(f"note_{n}", "").strip()
        }
        text = data["text"].replace("\r\n", "\n")
        return {"kind": data["kind"], "text": text, "vision_parts": data["vision_parts"], "upward": upward}


class MoveForm(forms.Form):
    """Where a branch goes. What may not hold it is not offered; the act itself asks again."""

    parent = forms.ChoiceField(label=_("ย้ายไปอยู่ใต้"), required=False)
    place = Number(label=_("เป็นลำดับที่"), min_value=1, max_value=500, initial=1)

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]


class KpiForm(forms.Form):
    name = forms.CharField(
        label=_("ตัวชี้วัด"),
        widget=Lines(2),
        max_length=1000,
        error_messages={"required": _("กรุณาพิมพ์ตัวชี้วัด")},
    )
    unit = forms.CharField(label=_("หน่วยนับ"), max_length=60, required=False)
    direction = forms.ChoiceField(
        label=_("ทิศทาง"), choices=Kpi.Direction.choices, widget=forms.RadioSelect, initial="up"
    )
    baseline = forms.CharField(label=_("ค่าฐาน"), required=False)
    baseline_year = Number(label=_("ปีฐาน (พ.ศ.)"), required=False, **YEAR)
    measured_by = forms.CharField(label=_("แหล่งข้อมูล"), max_length=300, required=False)

    def __init__(self, tree: PlanTree, *args: Any, kpi: Kpi | None = None, **kwargs: Any) -> None:
        known: dict[int, Decimal] = {}
        if kpi is not None:
            known = {target.year: target.value for target in kpi.targets.all()}
            kwargs["initial"] = {
                **{name: getattr(kpi, name) for name in ("name", "unit", "direction", "measured_by")},
                "baseline": plain(kpi.baseline),
                "baseline_year": kpi.baseline_year,
            }
        super().__init__(*args, **kwargs)
        self.years = sorted({*tree.years, *known})
        for year in self.years:
            self.fields[f"target_{year}"] = forms.CharField(
                label=str(year), required=False, initial=plain(known.get(year))
            )
        for name in ("baseline", *(f"target_{year}" for year in self.years)):
            self.fields[name].widget.attrs["inputmode"] = "decimal"

    @property
    def targets(self) -> list[Any]:
        return [self[f"target_{year}"] for year in self.years]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("baseline", *(f"target_{year}" for year in self.years)):
            if name in data:
                try:
                    data[name] = number(amount(data[name]))
                except forms.ValidationError as error:
                    self.add_error(name, error)
        if data.get("baseline_year") and data.get("baseline") is None and "baseline" not in self.errors:
            self.add_error("baseline", _("ระบุปีฐานไว้ กรุณาพิมพ์ค่าฐานด้วย"))
        return data

    def fields_of(self) -> dict[str, Any]:
        data = self.cleaned_data
        targets = {year: data[f"target_{year}"] for year in self.years}
        return {
            **{name: data[name] for name in ("name", "unit", "direction", "baseline", "baseline_year")},
            "measured_by": data["measured_by"],
            "targets": {year: value for year, value in targets.items() if value is not None},
        }
