"""Wishes to change, add or strike: handed in, withdrawn, supported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.stages.listen.codes import receipt_hash
from thaktho.thai.words import search_text

from ...access import Of
from ...editions.actions.common import running
from ..models import Amendment, AmendmentSupport, Clause, Hearing, Period, Text
from ..rules import voices
from ..states import Refused, WrongState, move
from .commenting import _held as held_hearing
from .commenting import may_take_part, words_of
from .holding import held_amendment, held_text
from .standing import accepted_children, free, merged_here

Kind, State = Amendment.Kind, Amendment.State


@dataclass(frozen=True)
class Wish:
    """What is asked for. `revision`: of the clause, that the words were written on (0: as it stands)."""

    kind: str = "change"
    clause: Clause | None = None
    body: str = ""
    reason: str = ""
    revision: int = 0
    after: Clause | None = None
    period: Period | None = None
    parent: Amendment | None = None


def submit(
    by: Actor,
    text: Text,
    wish: Wish,
    *,
    hearing: Hearing | None = None,
    network: Network | None = None,
    who: str = "",
    code: str = "",
    is_example: bool = False,
    act_id: UUID | None = None,
) -> Amendment:
    """The next number of this declaration. `code`: the receipt of somebody without an account; its hash is kept."""
    of = Of(text.edition, network)
    with acting(by, "assemble.text.amend.submit", of, on=text, act_id=act_id) as act:  # type: ignore[arg-type]
        running(text.edition)  # the year before its text, as who agrees the words holds them
        fresh = held_text(text)
        may_take_part(by, fresh.edition, held_hearing(hearing), network)
        made = Amendment(
            programme_id=fresh.programme_id,
            edition_id=fresh.edition_id,
            text=fresh,
            number=(fresh.amendments.aggregate(most=Max("number"))["most"] or 0) + 1,
            hearing=hearing,
            network=network,
            person_id=by.person_id,
            who=who,
            receipt_hash=receipt_hash(fresh.programme_id, code) if code else "",
            reason=wish.reason,
            is_example=is_example,
            **(_of_parent(fresh, wish) if wish.parent else _of_clause(fresh, wish)),
        )
        # Without the words it starts from: they may stand in a draft that is not everybody's to search.
        made.search_text = search_text(" ".join([str(made.number), made.body, wish.reason, who]))
        made.save(force_insert=True)
        act.about(made)
        act.note(number=made.number, kind=made.kind, body=made.body)
    return made


def _of_clause(text: Text, wish: Wish) -> dict[str, Any]:
    if wish.kind == Kind.ADD:
        if not wish.body.strip():
            raise Refused(gettext("พิมพ์ถ้อยคำของข้อที่ขอเพิ่ม"))
        _same(text, wish.after, wish.period)
        return {"kind": Kind.ADD, "body": wish.body, "after": wish.after, "period": wish.period}
    if wish.clause is None:
        raise Refused(gettext("เลือกข้อที่ขอแก้"))
    _same(text, wish.clause)
    clause = Clause.objects.get(pk=wish.clause.pk)
    if not clause.live:
        raise WrongState(gettext("ข้อนี้ถูกนำออกจากร่างแล้ว หากเห็นว่าควรมี ให้ขอเพิ่มข้อใหม่"))
    revision = wish.revision or clause.revision
    base = words_of(clause, revision)
    body = "" if wish.kind == Kind.STRIKE else wish.body
    if wish.kind == Kind.CHANGE and (not body.strip() or body == base):
        raise Refused(gettext("ถ้อยคำยังเหมือนเดิม แก้ถ้อยคำในช่อง หรือเลือกขอตัดข้อ"))
    return {"kind": wish.kind, "clause": clause, "base_revision": revision, "base_body": base, "body": body}


def _of_parent(text: Text, wish: Wish) -> dict[str, Any]:
    """An amendment of an amendment: on the parent's words, one storey deep."""
    assert wish.parent is not None
    _same(text, wish.parent)
    parent = Amendment.objects.select_for_update(no_key=True).get(pk=wish.parent.pk)
    if parent.parent_id or parent.kind == Kind.STRIKE:
        raise Refused(gettext("แก้ต่อจากข้อเสนอนี้ไม่ได้ ให้เสนอแก้ที่ข้อเสนอหลักหรือที่ข้อโดยตรง"))
    if parent.hidden_at is not None:
        raise Refused(gettext("ข้อเสนอหลักไม่ได้แสดงถ้อยคำอยู่ ให้เสนอแก้ที่ข้อโดยตรง"))
    if parent.state not in (State.SUBMITTED, State.DECIDED):
        raise WrongState(gettext("ข้อเสนอหลักถอนแล้วหรืออยู่ในร่างแล้ว ให้เสนอแก้ที่ข้อโดยตรง"))
    if not wish.body.strip() or wish.body == parent.body:
        raise Refused(gettext("ถ้อยคำยังเหมือนข้อเสนอหลัก แก้ถ้อยคำในช่องก่อนส่ง"))
    return {
        "kind": Kind.CHANGE,
        "clause": parent.clause,
        "parent": parent,
        "base_revision": parent.base_revision,
        "base_body": parent.body,
        "body": wish.body,
    }


