"""The public log of moderation: every decision on a statement, when, by which role, and why.

It is read from the ledger, so nothing can be left out of it. Two things stay off the page: who it was (the role is
public, the person is not), and the words of what is hidden for what they are, since to print them would do what hiding
them prevents. The note to whoever stated it is theirs; it is read with their receipt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext

from thaktho.ground.ledger.models import Act
from thaktho.ground.programme.models import Programme

from ..models import Reason, Statement, Topic

SHOW, HIDE = "listen.statement.show", "listen.statement.hide"
KINDS = ("shown", "hidden", "restored")
UNSPEAKABLE = frozenset({Reason.PRIVATE.value, Reason.INSULT.value, Reason.LAW.value})


@dataclass(frozen=True)
class Decision:
    """One line of the log. `text` is None where the words may not be told."""

    at: datetime
    kind: str  # shown, hidden, restored
    statement: Statement
    reason: str  # a code of Reason, for what was hidden
    role: str
    text: str | None

    @property
    def words(self) -> str:
        return {
            "shown": gettext("เปิดให้ตอบ"),
            "hidden": gettext("ไม่เปิดให้ตอบ"),
            "restored": gettext("นำกลับมาเปิดให้ตอบ"),
        }[self.kind]

    @property
    def why(self) -> str:
        if not self.reason:
            return ""
        if self.reason == Reason.OTHER:
            return gettext("เหตุอื่น ซึ่งเขียนบอกผู้เสนอแล้ว")
        return str(Reason(self.reason).label)


def logged(
    programme: Programme, topic: Topic | None = None, *, kind: str = "", reason: str = ""
) -> QuerySet[Act]:
    """The lines of the ledger, newest first; a page of them becomes words by `decisions`. `kind` may be "shown" (restored
    among them) or "hidden"; with a reason, only what was hidden for it. Drafts are not published."""
    rows = Statement.objects.filter(programme=programme).exclude(topic__state=Topic.State.DRAFT)
    if topic is not None:
        rows = rows.filter(topic=topic)
    verbs = {"shown": [SHOW], "hidden": [HIDE]}.get(kind, [SHOW, HIDE])
    lines = Act.objects.filter(
        programme=programme,
        verb__in=verbs,
        subject_kind=Statement.thread_kind,
        subject_id__in=rows.values("pk"),
    )
    if reason:
        lines = lines.filter(verb=HIDE, detail__body__reason=reason)
    return lines.select_related("detail").order_by("-number")


def decisions(lines: Sequence[Act]) -> list[Decision]:
    """Two queries, whatever the number of lines."""
    ids = {line.subject_id for line in lines}
    rows = {row.pk: row for row in Statement.objects.filter(pk__in=ids).select_related("topic")}
    told = _histories(lines[0].programme_id if lines else None, ids)
    return [_decision(line, rows[line.subject_id], told[line.subject_id]) for line in lines]


def _histories(programme_id: UUID | None, ids: set[UUID]) -> dict[UUID, list[tuple[int, str, str]]]:
    """What was decided on each statement, in order: number of the line, verb, reason."""
    found: dict[UUID, list[tuple[int, str, str]]] = defaultdict(list)
    acts = Act.objects.filter(
        programme_id=programme_id,
        subject_kind=Statement.thread_kind,
        subject_id__in=ids,
        verb__in=(SHOW, HIDE),
    )
    for act in acts.select_related("detail").order_by("number"):
        found[act.subject_id].append((act.number, act.verb, _reason(act)))
    return found


def _reason(act: Act) -> str:
    reason = act.detail.body.get("reason", "")
    return reason if reason in Reason.values else ""


def _decision(line: Act, row: Statement, story: list[tuple[int, str, str]]) -> Decision:
    hidden_before = any(verb == HIDE for number, verb, _ in story if number < line.number)
    kind = "hidden" if line.verb == HIDE else "restored" if hidden_before else "shown"
    # Words erased from the ledger by law leave the reason that the statement itself still bears.
    reason = (_reason(line) or row.hidden_for or Reason.OTHER) if kind == "hidden" else ""
    reasons = {why for _, _, why in story} | {row.hidden_for, reason}
    secret = row.state == Statement.State.HIDDEN and bool(reasons & UNSPEAKABLE)
    # Only the secretariat may show or hide (rules.py); what nobody's hand did, the house did.
    role = gettext("ระบบ") if line.actor_kind == "system" else gettext("ฝ่ายเลขานุการ")
    return Decision(line.at, kind, row, reason, role, None if secret else row.text)


def counted(programme: Programme, topic: Topic | None = None) -> dict[str, int]:
    """How many decisions of each verb the log holds. One query."""
    lines = logged(programme, topic).order_by().select_related(None)
    found = dict(lines.values_list("verb").annotate(Count("id")))
    return {"shown": found.get(SHOW, 0), "hidden": found.get(HIDE, 0)}
