"""Invented, and marked so: what a meeting asked of whom, a letter with its answers, and what a meeting costs."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from thaktho.ground.access import Actor
from thaktho.ground.people.models import Network
from thaktho.stages.convene.costs import actions as costs
from thaktho.stages.convene.followups import actions as followups
from thaktho.stages.convene.letters import actions as letters
from thaktho.stages.convene.letters import addressees, queries, wording
from thaktho.stages.convene.models import Meeting


def load(
    by: Actor,
    meetings: dict[str, Meeting],
    coming: Meeting,
    networks: dict[str, Network],
    data: dict[str, Any],
) -> None:
    for row in data["followups"]:
        _followup(by, meetings[row["of"]], row, networks)
    for row in data["costs"]:
        amounts = {name: Decimal(row[name]) for name in ("quantity", "rate") if name in row}
        words = {name: row[name] for name in ("item", "unit", "purse") if name in row}
        costs.add(by, coming, is_example=True, **words, **amounts)
    _letter(by, coming, dict(data["letter"]))


def _followup(by: Actor, meeting: Meeting, row: dict[str, Any], networks: dict[str, Network]) -> None:
    made = followups.assign(
        by,
        meeting,
        text=row["text"],
        network=networks.get(row.get("network", "")),
        owner=row.get("owner", ""),
        due_on=timezone.localdate() + timedelta(days=row["days"]) if "days" in row else None,
        decision=meeting.decisions.filter(live=True).first(),
        is_example=True,
    )
    if "report" in row:
        followups.report(by, made, row["report"], done=row.get("done", False), is_example=True)


def _letter(by: Actor, meeting: Meeting, row: dict[str, Any]) -> None:
    enclosures, people, answers = row.pop("enclosures"), row.pop("people"), row.pop("answers")
    substitute = row.pop("substitute")
    programme, today = meeting.programme, timezone.localdate()
    reply_by = meeting.held_on - timedelta(days=5)
    words = wording.invitation(meeting, programme.office_th, reply_by)
    letter = letters.draft(
        by, programme, meeting=meeting, dated_on=today, reply_by=reply_by, is_example=True, **words, **row
    )
    for title, amount in enclosures:
        letters.enclose(by, letter, title=title, amount=amount)
    letters.address(by, letter, [*addressees.of_networks(meeting), *addressees.typed(programme, people)])
    letter = letters.issue(by, letter)
    for recipient, answer in zip(queries.recipients(letter), answers, strict=False):
        recipient.letter = letter
        if answer:
            name = substitute if answer == "substitute" else ""
            letters.note(by, recipient, answer, substitute=name)
