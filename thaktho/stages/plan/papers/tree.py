"""The province's tree as it stood when a version was made: frozen into the version, printed in its annex."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import override

from thaktho.documents.frames import AnnexSection
from thaktho.ground.access import system
from thaktho.ground.programme.models import Programme

from ..models import PlanTree
from ..queries.tree import KpiLine, Node, outline

Json = dict[str, Any]


@override("th")  # kept in Thai, as the rows are
def frozen_tree(programme: Programme) -> Json:
    """{"trees": [{title, years, vision, mission, branches: [{number, kind, label, text, vision_parts, upward, kpis}]}]},
    branches in the outline's order; kpis: {name, unit, baseline, baseline_year, targets: [{year, value}], measured_by},
    figures as text. Only the province's own trees in use: the others are their owners'. Seven queries a tree."""
    used = PlanTree.objects.filter(programme=programme, owner="province", state=PlanTree.State.STANDING)
    return {"trees": [_tree(one) for one in used.select_related("programme").order_by("first_year", "id")]}


def _tree(tree: PlanTree) -> Json:
    return {
        "title": tree.title,
        "years": tree.years,
        "vision": tree.vision,
        "mission": tree.mission.splitlines(),
        "branches": [_branch(node) for node in outline(tree, system(tree.programme_id)).walk()],
    }


def _branch(node: Node) -> Json:
    return {
        "id": str(node.branch.pk),
        "number": node.number,
        "kind": node.branch.kind,
        "label": node.branch.get_kind_display(),
        "text": node.branch.text,
        "vision_parts": [part.text for part in node.parts],
        "upward": [{"aim": aim.name if aim else "", "note": note} for aim, note in node.upward],
        "kpis": [_kpi(line) for line in node.kpis],
    }


def _kpi(line: KpiLine) -> Json:
    kpi = line.kpi
    return {
        "name": kpi.name,
        "unit": kpi.unit,
        "baseline": None if kpi.baseline is None else str(kpi.baseline),
        "baseline_year": kpi.baseline_year,
        "targets": [{"year": year, "value": str(value)} for year, value in line.values if value is not None],
        "measured_by": kpi.measured_by,
    }


# In print --------------------------------------------------------------------------------------------------------------


def tree_sections(frozen: Json) -> tuple[AnnexSection, ...]:
    """One section a tree. Versions issued before trees were kept have none."""
    return tuple(_section(tree) for tree in frozen.get("trees", []) if tree["branches"])


def _section(tree: Json) -> AnnexSection:
    return AnnexSection(
        title=f"ภาคผนวก โครงแผน: {tree['title']}",
        lead=f"วิสัยทัศน์: {tree['vision']}" if tree["vision"] else "",
        columns=("ที่", "ประเด็น แนวทาง และเป้าประสงค์", "ตัวชี้วัด ค่าฐาน และค่าเป้าหมายรายปี"),
        rows=tuple((one["number"], _named(one), _measured(one)) for one in tree["branches"]),
        widths=(1, 6, 7),
    )


def _named(branch: Json) -> str:
    served = [f"สอดคล้องกับ {link['aim']}" for link in branch["upward"] if link["aim"]]
    return "\n".join([f"{branch['label']}: {branch['text']}", *served])


def _measured(branch: Json) -> str:
    return "\n".join(_kpi_printed(kpi) for kpi in branch["kpis"])


def _kpi_printed(kpi: Json) -> str:
    base = _figure(kpi["baseline"]) if kpi["baseline"] is not None else "ไม่ได้ระบุ"
    since = f" (ปี {kpi['baseline_year']})" if kpi["baseline_year"] else ""
    goals = " ".join(f"ปี {target['year']}: {_figure(target['value'])}" for target in kpi["targets"])
    unit = f" ({kpi['unit']})" if kpi["unit"] else ""
    return f"{kpi['name']}{unit} · ค่าฐาน {base}{since}{f' · เป้าหมาย {goals}' if goals else ''}"


def _figure(value: str) -> str:
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
