"""Chiang Rai's example plan: rows of all networks, each with the page it was read on, all marked as examples."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from thaktho.ground.access import system
from thaktho.ground.people.models import Network
from thaktho.ground.programme.actions import add_source
from thaktho.ground.programme.models import Programme, Source
from thaktho.stages.plan.actions import NewRow, load_rows
from thaktho.stages.plan.models import PlanRow
from thaktho.stages.plan.reading import when

FILE = Path(__file__).with_name("plans.yaml")
CELLS = ("title", "problem", "good_deed", "indicator", "when_text", "area_text", "budget", "agency")
URL_LENGTH = Source._meta.get_field("url").max_length or 500


def load(programme: Programme, networks: dict[str, Network], path: Path = FILE) -> dict[str, list[PlanRow]]:
    """Load the rows; one line of the ledger a network. Networks the programme does not have are passed over.
    Returns the rows by network code, in the order of the file."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    by = system(programme.pk)
    wanted = {
        row["source"] for code, plan in data["networks"].items() if code in networks for row in plan["rows"]
    }
    sources = {key: _source(programme, row) for key, row in data["sources"].items() if key in wanted}
    loaded = {}
    for code, plan in data["networks"].items():
        if code not in networks:
            continue
        state = plan["state"]
        rows = [_row(row, sources, state) for row in plan["rows"]]
        more: dict[str, Any] = {"is_example": True, "return_reason": plan.get("return_reason", "")}
        if "due_in_days" in plan:  # a day of its own, before the round's
            more["due_on"] = timezone.localdate() + timedelta(days=plan["due_in_days"])
        if state != "draft":
            more["submitted_at"] = timezone.now()
        loaded[code] = load_rows(by, networks[code], rows, state=state, **more)
    return loaded


def due_in_days() -> int:
    """Days from now until the round's deadline."""
    return int(yaml.safe_load(FILE.read_text(encoding="utf-8"))["due_in_days"])


def _source(programme: Programme, row: dict[str, str]) -> Source:
    title, publisher = row["title"][:300], row["publisher"][:200]
    return add_source(
        system(programme.pk), programme, title=title, publisher=publisher, url=row["url"][:URL_LENGTH]
    )


def _row(row: dict[str, Any], sources: dict[str, Source], state: str) -> NewRow:
    # Of a returned plan, the rows asked about and those whose time cannot be read came back; the others stay sent.
    comment = tuple(row["comment"]) if "comment" in row else None
    asked = comment or when(row.get("when_text", "")).why
    row_state = state if state != "returned" else ("returned" if asked else "submitted")
    stated = row.get("stated", "")
    return NewRow(
        cells={name: str(row[name]) for name in CELLS if name in row},
        source=sources[row["source"]],
        is_example=True,
        state=row_state,
        virtues=row.get("virtues", []),
        targets=row.get("targets", {}),
        budget=[(year, fund, str(amount)) for year, fund, amount in row.get("lines", [])],
        comment=comment,
        extra={"ที่แหล่งระบุ": stated}
        if stated
        else {"ที่แหล่งระบุ": "กิจกรรมแบบเดียวกัน สถานที่ เวลา และผู้รับผิดชอบในแถวนี้เป็นตัวอย่าง"},
    )