def _same(text: Text, *rows: Any) -> None:
    if any(row is not None and row.text_id != text.pk for row in rows):
        raise Refused(gettext("รายการที่เลือกไม่ได้อยู่ในร่างนี้ เลือกใหม่"))


def is_own(by: Actor, amendment: Amendment, code: str = "") -> bool:
    """Whose wish it is: who sent it, the coordinator of its network, who holds its receipt; the secretariat, for those
    who asked it on paper. A delegate's link leads to what was sent in the delegacy's name alone."""
    if by.kind == "system" or by.has("secretariat"):
        return True
    if amendment.person_id and amendment.person_id == by.own_id:
        return True
    if amendment.person_id and amendment.person_id == by.person_id and amendment.network_id:
        return str(amendment.network_id) in voices(by, amendment.edition)
    if amendment.network_id and by.has_for("coordinator", amendment.network_id):
        return True
    given = bool(code and amendment.receipt_hash)
    return given and amendment.receipt_hash == receipt_hash(amendment.programme_id, code)


def withdraw(
    by: Actor, amendment: Amendment, *, reason: str = "", code: str = "", act_id: UUID | None = None
) -> Amendment:
    """Its number stays its own. What was merged into it, or accepted as an amendment of it, is undecided again: others'
    wishes do not fall with it unseen."""
    if not is_own(by, amendment, code):
        raise PermissionDenied("assemble.text.amend.withdraw")
    with acting(by, "assemble.text.amend.withdraw", amendment, act_id=act_id) as act:
        fresh = held_amendment(amendment)
        move(fresh, "withdraw")
        fresh.version += 1
        fresh.save(update_fields=["state", "version"])
        free(act, [*merged_here(fresh), *accepted_children(fresh)])
        act.because(reason)
    return fresh


def support(by: Actor, amendment: Amendment, network: Network, *, act_id: UUID | None = None) -> None:
    """A network wishes the same; saying it twice is saying it once."""
    of = Of(amendment.edition, network)
    with acting(by, "assemble.text.support.confirm", of, on=amendment, act_id=act_id) as act:  # type: ignore[arg-type]
        fresh = held_amendment(amendment)
        if fresh.state not in (State.SUBMITTED, State.DECIDED):
            raise WrongState(gettext("ข้อเสนอนี้ถอนแล้วหรืออยู่ในร่างแล้ว ไม่ต้องสนับสนุนอีก"))
        if fresh.network_id == network.pk:
            raise Refused(gettext("ข้อเสนอนี้เป็นของเครือข่ายท่านเอง"))
        AmendmentSupport.objects.get_or_create(
            amendment=fresh,
            network=network,
            defaults={"programme_id": fresh.programme_id, "person_id": by.person_id},
        )
        act.note(network=str(network.pk))


def unsupport(by: Actor, amendment: Amendment, network: Network, *, act_id: UUID | None = None) -> None:
    of = Of(amendment.edition, network)
    with acting(by, "assemble.text.support.unconfirm", of, on=amendment, act_id=act_id) as act:  # type: ignore[arg-type]
        held_amendment(amendment)
        amendment.supports.filter(network=network).delete()
        act.note(network=str(network.pk))
