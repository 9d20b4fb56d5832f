"""Topics and their doors."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people import queries as people
from thaktho.ground.programme.models import Programme
from thaktho.thai.words import search_text

from ..codes import short_code
from ..models import Door, Statement, Tally, Topic, TopicSecret
from ..states import WrongState, move
from .locking import locked

WORDING = frozenset(
    {
        "title",
        "question",
        "intro",
        "moderation",
        "proposers",
        "open_door",
        "meeting",
        "opens_at",
        "kind",
        "proof",
    }
)


MOST_IN_HALL = 30


class HallFull(Exception):
    """In a hall everybody answers everything: more than thirty statements and most would not come to the end."""


class NothingToAnswer(Exception):
    """A topic without a shown statement: whoever scanned its door would find an empty page."""


def add_topic(
    by: Actor, programme: Programme, *, title: str, question: str, act_id: UUID | None = None, **fields: Any
) -> Topic:
    """Add a draft, with its secret and a door for every network of the programme."""
    with acting(by, "listen.topic.add", programme, act_id=act_id) as act:
        topic = Topic.objects.create(
            programme=programme,
            code=short_code(5).lower(),
            title=title,
            question=question,
            search_text=search_text(f"{title} {question} {fields.get('intro', '')}"),
            **fields,
        )
        TopicSecret.objects.create(topic=topic, programme=programme, key=secrets.token_bytes(32))
        _doors(topic, programme)
        act.about(topic)
        act.note(title=title, question=question, code=topic.code)
    return topic


def edit_topic(by: Actor, topic: Topic, *, act_id: UUID | None = None, **fields: Any) -> Topic:
    """Change a draft. Once people answer, only the closing time and the
    address of its QR may move: they answered what stood there."""
    if topic.state != Topic.State.DRAFT and set(fields) & WORDING:
        raise WrongState("the wording stands once a topic is open")
    with acting(by, "listen.topic.edit", topic, act_id=act_id) as act:
        for name, value in fields.items():
            setattr(topic, name, value)
        topic.search_text = search_text(f"{topic.title} {topic.question} {topic.intro}")
        topic.save(update_fields=[*fields, "search_text"])
        _doors(topic, topic.programme)
        act.note(**{name: str(getattr(value, "pk", value)) for name, value in fields.items()})
    return topic


def open_topic(by: Actor, topic: Topic, *, act_id: UUID | None = None) -> Topic:
    with acting(by, "listen.topic.open", topic, act_id=act_id) as act:
        fresh = locked(topic.pk)
        move(fresh, "open")
        shown = Statement.objects.filter(topic=fresh, state=Statement.State.SHOWN).count()
        if not shown:
            raise NothingToAnswer
        if fresh.kind == Topic.Kind.HALL and shown > MOST_IN_HALL:
            raise HallFull
        _doors(fresh, fresh.programme)
        topic.state = fresh.state
        topic.opens_at = fresh.opens_at = fresh.opens_at or timezone.now()
        fresh.save(update_fields=["state", "opens_at"])
        act.note(title=topic.title, closes_at=str(topic.closes_at or ""))
    return topic


def ensure_doors(by: Actor, topic: Topic, *, act_id: UUID | None = None) -> None:
    """A network was added to the programme after the topic: give it its door."""
    with acting(by, "listen.topic.edit", topic, act_id=act_id) as act:
        act.note(doors=_doors(topic, topic.programme))


def _doors(topic: Topic, programme: Programme) -> int:
    """Missing doors, each with a tally for every statement there is. Doors once made stay: they are printed."""
    here = set(Door.objects.filter(topic=topic).values_list("network_id", flat=True))
    wanted: list[Any] = [network.pk for network in networks_of(programme)]
    if topic.open_door:
        wanted.append(None)
    fresh = Door.objects.bulk_create(
        Door(programme=programme, topic=topic, network_id=network_id, token=short_code(8))
        for network_id in wanted
        if network_id not in here
    )
    for statement in Statement.objects.filter(topic=topic) if fresh else []:
        make_tallies(statement, fresh)
    if fresh:
        list_changed(topic)
    return len(fresh)


def networks_of(programme: Programme) -> list[Any]:
    """The networks valid in this fiscal year, kept within the programme's own years."""
    today = timezone.localdate()
    year = today.year + 543 + (today.month >= 10)
    return list(people.networks(programme, min(max(year, programme.first_year), programme.last_year)))


def hall_is_full(topic: Topic, more: int = 1) -> bool:
    """Would `more` shown statements be too many? Asked under the topic's lock."""
    left = places_left(topic)
    return left is not None and more > left


def places_left(topic: Topic) -> int | None:
    """How many statements a hall still takes; None where there is no limit."""
    if topic.kind != Topic.Kind.HALL:
        return None
    shown = Statement.objects.filter(topic=topic, state=Statement.State.SHOWN).count()
    return max(0, MOST_IN_HALL - shown)


def make_tallies(statement: Statement, doors: list[Door]) -> None:
    Tally.objects.bulk_create(
        Tally(
            programme_id=statement.programme_id, topic_id=statement.topic_id, statement=statement, door=door
        )
        for door in doors
    )


def list_changed(topic: Topic) -> None:
    """The list of shown statements, or of doors, changed: every process reads it anew (queries.ballot)."""
    Topic.objects.filter(pk=topic.pk).update(version=F("version") + 1)
