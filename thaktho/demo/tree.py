"""Chiang Rai's example tree with its rows, a round, its own virtues and needs: all invented, all marked."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from thaktho.ground.access import Actor
from thaktho.ground.people.models import Network
from thaktho.ground.places.queries import locate
from thaktho.ground.programme import actions as programmes
from thaktho.ground.programme.models import Programme
from thaktho.ground.programme.queries import vision_parts
from thaktho.stages.listen import queries as listen
from thaktho.stages.listen.models import Topic
from thaktho.stages.plan import actions
from thaktho.stages.plan.actions import NewNeed
from thaktho.stages.plan.models import Branch, Need, PlanRow, PlanTree, Round

FILE = Path(__file__).with_name("tree.yaml")


def _data() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def load(by: Actor, programme: Programme, rows: dict[str, list[PlanRow]]) -> PlanTree:
    """The tree, in use, and the rows whose titles name its work."""
    data = _data()
    names = ("title", "first_year", "last_year", "vision", "mission")
    tree = actions.make_tree(
        by, programme, owner="province", is_example=True, **{name: data[name] for name in names}
    )
    parts = {part.text: part.pk for part in vision_parts(programme)}
    hung: dict[Branch, list[str]] = {}
    version = _grow(by, tree, data["branches"], None, tree.version, parts, hung)
    tree.refresh_from_db()
    assert tree.version == version
    _hang(by, programme, [row for found in rows.values() for row in found], hung)
    actions.set_tree_state(by, tree, "use")
    for one in data["own_virtues"]:
        programmes.name_virtue(
            by,
            programme,
            name_th=one["name"],
            name_en=one["english"],
            national=one["national"],
            is_example=True,
        )
    return tree


def _grow(
    by: Actor,
    tree: PlanTree,
    branches: list[dict[str, Any]],
    parent: Branch | None,
    version: int,
    parts: dict[str, Any],
    hung: dict[Branch, list[str]],
) -> int:
    for one in branches:
        branch = actions.add_branch(
            by,
            tree,
            version,
            kind=one["kind"],
            text=one["text"],
            parent=parent,
            vision_parts=[parts[text] for text in one.get("parts", []) if text in parts],
            upward=one.get("upward", {}),
        )
        version += 1
        for kpi in one.get("kpis", []):
            fields = {name: value for name, value in kpi.items() if name not in ("targets", "baseline")}
            baseline = Decimal(str(kpi["baseline"])) if "baseline" in kpi else None
            targets = {year: Decimal(str(value)) for year, value in kpi["targets"].items()}
            actions.add_kpi(
                by, branch, version, baseline=baseline, targets=targets, is_example=True, **fields
            )
            version += 1
        hung[branch] = one.get("rows", [])
        version = _grow(by, tree, one.get("branches", []), branch, version, parts, hung)
    return version


def _hang(by: Actor, programme: Programme, rows: list[PlanRow], hung: dict[Branch, list[str]]) -> None:
    """A row hangs on the first branch whose words its title holds; many hang on none yet, as in a real plan."""
    left = list(rows)
    for branch, words in hung.items():
        here = [row for row in left if any(word in row.title for word in words)]
        if here:
            actions.hang_rows(by, programme, here, branch)
        left = [row for row in left if row not in here]


def open_round(by: Actor, programme: Programme, days: int) -> Round:
    data = _data()["round"]
    today = timezone.localdate()
    return actions.make_round(
        by,
        programme,
        title=data["title"],
        note=data["note"],
        opens_on=today - timedelta(days=30),
        due_on=today + timedelta(days=days),
    )


def sent(by: Actor, found: Round, networks: dict[str, Network], rows: dict[str, list[PlanRow]]) -> None:
    """What the networks sent so far in the round: every plan that is no draft."""
    lines = [
        (networks[code], timezone.now(), len(found_rows))
        for code, found_rows in rows.items()
        if any(row.state != PlanRow.State.DRAFT for row in found_rows)
    ]
    actions.load_submissions(by, found, lines)


def needs(by: Actor, programme: Programme, topics: dict[str, Topic]) -> None:
    """Needs of voices (with the published tally of the sealed topic) and typed ones."""
    data = _data()["needs"]
    found = [one for one in listen.ranked(topics["brainstorm"], "agreed") if one.total]
    for standing in found[: data["voices"]]:
        total = standing.total
        actions.record_need(
            by,
            programme,
            text=standing.statement.text,
            basis=Need.Basis.STATEMENT,
            basis_note=f"{standing.words} · {topics['brainstorm'].title}"[:300],
            weight=Decimal(total.rate).quantize(Decimal("0.001")),
            agree=total.agree.low,
            disagree=total.disagree.low,
            source=standing.statement.source,
            is_example=True,
            came_from=[standing.statement],
        )
    typed = [
        NewNeed(
            text=one["text"],
            basis=Need.Basis.TYPED,
            basis_note=one["note"],
            areas=[place.pk for place in locate(programme, one.get("area", ""))],
            virtues=one["virtues"],
            groups=one["groups"],
            first_year=one["years"][0],
            last_year=one["years"][-1],
            is_example=True,
        )
        for one in data["typed"]
    ]
    actions.record_needs(by, programme, typed)
