"""A statement in another language, or read aloud. What is voted on stays the statement's own words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from thaktho.ground.access import Actor, demand
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import acting

from .. import languages
from ..models import Rendering, Statement
from .locking import locked
from .topics import list_changed


class NothingSaid(Exception):
    """Neither a text nor a clip; or a Thai text, which is the statement's own."""


class NotRendered(Exception):
    """There is nothing in this language to remove."""


@dataclass(frozen=True)
class Recording:
    """A sound as it was sent."""

    name: str
    data: bytes


def render_statement(
    by: Actor,
    statement: Statement,
    language: str,
    *,
    text: str = "",
    recording: Recording | None = None,
    act_id: UUID | None = None,
) -> Rendering:
    """Set what a statement is in a language; a clip that is there stays unless a new one comes. Raises files' Refused for a
    sound that cannot be kept: nothing is changed then."""
    if languages.named(language) is None:
        raise ValueError(language)
    with acting(by, "listen.rendering.edit", statement.topic, on=statement, act_id=act_id) as act:
        demand(by, "listen.rendering.edit", locked(statement.topic_id))  # it may be closed by now
        held = (
            Rendering.objects.select_for_update(no_key=True)
            .filter(statement=statement, language=language)
            .first()
        )
        clip = _stored(by, statement, recording) if recording else (held.clip if held else None)
        text = "" if language == languages.OWN else text
        if not text and clip is None:
            raise NothingSaid
        row = held or Rendering(programme_id=statement.programme_id, statement=statement, language=language)
        row.text, row.clip = text, clip
        row.save()
        list_changed(statement.topic)
        act.note(language=language, text=text, clip=str(clip.pk) if clip else "", number=statement.number)
    return row


def remove_rendering(by: Actor, statement: Statement, language: str, *, act_id: UUID | None = None) -> None:
    with acting(by, "listen.rendering.remove", statement.topic, on=statement, act_id=act_id) as act:
        demand(by, "listen.rendering.remove", locked(statement.topic_id))
        gone, _ = Rendering.objects.filter(statement=statement, language=language).delete()
        if not gone:
            raise NotRendered
        list_changed(statement.topic)
        act.note(language=language, removed=True, number=statement.number)


def _stored(by: Actor, statement: Statement, recording: Recording) -> StoredFile:
    return files.store(
        by,
        statement.topic.programme,
        name=recording.name,
        data=recording.data,
        media_type="",
        purpose=StoredFile.Purpose.CLIP,
        read_verb="listen.work",
    )
