"""Comments on clauses and the very words they mean; their answers."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.stages.listen.codes import receipt_hash
from thaktho.thai.anchors import find, fits

from ...access import Of
from ...editions.actions.common import running
from ...editions.models import Edition
from ..models import Clause, ClauseRevision, Comment, Hearing
from ..rules import voices
from ..states import Changed, Refused, takes_words


def words_of(clause: Clause, revision: int) -> str:
    """The words of a revision; Refused for one that never was."""
    if revision == clause.revision:
        return clause.body
    found = ClauseRevision.objects.filter(clause=clause, number=revision).first()
    if found is None:
        raise Refused(gettext("ไม่พบถ้อยคำฉบับที่อ้างถึง เปิดหน้าใหม่แล้วเลือกข้อความอีกครั้ง"))
    return found.body


def anchored(body: str, quote: str, start: int | None) -> tuple[int, int]:
    """The place of the quoted words. (0, 0) for the whole clause; Refused when the words do not stand there."""
    if not quote:
        return (0, 0)
    if start is not None and fits(body, start, start + len(quote)) and body[start:].startswith(quote):
        return (start, start + len(quote))
    found = find(body, quote, start or 0)
    if found is None:
        raise Refused(gettext("ไม่พบข้อความที่ยกมาในข้อนี้ คัดลอกจากข้อนี้ให้ครบคำ หรือเว้นว่างหากหมายถึงทั้งข้อ"))
    return found


def may_take_part(by: Actor, edition: Edition, hearing: Hearing | None, network: Network | None) -> None:
    """While a hearing is open, to the end of its last day, anyone speaks in it. The secretariat also writes down what a closed one said; those of a
    network may speak outside hearings (the table says in which stages). In a network's name only its own people speak."""
    if by.kind == "system" or by.has("secretariat"):
        return
    if network is not None and str(network.pk) not in voices(by, edition):
        raise PermissionDenied("assemble.text: not of this network")
    if hearing is None and not by.held:
        raise Refused(gettext("เลือกเวทีรับฟังที่เปิดอยู่ก่อน แล้วจึงส่งความเห็น"))
    if hearing is not None and not takes_words(hearing):
        raise Refused(gettext("เวทีนี้ปิดรับความเห็นแล้ว ดูเวทีที่ยังเปิดอยู่ในหน้าเวทีรับฟัง"))


def comment(
    by: Actor,
    clause: Clause,
    *,
    text: str,
    revision: int | None = None,
    quote: str = "",
    start: int | None = None,
    hearing: Hearing | None = None,
    network: Network | None = None,
    who: str = "",
    code: str = "",
    is_example: bool = False,
    act_id: UUID | None = None,
) -> Comment:
    """`code`: the receipt of somebody without an account; only its hash is kept."""
    of = Of(clause.edition, network)
    with acting(by, "assemble.text.comment", of, on=clause.edition, act_id=act_id) as act:  # type: ignore[arg-type]
        running(clause.edition)
        may_take_part(by, clause.edition, _held(hearing), network)
        revision = revision or clause.revision
        first, last = anchored(words_of(clause, revision), quote, start)
        made = Comment.objects.create(
            programme_id=clause.programme_id,
            edition_id=clause.edition_id,
            clause=clause,
            revision=revision,
            start=first,
            end=last,
            quote=quote,
            text=text,
            hearing=hearing,
            network=network,
            person_id=by.person_id,
            who=who,
            receipt_hash=receipt_hash(clause.programme_id, code) if code else "",
            is_example=is_example,
        )
        act.about(made)
        act.note(clause=str(clause.pk), text=text, quote=quote)
    return made


def _held(hearing: Hearing | None) -> Hearing | None:
    """As it is now, and so until the act ends: nobody closes it under a comment."""
    return Hearing.objects.select_for_update(no_key=True).get(pk=hearing.pk) if hearing else None


def answer(
    by: Actor,
    comment: Comment,
    words: str,
    *,
    seen_version: int | None = None,
    act_id: UUID | None = None,
) -> Comment:
    """Given once or corrected; everybody reads it beside the comment. Changed when somebody answered first."""
    with acting(by, "assemble.text.comment.answer", comment, act_id=act_id) as act:
        fresh = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=comment.pk)
        if fresh.state == Comment.State.HIDDEN:
            raise Refused(gettext("ความเห็นนี้ไม่ได้แสดง เปิดให้เห็นก่อนแล้วจึงตอบ"))
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        act.note(before=fresh.answer, answer=words)
        fresh.answer, fresh.state = words, Comment.State.ANSWERED
        fresh.version += 1
        fresh.save(update_fields=["answer", "state", "version"])
    return fresh
