"""The only writer of letters: draft, write, enclose, address, issue, cancel, and what recipients answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, system
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread import actions as thread
from thaktho.thai.names import person_sort_key
from thaktho.thai.words import search_text

from ..models import Attendance, Meeting
from . import frozen, states
from .addressees import MOST, Addressee, marked
from .models import Letter, LetterEnclosure, Letterhead, LetterRecipient
from .states import Changed, TooLate, Unfinished, WrongState
from .tokens import hash_token, token_of

FIELDS = (
    "kind", "number", "dated_on", "subject", "reference", "cause", "wish", "conclusion", "asks_reply", "reply_by",
    "signer", "signer_position", "signer_holding", "signer_for", "section", "phone",
)  # fmt: skip
HEAD = ("office", "address", "section", "phone")
SEASON = timedelta(days=90)


def _locked(letter: Letter) -> Letter:
    held = Letter.objects.select_for_update(of=("self",), no_key=True).select_related("meeting", "programme")
    return held.get(programme_id=letter.programme_id, pk=letter.pk)


def _words(letter: Letter) -> str:
    return search_text(" ".join(filter(None, (letter.number, letter.subject, letter.signer))))


def set_head(
    by: Actor,
    programme: Programme,
    *,
    emblem: Callable[[], StoredFile] | None = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> Letterhead:
    """The office's head, and its emblem: uploaded once."""
    with acting(by, "letters.head", programme, act_id=act_id) as act:
        head, _made = Letterhead.objects.select_for_update(of=("self",), no_key=True).get_or_create(
            programme=programme
        )
        for name in HEAD:
            setattr(head, name, fields.get(name, getattr(head, name)))
        if emblem is not None:
            head.emblem = emblem()
        head.save()
        act.about(head)
        act.note(**{name: getattr(head, name) for name in HEAD}, emblem=str(head.emblem_id or ""))
    return head


