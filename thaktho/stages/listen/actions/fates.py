"""What became of statements: said by people once a topic is closed, changed as often as things change, never forgotten.

A fate is words, and the thread holds what was made. Joining links the two statements on the thread as well, so that
whatever is made of the one is told to whoever said the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, system
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.ledger.models import Act
from thaktho.ground.thread import actions as thread
from thaktho.ground.thread.queries import outcomes
from thaktho.thai.normalise import normalise

from ..models import Fate, Statement, Topic
from ..queries.fates import OWN_KINDS
from .locking import locked

JOINED = "joined"  # statement to the one it was joined with
DECIDE, DECIDE_ALL, UNDO, UNDO_ALL = (
    "listen.fate.decide",
    "listen.fates.decide",
    "listen.fate.undo",
    "listen.fates.undo",
)
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Verdict:
    """What one statement's fate shall be; no `kind` takes it away. `seen`: the moment at which the fate was decided that
    whoever decides now had before their eyes ("" none); None does not ask."""

    statement: UUID
    kind: str = ""
    words: str = ""
    joined_with: UUID | None = None
    seen: str | None = None


class CannotBe(Exception):
    """A fate that cannot be. `why` is Thai, by statement."""

    def __init__(self, why: Mapping[UUID, str]) -> None:
        super().__init__(" ".join(why.values()))
        self.why = dict(why)


def decide(by: Actor, topic: Topic, verdicts: Sequence[Verdict], *, act_id: UUID | None = None) -> int:
    """Decide on several statements, all or none. Each has a line of its own in the ledger; returns how many changed."""
    if len(verdicts) > MOST_AT_ONCE:
        raise ValueError(f"{MOST_AT_ONCE} at once")
    with acting(by, DECIDE_ALL, topic, act_id=act_id) as act:
        return _settle(by, act, topic, verdicts, DECIDE)


def undo_fates(by: Actor, topic: Topic, block: UUID, *, act_id: UUID | None = None) -> tuple[int, int]:
    """Undo what this person decided in one act. What anybody decided since stays. Returns how many went back and how
    many stayed."""
    done = Act.objects.filter(programme_id=topic.programme_id, pk=block, verb=DECIDE_ALL, subject_id=topic.pk)
    line = done.filter(actor_id=by.person_id).select_related("detail").first()
    if line is None:
        raise LookupError(block)
    with acting(by, UNDO_ALL, topic, act_id=act_id) as act:
        topic = locked(topic.pk)
        changes = line.detail.body.get("fates", {})
        now = _fates(topic)
        same = [id for id, (_, after) in changes.items() if _as_data(now.get(UUID(id))) == after]
        verdicts = [_verdict(UUID(id), changes[id][0]) for id in same]
        act.note(back_of=str(block))
        gone = _settle(by, act, topic, verdicts, UNDO)
    return gone, len(changes) - gone


def _settle(by: Actor, act: Draft, topic: Topic, verdicts: Sequence[Verdict], verb: str) -> int:
    """Inside an act: check all, then write those that differ. The topic's row is the lock, so that two who join at once
    make no circle."""
    topic = locked(topic.pk)
    found = Statement.objects.filter(topic=topic).select_related("topic", "door__network").in_bulk()
    now = _fates(topic)
    if why := _why_not(topic, verdicts, found, now):
        raise CannotBe(why)
    changes: dict[str, list[Any]] = {}
    for verdict in verdicts:
        before, after = _as_data(now.get(verdict.statement)), _wanted(verdict)
        if before == after:
            continue
        statement = found[verdict.statement]
        with acting(by, verb, statement) as line:
            _write(line, statement, now.get(verdict.statement), verdict, found)
            line.note(before=before, after=after)
            line.because(after["words"] if after else "")
        changes[str(statement.pk)] = [before, after]
    act.note(fates=changes)
    return len(changes)


def _write(
    line: Draft, statement: Statement, old: Fate | None, verdict: Verdict, found: Mapping[UUID, Statement]
) -> None:
    if old is not None and old.joined_with_id and old.joined_with_id != verdict.joined_with:
        thread.undo(line, statement, found[old.joined_with_id], JOINED)
    if not verdict.kind:
        Fate.objects.filter(statement=statement).delete()
        return
    joined = found[verdict.joined_with] if verdict.kind == Fate.Kind.JOINED and verdict.joined_with else None
    Fate.objects.update_or_create(
        statement=statement,
        defaults={
            "programme_id": statement.programme_id,
            "kind": verdict.kind,
            "words": _tidy(verdict.words),
            "joined_with": joined,
            "decided_at": timezone.now(),
        },
    )
    if joined is not None:
        thread.link(line, statement, joined, JOINED)


def _why_not(
    topic: Topic, verdicts: Sequence[Verdict], found: Mapping[UUID, Statement], now: Mapping[UUID, Fate]
) -> dict[UUID, str]:
    """By statement, why its fate cannot be this one; empty when all can."""
    led = outcomes(system(topic.programme_id), [verdict.statement for verdict in verdicts], without=OWN_KINDS)
    joins: dict[UUID, UUID | None] = {
        id: fate.joined_with_id for id, fate in now.items() if fate.joined_with_id
    }
    for verdict in verdicts:
        joins[verdict.statement] = verdict.joined_with if verdict.kind == Fate.Kind.JOINED else None
    why = {}
    for verdict in verdicts:
        stands = now.get(verdict.statement)
        text = _why_one(verdict, found, bool(led.get(verdict.statement)))
        if not text and verdict.seen is not None and verdict.seen != moment(stands):
            text = gettext("มีผู้ตอบข้อนี้ก่อนท่าน อ่านคำตอบล่าสุดแล้วตัดสินอีกครั้ง")
        if not text and _circles(verdict.statement, joins):
            text = gettext("รวมเป็นวงไม่ได้ ข้อที่เลือกรวมกับข้อนี้อยู่แล้ว")
        if text:
            why[verdict.statement] = text
    return why


def _why_one(verdict: Verdict, found: Mapping[UUID, Statement], led: bool) -> str:
    statement = found.get(verdict.statement)
    if statement is None or statement.state != Statement.State.SHOWN:
        return gettext("ข้อนี้ไม่ได้เปิดให้ตอบแล้ว จึงตัดสินไม่ได้")
    if verdict.kind == Fate.Kind.NOT_TAKEN and not _tidy(verdict.words):
        return gettext("บอกด้วยว่าไม่ได้นำไปใช้เพราะอะไร ผู้เสนอรออ่านอยู่")
    if verdict.kind == Fate.Kind.USED and not _tidy(verdict.words) and not led:
        return gettext("บอกด้วยว่านำไปใช้ในเรื่องใด เพราะข้อนี้ยังไม่ผูกกับแถวหรือความต้องการใด")
    if verdict.kind == Fate.Kind.JOINED:
        other = found.get(verdict.joined_with) if verdict.joined_with else None
        if other is None or other.state != Statement.State.SHOWN:
            return gettext("บอกด้วยว่ารวมกับข้อใด ใส่เลขข้อที่เปิดให้ตอบในหัวข้อนี้")
        if other.pk == statement.pk:
            return gettext("รวมกับตัวเองไม่ได้ ใส่เลขของอีกข้อหนึ่ง")
    elif verdict.kind and verdict.kind not in Fate.Kind.values:
        return gettext("เลือกคำตอบจากรายการ")
    return ""


def _circles(start: UUID, joins: Mapping[UUID, UUID | None]) -> bool:
    seen, at = {start}, joins.get(start)
    while at is not None:
        if at in seen:
            return True
        seen.add(at)
        at = joins.get(at)
    return False


def moment(fate: Fate | None) -> str:
    """What a form carries to know whether somebody decided meanwhile."""
    return fate.decided_at.isoformat() if fate else ""


def _fates(topic: Topic) -> dict[UUID, Fate]:
    return {fate.statement_id: fate for fate in Fate.objects.filter(statement__topic=topic)}


def _tidy(words: str) -> str:
    return normalise(" ".join(words.split()))[:500]


def _as_data(fate: Fate | None) -> dict[str, Any] | None:
    if fate is None:
        return None
    joined = str(fate.joined_with_id) if fate.joined_with_id else None
    return {"kind": fate.kind, "words": fate.words, "joined_with": joined}


def _wanted(verdict: Verdict) -> dict[str, Any] | None:
    if not verdict.kind:
        return None
    joined = str(verdict.joined_with) if verdict.kind == Fate.Kind.JOINED else None
    return {"kind": verdict.kind, "words": _tidy(verdict.words), "joined_with": joined}


def _verdict(id: UUID, data: dict[str, Any] | None) -> Verdict:
    if data is None:
        return Verdict(id)
    joined = UUID(data["joined_with"]) if data["joined_with"] else None
    return Verdict(id, data["kind"], data["words"], joined)
