"""Comments on a cell of a row: asked, answered, and addressed to somebody by name."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ..models import CellFlag, PlanRow
from ..queries.comments import CHANGED, may_be_told
from ..states import Refused
from .rows import lock


def comment(
    by: Actor,
    row: PlanRow,
    field: str,
    text: str,
    *,
    mentions: Iterable[UUID] = (),
    act_id: UUID | None = None,
) -> CellFlag:
    """Ask or say something about one cell (or, with no field, the whole row). It stands open until the cell is changed
    or somebody says that it is answered. Those mentioned find it on their desk."""
    with acting(by, "plan.row.comment", row, act_id=act_id) as act:
        flag = CellFlag.objects.create(
            programme_id=row.programme_id,
            row=lock(row),
            kind=CellFlag.Kind.COMMENT,
            field=field,
            why=_said(text),
            author_id=by.person_id,
        )
        told = _tell(flag, row, mentions)
        act.note(field=field, comment=flag.why, mentions=told)
    return flag


def reply(
    by: Actor, flag: CellFlag, text: str, *, mentions: Iterable[UUID] = (), act_id: UUID | None = None
) -> CellFlag:
    """Answer a comment. The answer stands under it and needs no answer itself."""
    row = flag.row
    with acting(by, "plan.row.comment", row, act_id=act_id) as act:
        asked = CellFlag.objects.select_for_update(of=("self",), no_key=True).get(
            pk=flag.answers_id or flag.pk
        )
        if asked.kind != CellFlag.Kind.COMMENT or asked.settled_at:
            raise Refused(gettext("ความเห็นนี้ปิดไปแล้ว เปิดเรื่องใหม่ได้ที่ช่องเดียวกัน"))
        answer = CellFlag.objects.create(
            programme_id=row.programme_id,
            row=row,
            kind=CellFlag.Kind.COMMENT,
            field=asked.field,
            why=_said(text),
            author_id=by.person_id,
            answers=asked,
            settled_at=timezone.now(),
            settled_as="reply",
        )
        told = _tell(asked, row, mentions)
        act.note(field=asked.field, comment=answer.why, mentions=told)
    return answer


def acknowledge(by: Actor, flag: CellFlag, *, act_id: UUID | None = None) -> None:
    """Who asked has seen that the cell was changed: the comment waits for nobody any more."""
    with acting(by, "plan.row.comment", flag.row, act_id=act_id) as act:
        fresh = CellFlag.objects.select_for_update(of=("self",), no_key=True).get(pk=flag.pk)
        if fresh.author_id != by.person_id or fresh.settled_as != CHANGED:
            raise Refused(gettext("ผู้ถามเท่านั้นที่รับทราบได้ และเมื่อช่องนั้นแก้แล้ว"))
        fresh.settled_as = "seen"
        fresh.save(update_fields=["settled_as"])
        act.note(field=fresh.field, seen=fresh.why)


def _said(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(gettext("กรุณาพิมพ์ความเห็น"))
    return text


def _tell(flag: CellFlag, row: PlanRow, mentions: Iterable[UUID]) -> list[str]:
    """Add those who are to be told; only who may read this row can be."""
    allowed = {person.pk for person in may_be_told(row)}
    wanted = list(dict.fromkeys(mentions))
    if unknown := [person for person in wanted if person not in allowed]:
        raise Refused(gettext("แจ้งถึงได้เฉพาะผู้ที่เห็นแถวนี้ (%(n)s คนไม่อยู่ในรายชื่อ)") % {"n": len(unknown)})
    flag.mentions.add(*wanted)
    return [str(person) for person in wanted]
