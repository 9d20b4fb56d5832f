"""What the plan stands on: Chiang Rai's capitals, tools and mechanism. Facts have their source; the rest is invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from thaktho.ground.access import Actor
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme, Source
from thaktho.stages.capital import actions as capital
from thaktho.stages.capital.cells import NAMES
from thaktho.stages.convene.bodies import actions as bodies
from thaktho.stages.convene.bodies.models import Body
from thaktho.stages.toolkit import actions as toolkit
from thaktho.stages.toolkit.models import Tool

FILE = Path(__file__).with_name("foundation.yaml")


def load(by: Actor, programme: Programme, networks: dict[str, Network], sources: dict[str, Source]) -> None:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for row in data["capitals"]:
        _capital(by, programme, row, sources)
    toolkit.start(by, programme)
    tools = {tool.code: tool for tool in Tool.objects.filter(programme=programme)}
    for row in data["adopted"]:
        held = {"since": row.get("since"), "is_example": True}
        toolkit.adopt(by, tools[row["code"]], networks[row["network"]], row["level"], **held)
    for row in data["tools"]:
        toolkit.add(by, programme, row | {"steps": "\n".join(row["steps"])}, is_example=True)
    made: dict[str, Body] = {}
    _body(by, programme, data["bodies"], None, networks, sources, made)
    for row in data["ways"]:
        source = sources.get(row.get("source", ""))
        bodies.write_way(
            by,
            programme,
            title=row["title"],
            text=row["text"],
            bodies=[made[key] for key in row["bodies"]],
            source=source,
            is_example=source is None,
        )


def _capital(by: Actor, programme: Programme, row: dict[str, Any], sources: dict[str, Source]) -> None:
    source = sources.get(row.get("source", ""))
    cells = {name: row.get(name, "") for name in NAMES}
    entry = capital.add(by, programme, cells, source=source, is_example=source is None)
    for year, check in row.get("checks", {}).items():
        # Looked at in June of the fiscal year: an invented day.
        count = check.get("count")
        said = {**check, "count": None if count is None else Decimal(count)}
        capital.confirm(by, entry, year, on=date(year - 543, 6, 15), is_example=True, **said)


def _body(
    by: Actor,
    programme: Programme,
    row: dict[str, Any],
    parent: Body | None,
    networks: dict[str, Network],
    sources: dict[str, Source],
    made: dict[str, Body],
) -> None:
    source = sources.get(row.get("source", ""))
    body = bodies.appoint(
        by,
        programme,
        parent=parent,
        networks=networks.values() if row.get("networks") == "all" else (),
        source=source,
        is_example=source is None,
        **{name: row.get(name, "") for name in ("kind", "name", "mandate", "cadence")},
    )
    made[row["key"]] = body
    if row.get("members") == "each":
        for network in networks.values():
            bodies.add_member(
                by, body, part="member", position=f"ผู้แทน{network.name}", network=network, is_example=True
            )
    else:
        for member in row.get("members", ()):
            known = member.pop("source", False)
            bodies.add_member(by, body, is_example=not known, **member)
    for below in row.get("below", ()):
        _body(by, programme, below, body, networks, sources, made)
