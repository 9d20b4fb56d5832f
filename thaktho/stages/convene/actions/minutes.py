"""Minutes: drafts saved as one types, approval that freezes them, and corrections as new versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from thaktho.ground.access import Actor
from thaktho.ground.frozen import hash_of
from thaktho.ground.ledger.actions import acting

from .. import snapshot, states
from ..models import Meeting, Minutes, MinutesText
from .meetings import locked


class Conflict(Exception):
    """Somebody saved this field after the writer opened it. Both texts are shown; people choose."""

    def __init__(self, current: MinutesText) -> None:
        super().__init__(f"{current.part} is at revision {current.revision}")
        self.current = current


class Unfinished(Exception):
    """Minutes are approved with a recorder and a checker named."""


def begin_minutes(by: Actor, meeting: Meeting, *, act_id: UUID | None = None, **fields: Any) -> Minutes:
    """The draft of the minutes; begun once."""
    with acting(by, "convene.minutes.write", meeting, act_id=act_id) as act:
        fresh = locked(meeting)
        states.require(fresh, states.OPEN, states.CLOSED)
        fields.setdefault("began_at", fresh.starts_at)
        fields.setdefault("ended_at", fresh.ends_at)
        fields.setdefault("is_example", fresh.is_example)
        draft, made = Minutes.objects.get_or_create(
            programme_id=fresh.programme_id, meeting=fresh, state=Minutes.State.DRAFT, defaults=fields
        )
        act.note(minutes=str(draft.pk), made=made)
    return draft


def edit_minutes(by: Actor, minutes: Minutes, *, act_id: UUID | None = None, **fields: Any) -> Minutes:
    """Hours, recorder and checker."""
    with acting(by, "convene.minutes.write", minutes, on=minutes.meeting, act_id=act_id) as act:
        fresh = _draft(minutes)
        for name, value in fields.items():
            setattr(fresh, name, value)
        fresh.save(update_fields=list(fields))
        act.note(changed=sorted(fields))
    return fresh


def save_text(
    by: Actor, minutes: Minutes, part: str, text: str, *, seen_revision: int, act_id: UUID | None = None
) -> MinutesText:
    """Save one field of the draft. `seen_revision` is what the writer had on screen, 0 when it was empty."""
    with acting(by, "convene.minutes.write", minutes, on=minutes.meeting, act_id=act_id) as act:
        fresh = _draft(minutes)
        parts = {MinutesText.OPENING, MinutesText.CLOSING}
        if part not in parts and not fresh.meeting.agenda.filter(pk=_uuid(part)).exists():
            raise ValueError(f"no part {part}")
        saved, made = MinutesText.objects.select_for_update(of=("self",), no_key=True).get_or_create(
            programme_id=fresh.programme_id,
            minutes=fresh,
            part=part,
            defaults={"text": text, "saved_by_id": by.person_id},
        )
        if made:
            if seen_revision:
                raise Conflict(saved)
        elif saved.text != text:
            if saved.revision != seen_revision:
                raise Conflict(saved)
            saved.text, saved.revision, saved.saved_by_id = text, saved.revision + 1, by.person_id
            saved.save()
        act.note(part=part, revision=saved.revision, length=len(text))
    return saved


def approve_minutes(by: Actor, meeting: Meeting, *, act_id: UUID | None = None) -> Minutes:
    """Approve the draft: from now on its papers are printed from the frozen copy."""
    with acting(by, "convene.minutes.approve", meeting, act_id=act_id) as act:
        fresh = locked(meeting)
        states.move(fresh, "approve_minutes")
        draft = (
            Minutes.objects.select_for_update(of=("self",), no_key=True)
            .filter(meeting=fresh, state=Minutes.State.DRAFT)
            .first()
        )
        if draft is None or not (draft.recorder.strip() and draft.checker.strip()):
            raise Unfinished
        draft.state, draft.approved_at, draft.approved_by_id = (
            Minutes.State.APPROVED,
            timezone.now(),
            by.person_id,
        )
        draft.frozen = snapshot.take(fresh, draft)
        draft.frozen_hash = hash_of(draft.frozen)
        draft.save()
        fresh.save(update_fields=["state"])
        act.note(minutes=str(draft.pk), number=draft.number, sha256=draft.frozen_hash)
    return draft


def correct_minutes(by: Actor, meeting: Meeting, reason: str, *, act_id: UUID | None = None) -> Minutes:
    """Begin a new version from the approved one, which stays in force until the new one is approved."""
    if not reason.strip():
        raise ValueError("a correction says why")
    with acting(by, "convene.minutes.correct", meeting, act_id=act_id) as act:
        fresh = locked(meeting)
        states.move(fresh, "correct_minutes")
        fresh.save(update_fields=["state"])
        last = fresh.minutes.filter(state=Minutes.State.APPROVED).order_by("-number").first()
        assert last is not None
        draft = Minutes.objects.create(
            programme_id=fresh.programme_id,
            meeting=fresh,
            number=last.number + 1,
            reason=reason,
            **{name: getattr(last, name) for name in KEPT},
        )
        MinutesText.objects.bulk_create(
            MinutesText(programme_id=fresh.programme_id, minutes=draft, part=old.part, text=old.text)
            for old in last.texts.all()
        )
        act.because(reason)
        act.note(minutes=str(draft.pk), number=draft.number)
    return draft


KEPT = ("recorder", "recorder_position", "checker", "checker_position", "began_at", "ended_at", "is_example")


def _draft(minutes: Minutes) -> Minutes:
    """The draft, locked. An approved version is never written again."""
    meeting = locked(minutes.meeting)
    states.require(meeting, states.OPEN, states.CLOSED)
    fresh = Minutes.objects.select_for_update(of=("self",), no_key=True).get(
        programme_id=minutes.programme_id, pk=minutes.pk
    )
    if fresh.state != Minutes.State.DRAFT:
        raise states.WrongState("approved minutes are frozen")
    fresh.meeting = meeting
    return fresh


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise ValueError(f"no part {text}") from error
