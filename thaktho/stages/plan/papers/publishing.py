"""A version of the plan as data for other systems. Its shape is told in docs/plan.md and carries a version of its own."""

from __future__ import annotations

from typing import Any

from ..models import PlanVersion
from ..queries.versions import lines

FORMAT = "thaktho-plan/1"


def as_data(version: PlanVersion) -> dict[str, Any]:
    """JSON values only: money in baht as text, so that no digit is lost; days as ISO (CE); years as BE fiscal years."""
    programme = version.programme
    return {
        "format": FORMAT,
        "province": {"code": programme.province_id, "name": programme.province.name_th},
        "programme": {"name": programme.name_th, "fiscal_years": list(programme.years)},
        "version": {
            "number": version.number,
            "title": version.title,
            "state": version.state,
            "dated": version.dated.isoformat(),
            "approved_on": version.approved_on.isoformat() if version.approved_on else None,
            "content_sha256": version.content_hash,
            "is_example": version.is_example,
        },
        "tree": version.tree,
        "weaving": version.weaving,
        "rows": [{"number": line.number, "id": str(line.row_id), **line.data} for line in lines(version)],
    }