def draft(
    by: Actor,
    programme: Programme,
    *,
    meeting: Meeting | None = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> Letter:
    """A new draft, with the office's section and telephone unless others are given."""
    with acting(by, "letters.draft", programme, act_id=act_id) as act:
        if meeting is not None and meeting.programme_id != programme.pk:
            raise ValueError("of another programme")
        head = Letterhead.objects.filter(programme=programme).first()
        if head is not None:
            fields = {"section": head.section, "phone": head.phone} | fields
        letter = Letter(programme=programme, meeting=meeting, **fields)
        letter.search_text = _words(letter)
        letter.save(force_insert=True)
        act.about(letter)
        act.note(subject=letter.subject, kind=letter.kind)
        if meeting is not None:
            thread.link(act, meeting, letter, "invited")
    return letter


def write(
    by: Actor, letter: Letter, *, seen_version: int | None = None, act_id: UUID | None = None, **fields: Any
) -> Letter:
    """Change the draft. Raises Changed when somebody saved first."""
    with acting(by, "letters.write", letter, act_id=act_id) as act:
        fresh = _locked(letter)
        states.require_draft(fresh)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        act.note(changed=sorted(name for name in fields if getattr(fresh, name) != fields[name]))
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.version, fresh.search_text = fresh.version + 1, _words(fresh)
        fresh.save()
    return fresh


def enclose(
    by: Actor,
    letter: Letter,
    *,
    title: str,
    amount: str = "",
    file: Callable[[], StoredFile] | None = None,
    act_id: UUID | None = None,
) -> LetterEnclosure:
    with acting(by, "letters.write", letter, act_id=act_id) as act:
        fresh = _locked(letter)
        states.require_draft(fresh)
        last = fresh.enclosures.aggregate(last=Max("order"))["last"] or 0
        made = LetterEnclosure.objects.create(
            programme_id=fresh.programme_id,
            letter=fresh,
            order=last + 1,
            title=title,
            amount=amount,
            file=file() if file else None,
        )
        act.note(enclosure=title)
    return made


def unenclose(by: Actor, enclosure: LetterEnclosure, *, act_id: UUID | None = None) -> None:
    """Taken off; those after it move up."""
    letter = enclosure.letter
    with acting(by, "letters.write", letter, act_id=act_id) as act:
        fresh = _locked(letter)
        states.require_draft(fresh)
        act.note(enclosure=enclosure.title)
        LetterEnclosure.objects.filter(letter=fresh, pk=enclosure.pk).delete()
        for order, one in enumerate(fresh.enclosures.order_by("order", "id"), 1):
            LetterEnclosure.objects.filter(pk=one.pk).update(order=order)


def address(
    by: Actor, letter: Letter, addressees: Iterable[Addressee], *, act_id: UUID | None = None
) -> list[LetterRecipient]:
    """Add recipients; who is on the list stays once. At most 2,000 a letter."""
    with acting(by, "letters.write", letter, act_id=act_id) as act:
        fresh = _locked(letter)
        states.require_draft(fresh)
        there = list(fresh.recipients.values_list("name", "position"))
        last = fresh.recipients.aggregate(last=Max("order"))["last"] or 0
        wanted = [one for one in marked(addressees, there) if not one.known]
        if len(there) + len(wanted) > MOST:
            raise WrongState(gettext("หนังสือหนึ่งฉบับมีผู้รับได้ไม่เกิน %(most)s ราย แบ่งเป็นหลายฉบับ") % {"most": MOST})
        made = LetterRecipient.objects.bulk_create(
            [
                LetterRecipient(
                    programme_id=fresh.programme_id,
                    letter=fresh,
                    order=order,
                    name=one.name,
                    position=one.position,
                    salutation=one.salutation,
                    network_id=one.network_id,
                    seat_id=one.seat_id,
                    is_example=one.is_example or fresh.is_example,
                    search_text=search_text(
                        " ".join(filter(None, (one.name, one.position, one.network_name)))
                    ),
                )
                for order, one in enumerate(wanted, last + 1)
            ],
            batch_size=500,
        )
        act.note(added=[one.name for one in made])
    return made


def readdress(
    by: Actor, recipient: LetterRecipient, *, salutation: str, act_id: UUID | None = None
) -> LetterRecipient:
    """The guess of the salutation was wrong."""
    letter = recipient.letter
    with acting(by, "letters.write", letter, act_id=act_id) as act:
        states.require_draft(_locked(letter))
        recipient.salutation = LetterRecipient.Salutation(salutation)
        recipient.save(update_fields=["salutation"])
        act.note(recipient=str(recipient.pk), salutation=salutation)
    return recipient


def unaddress(by: Actor, recipient: LetterRecipient, *, act_id: UUID | None = None) -> None:
    letter = recipient.letter
    with acting(by, "letters.write", letter, act_id=act_id) as act:
        states.require_draft(_locked(letter))
        act.note(name=recipient.name, position=recipient.position)
        LetterRecipient.objects.filter(letter=letter, pk=recipient.pk).delete()


def issue(by: Actor, letter: Letter, *, act_id: UUID | None = None) -> Letter:
    """From now on its words, its signer and its recipients never change. Raises Unfinished with what it lacks."""
    with acting(by, "letters.issue", letter, act_id=act_id) as act:
        fresh = _locked(letter)
        recipients = list(fresh.recipients.select_related("network").order_by("order"))
        if missing := states.lacking(fresh, len(recipients)):
            raise Unfinished(missing)
        states.move(fresh, "issue")
        fresh.issued_at = timezone.now()
        fresh.frozen = frozen.take(fresh, recipients)
        fresh.frozen_hash = frozen_hash(fresh.frozen)
        fresh.version += 1
        fresh.save()
        if fresh.asks_reply:
            for one in recipients:
                one.token_hash = hash_token(token_of(one.pk))
            LetterRecipient.objects.bulk_update(recipients, ["token_hash"], batch_size=500)
        act.note(number=fresh.number, recipients=len(recipients), sha256=fresh.frozen_hash)
    return fresh


def frozen_hash(taken: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(taken, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def cancel(by: Actor, letter: Letter, reason: str, *, act_id: UUID | None = None) -> Letter:
    """It stays in the register with its number and the reason; its links answer no more."""
    if not reason.strip():
        raise ValueError("cancelling says why")
    with acting(by, "letters.cancel", letter, act_id=act_id) as act:
        fresh = _locked(letter)
        states.move(fresh, "cancel")
        fresh.cancel_reason, fresh.version = reason, fresh.version + 1
        fresh.save(update_fields=["state", "cancel_reason", "version"])
        act.because(reason)
    return fresh


# Answers --------------------------------------------------------------------------------------------------------------


def answer(
    recipient: LetterRecipient,
    reply: str,
    *,
    substitute: str = "",
    substitute_position: str = "",
    today: date | None = None,
) -> LetterRecipient:
    """Whoever holds the link answers, and may change it until the meeting's day is over."""
    by = system(recipient.programme_id)
    with acting(by, "letters.answer", recipient, on=recipient.letter) as act:
        letter = _locked(recipient.letter)
        if why := closed(letter, today or timezone.localdate()):
            raise TooLate(why)
        return _answered(act, letter, recipient, reply, substitute, substitute_position, typed_in=False)


def note(
    by: Actor,
    recipient: LetterRecipient,
    reply: str,
    *,
    substitute: str = "",
    substitute_position: str = "",
    act_id: UUID | None = None,
) -> LetterRecipient:
    """The office types in what it was told by telephone or on paper; "" takes an answer back."""
    with acting(by, "letters.note", recipient, on=recipient.letter, act_id=act_id) as act:
        letter = _locked(recipient.letter)
        if letter.state != Letter.State.ISSUED:
            raise WrongState(gettext("หนังสือนี้ยังไม่ได้ออก หรือยกเลิกแล้ว จึงบันทึกคำตอบไม่ได้"))
        return _answered(act, letter, recipient, reply, substitute, substitute_position, typed_in=True)


def closed(letter: Letter, today: date) -> str:
    """Why the link answers no more, in Thai; "" while it does."""
    if letter.state != Letter.State.ISSUED:
        return gettext("หนังสือฉบับนี้ยกเลิกแล้ว")
    meeting = letter.meeting
    if meeting is None:
        return (
            gettext("พ้นกำหนดตอบรับแล้ว หากต้องการแจ้งเพิ่มเติม ติดต่อหน่วยงานตามหนังสือ")
            if today > answers_until(letter)
            else ""
        )
    if meeting.state == Meeting.State.CANCELLED:
        return gettext("การประชุมนี้ยกเลิกแล้ว")
    over = meeting.state not in (Meeting.State.PLANNED, Meeting.State.OPEN)
    if over or today > (meeting.held_until or meeting.held_on):
        return gettext("การประชุมนี้ผ่านไปแล้ว จึงไม่ต้องตอบรับ")
    return ""


def answers_until(letter: Letter) -> date:
    """The last day on which the link of a letter that belongs to no meeting answers: the day it asks for, else a season
    after its own. A link is a key, and no key opens for ever."""
    return letter.reply_by or (letter.dated_on or timezone.localdate()) + SEASON


def _answered(
    act: Draft,
    letter: Letter,
    recipient: LetterRecipient,
    reply: str,
    substitute: str,
    substitute_position: str,
    *,
    typed_in: bool,
) -> LetterRecipient:
    reply = LetterRecipient.Reply(reply).value
    fresh = LetterRecipient.objects.select_for_update(of=("self",), no_key=True).get(
        letter=letter, pk=recipient.pk
    )
    if reply != LetterRecipient.Reply.SUBSTITUTE:
        substitute = substitute_position = ""
    elif not substitute.strip():
        raise ValueError("a substitute has a name")
    act.note(recipient=str(fresh.pk), name=fresh.name, was=fresh.reply, reply=reply, substitute=substitute)
    fresh.reply, fresh.typed_in = reply, typed_in
    fresh.substitute = " ".join(substitute.split())[:200]
    fresh.substitute_position = " ".join(substitute_position.split())[:300]
    fresh.replied_at = timezone.now() if reply else None
    if letter.meeting is not None:
        _seat(letter.meeting, fresh)
    fresh.save()
    return fresh


def _seat(meeting: Meeting, recipient: LetterRecipient) -> None:
    """What was answered is seen on the meeting's list. Who came already stays there."""
    held = Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
    if held.state not in (Meeting.State.PLANNED, Meeting.State.OPEN):
        return
    state = {
        "": Attendance.State.INVITED,
        "coming": Attendance.State.ACCEPTED,
        "substitute": Attendance.State.ACCEPTED,
        "not": Attendance.State.DECLINED,
    }[recipient.reply]
    seat = (
        Attendance.objects.filter(meeting=held, pk=recipient.seat_id).first() if recipient.seat_id else None
    )
    if seat is None:
        if not recipient.reply:
            return
        seat = Attendance(
            programme_id=held.programme_id,
            meeting=held,
            network_id=recipient.network_id,
            name=recipient.name[:200],
            position=recipient.position,
            sort_key=person_sort_key(recipient.name),
            search_text=recipient.search_text,
            is_example=recipient.is_example,
        )
    if seat.state == Attendance.State.PRESENT:
        seat.was = state
    else:
        seat.state = state
        seat.substitute, seat.substitute_position = recipient.substitute, recipient.substitute_position
    seat.save()
    recipient.seat = seat


__all__ = ["Changed", "TooLate", "Unfinished", "WrongState"]
