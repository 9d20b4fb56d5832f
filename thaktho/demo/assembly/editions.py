"""The years, their stages, meetings, tabs and tasks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from thaktho.stages.assemble.editions import actions
from thaktho.stages.assemble.models import Edition, StageSpan

from . import World

FILE = Path(__file__).with_suffix(".yaml")


def load(world: World) -> None:
    last: Edition | None = None
    for code, year in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        last = world.editions[code] = _year(world, year, last)


def _year(world: World, year: dict[str, Any], last: Edition | None) -> Edition:
    edition = actions.begin(
        world.by,
        world.programme,
        year=year["year"],
        title=year["title"],
        number=year["number"],
        source=world.sources.get(year["source"]),
        is_example=year.get("example", False),
        carry_from=last,
        carry=year.get("carry", []),
    )
    # When a stage was entered no source says: the line shows the days of its meetings, and no hour of ours.
    StageSpan.objects.filter(edition=edition).update(entered_at=None)
    if year.get("carry"):
        StageSpan.objects.filter(edition=edition).exclude(starts_on=None, due_on=None).update(
            is_example=True, source=None
        )
    Edition.objects.filter(pk=edition.pk).update(stage=year["stage"])
    edition.refresh_from_db()
    for stage, span in year.get("spans", {}).items():
        StageSpan.objects.filter(edition=edition, stage=stage).update(
            starts_on=span.get("starts_on"),
            due_on=span.get("due_on"),
            note=span.get("note", ""),
            source=world.sources.get(span.get("source", "")),
            is_example=span.get("example", False),
        )
    for stage, titles in year.get("meetings", {}).items():
        for title in titles:
            actions.attach_meeting(world.by, edition, world.meetings[title], stage)
    _tabs(world, edition, year)
    for stage, tasks in year.get("tasks", {}).items():
        for task in tasks:
            _task(world, edition, stage, dict(task))
    return edition


def _tabs(world: World, edition: Edition, year: dict[str, Any]) -> None:
    for kind, tab in year.get("tabs", {}).items():
        actions.write_tab(world.by, edition, kind, tab["text"], source=world.sources.get(tab["source"]))
        if tab.get("publish"):
            actions.publish_tab(world.by, edition, kind, True)
    for kind, items in year.get("items", {}).items():
        for item in items:
            source = world.sources.get(item["source"])
            actions.add_item(world.by, edition, kind, title=item["title"], text=item["text"], source=source)


def _task(world: World, edition: Edition, stage: str, told: dict[str, Any]) -> None:
    state, reason = told.pop("state"), told.pop("reason", "")
    network = world.networks.get(told.pop("network", ""))
    task = actions.add_task(world.by, edition, stage=stage, network=network, is_example=True, **told)
    if state == "dropped":
        actions.drop_task(world.by, task, reason)
    elif state != "todo":
        actions.do_task(world.by, task, state)
