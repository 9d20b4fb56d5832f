"""Hearings: planned on a version, opened, closed, and what is told of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ..models import Hearing, Text, TextVersion
from ..states import HEARING, Refused, move
from .agreeing import hearings_open
from .holding import held_text

FIELDS = (
    "version",
    "title",
    "network",
    "place",
    "meeting",
    "opens_on",
    "closes_on",
    "people_count",
    "summary",
)


def plan_hearing(
    by: Actor, version: TextVersion, *, title: str, act_id: UUID | None = None, **fields: Any
) -> Hearing:
    """`fields`: those of `FIELDS`; for loaders also is_example and source."""
    with acting(by, "assemble.text.hearing.add", version.text, act_id=act_id) as act:
        text = held_text(version.text)
        hearing = Hearing.objects.create(
            programme_id=text.programme_id,
            edition_id=text.edition_id,
            version=version,
            title=title,
            **fields,
        )
        act.about(hearing)
        act.note(title=title, version=version.number)
    return hearing


def _held(hearing: Hearing) -> tuple[Text, Hearing]:
    text = held_text(hearing.version.text, to_change=False)
    held = Hearing.objects.select_for_update(of=("self",), no_key=True).select_related("version", "edition")
    return text, held.get(programme_id=hearing.programme_id, pk=hearing.pk)


def change_hearing(by: Actor, hearing: Hearing, *, act_id: UUID | None = None, **fields: Any) -> Hearing:
    """Its plan, and afterwards how many came and what they said."""
    with acting(by, "assemble.text.hearing.edit", hearing, act_id=act_id) as act:
        _, fresh = _held(hearing)
        for name in FIELDS:
            if name in fields:
                setattr(fresh, name, fields[name])
        fresh.save()
        act.note(title=fresh.title, people=fresh.people_count)
    return fresh


def open_hearing(by: Actor, hearing: Hearing, *, act_id: UUID | None = None) -> Hearing:
    """The declaration is heard from the first open hearing on. A closed one may be opened again."""
    with acting(by, "assemble.text.hearing.open", hearing, act_id=act_id):
        text, fresh = _held(hearing)
        last = text.versions.first()
        if last is not None and fresh.version_id != last.pk and fresh.state == Hearing.State.PLANNED:
            raise Refused(
                gettext("เวทีนี้กำหนดไว้กับ %(old)s แต่ฉบับล่าสุดคือ %(new)s เลือกฉบับในหน้าแก้เวทีก่อนเปิด")
                % {"old": fresh.version, "new": last}
            )
        move(fresh, "open")
        fresh.save(update_fields=["state"])
        move(text, "hear")
        text.save(update_fields=["state"])
    return fresh


def close_hearing(by: Actor, hearing: Hearing, *, act_id: UUID | None = None) -> Hearing:
    """With the last one the declaration is drafted again."""
    with acting(by, "assemble.text.hearing.close", hearing, act_id=act_id):
        text, fresh = _held(hearing)
        move(fresh, "close")
        fresh.save(update_fields=["state"])
        if text.state == HEARING and not hearings_open(text):
            move(text, "redraft")
            text.save(update_fields=["state"])
    return fresh
