"""Calls for issues: proposals from voices and rows of the plan, scores, decisions. All of it invented and marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db.models import Model

from thaktho.stages.assemble.issues import actions
from thaktho.stages.assemble.models import Edition, Issue, IssueCall
from thaktho.stages.listen.models import Statement
from thaktho.stages.plan.models import PlanRow

from . import World

FILE = Path(__file__).with_suffix(".yaml")
REASONS = ("น้อย", "ค่อนข้างน้อย", "ปานกลาง", "มาก", "มากที่สุด")


def load(world: World) -> None:
    for code, told in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        if code in world.editions:
            _call(world, world.editions[code], told)


def _call(world: World, edition: Edition, told: dict[str, Any]) -> None:
    call = actions.set_call(
        world.by, edition, text=told["text"], opens_on=told["opens_on"], closes_on=told["closes_on"]
    )
    actions.move(world.by, call, IssueCall.State.OPEN)
    made = [_issue(world, call, row) for row in told["issues"]]
    actions.move(world.by, call, IssueCall.State.SCREENING)
    criteria = list(call.criteria.all())
    for issue, row in zip(made, told["issues"], strict=True):
        for name, scores in row.get("scores", {}).items():
            given = {one.pk: (score, REASONS[score - 1]) for one, score in zip(criteria, scores, strict=True)}
            if name in world.persons:
                actions.score(world.by, issue, given, screener=world.persons[name], is_example=True)
    for issue, row in zip(made, told["issues"], strict=True):
        _decide(world, issue, made, row.get("outcome"))
    if told["state"] == "decided":
        actions.move(world.by, call, IssueCall.State.DECIDED)


def _issue(world: World, call: IssueCall, row: dict[str, Any]) -> Issue:
    issue, _code = actions.propose(
        world.by, call, title=row["title"], reason=row.get("reason", ""), wish=row.get("wish", ""),
        network=world.networks.get(row.get("network", "")), proposer=row.get("proposer", ""),
        begins_from=_begins(world, row.get("from", {})), is_example=True,
    )  # fmt: skip
    if row.get("unread"):
        actions.show(world.by, issue, False)
    return issue


def _begins(world: World, told: dict[str, Any]) -> list[Model]:
    """The statement or the row it came from; nothing where the demonstration holds none."""
    found: Model | None = None
    if "statement" in told:
        numbered = Statement.objects.filter(
            programme=world.programme, topic__code=told["topic"], number=told["statement"]
        )
        found = numbered.filter(state=Statement.State.SHOWN).first()
    elif "row" in told:
        rows = PlanRow.objects.filter(programme=world.programme, live=True, title__contains=told["row"])
        found = rows.order_by("pk").first()
    return [found] if found else []


def _decide(world: World, issue: Issue, made: list[Issue], outcome: list[Any] | None) -> None:
    if not outcome:
        return
    state, reason, *into = outcome
    if state == "accepted":
        actions.accept(world.by, issue, reason)
    elif state == "declined":
        actions.decline(world.by, issue, reason)
    elif state == "withdrawn":
        actions.withdraw(world.by, issue, reason)
    else:
        actions.merge(world.by, issue, made[into[0] - 1], reason)
