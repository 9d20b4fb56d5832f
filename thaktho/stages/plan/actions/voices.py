"""From what people said to the plan: one row of several statements, a row each, or needs. What was found about them stands
with what was made, so that nobody has to look it up to know whom it would go against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext, gettext_noop

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.ledger.models import Act
from thaktho.ground.people.models import Network
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread import actions as thread
from thaktho.ground.thread import queries as reading
from thaktho.stages.listen import queries as listen
from thaktho.thai.normalise import normalise

from ..models import Need, PlanRow
from ..states import Refused, must_be_open
from .needs import BECAME, set_aside
from .rows import make_row, plan_of

MOST_AT_ONCE = 100
GIVEN_BACK = gettext_noop("ย้อนการเก็บจากความเห็น")


class Statement(Protocol):
    """What this room needs to know of a statement."""

    pk: UUID
    programme_id: UUID
    text: str


@dataclass(frozen=True)
class Voice:
    """A statement with what was found about it when it was taken over: `found` in words, the networks that refuse it, and
    what the topic is called."""

    statement: Any
    found: str = ""
    refused_by: tuple[str, ...] = ()
    topic: str = ""

    def kept(self) -> dict[str, Any]:
        """As it stands with the row: a statement may be hidden later, what the row was made of may not vanish."""
        return {
            "statement": str(self.statement.pk),
            "text": self.statement.text,
            "topic": self.topic,
            "found": self.found,
            "refused_by": list(self.refused_by),
        }


def rows_from_voices(
    by: Actor,
    network: Network,
    voices: Sequence[Voice],
    *,
    each: bool = False,
    talked: str = "",
    act_id: UUID | None = None,
) -> list[PlanRow]:
    """Make one draft of all, or one of `each`. `talked`: what came of talking to the networks that refuse."""
    if not voices:
        raise Refused(gettext("กรุณาเลือกข้อความอย่างน้อยหนึ่งข้อ แล้วจึงสร้างแถวในแผน"))
    if len(voices) > MOST_AT_ONCE:
        raise Refused(gettext("เลือกได้ครั้งละไม่เกิน %(most)s ข้อ") % {"most": MOST_AT_ONCE})
    with acting(by, "plan.row.from_statements", network, act_id=act_id) as act:
        plan = plan_of(network, lock=True)
        must_be_open(by, plan)
        made = [_row(by, act, network, part, talked) for part in ([one] for one in voices)] if each else []
        if not each:
            made = [_row(by, act, network, list(voices), talked)]
        act.about(made[0] if len(made) == 1 else plan)
        act.because(talked.strip())
        act.note(
            version=1,
            title=made[0].title,
            statements=[str(voice.statement.pk) for voice in voices],
            refused_by=sorted({name for voice in voices for name in voice.refused_by}),
            rows=[],
            made=[str(row.pk) for row in made],
        )
    return made


def row_from_statements(
    by: Actor, network: Network, statements: Iterable[Statement], *, act_id: UUID | None = None
) -> PlanRow:
    """One draft of statements of which nothing is known but their words."""
    return rows_from_voices(by, network, [Voice(statement) for statement in statements], act_id=act_id)[0]


def _row(by: Actor, act: Draft, network: Network, voices: list[Voice], talked: str) -> PlanRow:
    """The statements stand as its problem, and the thread says it came from them."""
    texts = [normalise(voice.statement.text).strip() for voice in voices]
    first = texts[0] if len(texts[0]) <= 120 else texts[0][:117] + "…"
    row = make_row(
        by,
        network,
        {"title": first, "problem": "\n".join(texts)},
        is_example=any(getattr(voice.statement, "is_example", False) for voice in voices),
        origin={"voices": [voice.kept() for voice in voices], "talked": talked.strip()},
    )
    for voice in voices:
        if isinstance(voice.statement, Model):
            thread.link(act, voice.statement, row, BECAME)
    return row


def give_back_needs(
    by: Actor, programme: Programme, block: UUID, *, act_id: UUID | None = None
) -> tuple[int, int]:
    """Undo a block of needs this person recorded from statements: they are set aside, and the statements are free again.
    Needs that a row answers by now, or that were set aside since, stay. Returns how many went and how many stayed."""
    done = Act.objects.filter(programme=programme, pk=block, verb="plan.need.record", actor_id=by.person_id)
    line = done.select_related("detail").first()
    if line is None:
        raise LookupError(block)
    ids = line.detail.body.get("made", [])
    gone = 0
    with acting(by, "plan.need.record", programme, act_id=act_id) as act:
        for need in Need.objects.filter(programme=programme, pk__in=ids, state=Need.State.OPEN).order_by(
            "pk"
        ):
            if _in_use(need):
                continue
            set_aside(by, need, GIVEN_BACK)
            _unlink_all(act, need)
            gone += 1
        act.note(back_of=str(block), back=gone)
    return gone, len(ids) - gone


def _in_use(need: Need) -> bool:
    return bool(reading.targets_of(need.programme_id, need.pk, PlanRow.thread_kind))


def _unlink_all(act: Draft, need: Need) -> None:
    for id in reading.sources_of(need.programme_id, need.pk, "listen.statement"):
        statement = listen.statement(need.programme, id)
        if statement is not None:
            thread.undo(act, statement, need, BECAME)


def unlink_statement(by: Actor, row: PlanRow, statement: Model, *, act_id: UUID | None = None) -> None:
    """This row does not come from that statement after all. The row stays; the undone link stays on record."""
    with acting(by, "plan.row.edit", row, act_id=act_id) as act:
        must_be_open(by, plan_of(row.network), row)
        if not thread.undo(act, statement, row, BECAME):
            raise Refused(gettext("แถวนี้ไม่ได้เชื่อมกับข้อความนั้นอยู่แล้ว"))
        act.note(unlinked=str(statement.pk))
