"""Statements: stated, checked, shown or hidden with a reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.thread import actions as thread
from thaktho.thai.normalise import normalise
from thaktho.thai.words import search_text

from ..codes import new_receipt, receipt_hash
from ..models import Door, Reason, Receipt, Statement, Topic
from ..states import WrongState, move
from ..words import LONGEST, SHORTEST, text_key
from .locking import locked
from .papers import withdraw_papers
from .topics import HallFull, hall_is_full, list_changed, make_tallies

MOST_BY_DOOR = 300
GATHERED = "gathered"  # topic to statement, while the statement is shown


class Already(Exception):
    """The same words stand in the topic already."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(statement.text)
        self.statement = statement


class TooMany(Exception):
    """This door has brought more statements than anybody could read."""


def propose(
    by: Actor, topic: Topic, text: str, *, door: Door | None, code: str = "", act_id: UUID | None = None
) -> tuple[Statement, str]:
    """A participant states something. Returns the receipt's code too: this once, it is stored as a hash only.

    The voter is not told to this function, so the statement cannot be joined to one.
    """
    with acting(by, "listen.statement.propose", topic, act_id=act_id) as act:
        state = (
            Statement.State.SHOWN if topic.moderation == Topic.Moderation.AFTER else Statement.State.WAITING
        )
        statement = _add(act, topic, text, door=door, origin=Statement.Origin.PHONE, state=state)
        code = _receipt(statement, code)
    return statement, code


def type_statement(
    by: Actor, topic: Topic, text: str, *, door: Door, table_label: str = "", act_id: UUID | None = None
) -> tuple[Statement, str]:
    """A facilitator types what a table said. The table gets a receipt like anybody."""
    with acting(by, "listen.statement.type", door, act_id=act_id) as act:
        trusted = by.has("secretariat") or topic.moderation == Topic.Moderation.AFTER
        state = Statement.State.SHOWN if trusted else Statement.State.WAITING
        statement = _add(
            act, topic, text, door=door, origin=Statement.Origin.TABLE, state=state, table_label=table_label
        )
        code = _receipt(statement)
    return statement, code


def seed(by: Actor, topic: Topic, text: str, *, act_id: UUID | None = None, **fields: Any) -> Statement:
    """A statement to begin with, from a source."""
    with acting(by, "listen.statement.seed", topic, act_id=act_id) as act:
        return _add(act, topic, text, origin=Statement.Origin.SEED, state=Statement.State.SHOWN, **fields)


def seed_all(by: Actor, topic: Topic, texts: list[str], *, act_id: UUID | None = None) -> list[Statement]:
    """Many at once, in one act: the topic's own, of no network."""
    with acting(by, "listen.statement.seed", topic, act_id=act_id) as act:
        made = [
            _add(
                act,
                topic,
                text,
                origin=Statement.Origin.SEED,
                state=Statement.State.SHOWN,
                is_example=topic.is_example,
            )
            for text in texts
        ]
        act.about(topic)
        act.note(numbers=[statement.number for statement in made])
    return made


def show(by: Actor, statement: Statement, *, act_id: UUID | None = None) -> None:
    with acting(by, "listen.statement.show", statement, act_id=act_id) as act:
        fresh = _locked(statement)
        if fresh.state != Statement.State.SHOWN and hall_is_full(fresh.topic):
            raise HallFull
        move(fresh, "shown")
        fresh.hidden_for = fresh.hidden_words = ""
        fresh.save(update_fields=["state", "hidden_for", "hidden_words"])
        list_changed(fresh.topic)
        thread.link(act, fresh.topic, fresh, GATHERED)
    _copy(fresh, statement)


def hide(
    by: Actor, statement: Statement, reason: str, words: str = "", *, act_id: UUID | None = None
) -> None:
    """Hide a statement for a reason of the published list. Whoever holds its receipt reads the reason."""
    if reason not in Reason.values or (reason == Reason.OTHER and not words.strip()):
        raise ValueError("a reason of the list, and words for another reason")
    with acting(by, "listen.statement.hide", statement, act_id=act_id) as act:
        fresh = _locked(statement)
        move(fresh, "hidden")
        fresh.hidden_for, fresh.hidden_words = reason, normalise(words)[:300]
        fresh.save(update_fields=["state", "hidden_for", "hidden_words"])
        list_changed(fresh.topic)
        thread.undo(act, fresh.topic, fresh, GATHERED)
        withdraw_papers(fresh.topic)
        act.note(reason=reason)
        act.because(words)
    _copy(fresh, statement)


def _add(act: Draft, topic: Topic, text: str, *, state: str, **fields: Any) -> Statement:
    text = normalise(" ".join(text.split()))
    if not SHORTEST <= len(text) <= LONGEST:
        raise ValueError(f"{SHORTEST}-{LONGEST} characters")
    # The topic's row is the lock under which numbers are given and equal words are found.
    topic = locked(topic.pk)
    if topic.state not in ("draft", "open"):
        raise WrongState(topic.state)
    key = text_key(text)
    if same := Statement.objects.filter(topic=topic, text_key=key).first():
        raise Already(same)
    door = fields.get("door")
    if door is not None and Statement.objects.filter(topic=topic, door=door).count() >= MOST_BY_DOOR:
        raise TooMany
    if state == Statement.State.SHOWN and hall_is_full(topic):
        if door is None:
            raise HallFull
        state = (
            Statement.State.WAITING
        )  # what somebody said is kept; another must be hidden before it is shown
    last = Statement.objects.filter(topic=topic).aggregate(last=Max("number"))["last"] or 0
    statement = Statement.objects.create(
        programme_id=topic.programme_id,
        topic=topic,
        number=last + 1,
        text=text,
        text_key=key,
        search_text=search_text(text),
        state=state,
        made_at=timezone.now(),
        **fields,
    )
    make_tallies(statement, list(topic.doors.all()))
    if state == Statement.State.SHOWN:
        list_changed(topic)
        thread.link(act, topic, statement, GATHERED)
    act.about(statement)
    act.note(number=statement.number, origin=statement.origin)
    return statement


def _receipt(statement: Statement, code: str = "") -> str:
    code = code or new_receipt()
    hashed = receipt_hash(statement.programme_id, code)
    while Receipt.objects.filter(pk=hashed).exists():
        code = new_receipt()
        hashed = receipt_hash(statement.programme_id, code)
    Receipt.objects.create(code_hash=hashed, programme_id=statement.programme_id, statement=statement)
    return code


def _locked(statement: Statement) -> Statement:
    # The topic's row first, everywhere: its list of shown statements is about to change.
    locked(statement.topic_id)
    return (
        Statement.objects.select_for_update(of=("self",), no_key=True)
        .select_related("topic")
        .get(pk=statement.pk)
    )


def _copy(fresh: Statement, statement: Statement) -> None:
    for name in ("state", "hidden_for", "hidden_words"):
        setattr(statement, name, getattr(fresh, name))
