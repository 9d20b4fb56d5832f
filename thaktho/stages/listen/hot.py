"""The statements of a vote, written out. The ORM spends more time composing each of them than the database
running it, and a hall of two hundred votes at once; everywhere else it is used. Both databases take this SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from thaktho.ground.programme.models import Programme

from .models import Statement, Tally, Topic, TopicSecret, Vote, Voter
from .tally import Cell, Counts

PARTS = ("agree", "passed", "disagree")
COUNTS = (*PARTS, *(f"staged_{part}" for part in PARTS), *(f"shown_{part}" for part in PARTS), "moved")
Answer = tuple[int, int | None, int | None]  # value, staged, shown


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table


@cache
def _columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


@cache
def _readers(model: type[models.Model]) -> list[Callable[[Any], Any]]:
    """What turns a column of this database into the field's value: UUIDs, booleans and times of SQLite."""
    return [_reader(field) for field in model._meta.concrete_fields]


def _reader(field: Any) -> Callable[[Any], Any]:
    chain = [
        *connection.ops.get_db_converters(field.get_col(field.model._meta.db_table)),
        *field.get_db_converters(connection),
    ]

    def read(value: Any) -> Any:
        for convert in chain:
            value = convert(value, None, connection)
        return value

    return read


def _row(model: type[models.Model], values: Any) -> Any:
    read = [reader(value) for reader, value in zip(_readers(model), values, strict=True)]
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], read)


def topic(slug: str, code: str) -> Topic | None:
    """A topic with its programme and, unless it is sealed, its secret: one query."""
    row = _run("topic", [slug, code]).fetchone()
    if row is None:
        return None
    found = copy(_read(row[1:]))
    if row[0] is not None:
        found.secret = TopicSecret(topic=found, programme=found.programme, key=bytes(row[0]))
    return found


@lru_cache(maxsize=200)
def _read(row: tuple[Any, ...]) -> Topic:
    """Programme and topic as these very columns make them, once for a whole hall. The secret is never among them: no
    memory may outlive it."""
    width = len(_columns(Programme))
    found: Topic = _row(Topic, row[width:])
    found.programme = _row(Programme, row[:width])
    return found


@cache
def _sql(vendor: str) -> dict[str, str]:
    tally, vote, voter, statement = map(_table, (Tally, Vote, Voter, Statement))
    lock = "FOR UPDATE OF t" if connection.features.has_select_for_update else ""
    counts = ", ".join(f"t.{name}" for name in COUNTS)
    topic, secret, programme = map(_table, (Topic, TopicSecret, Programme))
    columns = ", ".join(f"t.{name}" for name in _columns(Topic))
    return {
        "topic": f"SELECT s.key, p.{', p.'.join(_columns(Programme))}, {columns} FROM {topic} t"
        f" JOIN {programme} p ON p.id = t.programme_id LEFT JOIN {secret} s ON s.topic_id = t.id"
        " WHERE p.slug = %s AND t.code = %s",
        "lock": f"SELECT t.id, t.door_id, t.programme_id, t.closed, {counts} FROM {tally} t"
        f" JOIN {voter} v ON v.door_id = t.door_id JOIN {statement} s ON s.id = t.statement_id"
        f" WHERE v.id = %s AND t.statement_id = %s AND t.topic_id = %s AND s.state = 'shown' {lock}",
        "answers": f"SELECT statement_id, value, staged, shown FROM {vote} WHERE voter_id = %s",
        "tally": f"UPDATE {tally} SET {', '.join(f'{name} = %s' for name in COUNTS)}, acts = acts + 1 WHERE id = %s",
        "insert": f"INSERT INTO {vote} (programme_id, topic_id, voter_id, statement_id, value, moving)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        "change": f"UPDATE {vote} SET value = %s, moving = %s WHERE voter_id = %s AND statement_id = %s",
        # Every right side is read before anything is written: shown takes the old staged, staged the value.
        "step": f"UPDATE {vote} SET shown = staged, staged = value, moving = (staged IS NULL OR staged <> value)"
        f" WHERE statement_id = %s AND moving = %s AND voter_id IN (SELECT id FROM {voter} WHERE door_id = %s)",
    }


def _run(name: str, values: list[Any]) -> Any:
    cursor = connection.cursor()
    cursor.execute(
        _sql(connection.vendor)[name], [key(value) if isinstance(value, UUID) else value for value in values]
    )
    return cursor


def key(value: UUID) -> Any:
    """A UUID as this database keeps it."""
    return value if connection.features.has_native_uuid_field else value.hex


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


class Locked:
    """A tally held for the rest of the transaction."""

    def __init__(self, row: tuple[Any, ...], topic_id: UUID, statement_id: UUID) -> None:
        self.id, self.door_id, self.programme_id = map(_uuid, row[:3])
        self.closed = bool(row[3])
        c = row[4:]
        self.cell = Cell(Counts(*c[0:3]), Counts(*c[3:6]), Counts(*c[6:9]), c[9])
        self.topic_id, self.statement_id = topic_id, statement_id


def lock(topic: Topic, voter: UUID, statement_id: UUID) -> Locked | None:
    """The tally of this voter's door, locked. None: no such voter yet, or no such shown statement."""
    row = _run("lock", [voter, statement_id, topic.pk]).fetchone()
    return Locked(row, topic.pk, statement_id) if row else None


def answers(voter: UUID) -> dict[UUID, Answer]:
    return {_uuid(row[0]): (row[1], row[2], row[3]) for row in _run("answers", [voter]).fetchall()}


def write(tally_id: UUID, cell: Cell) -> None:
    counts = [getattr(counts, part) for counts in (cell.current, cell.staged, cell.shown) for part in PARTS]
    _run("tally", [*counts, cell.moved, tally_id])


def put(tally: Locked, voter: UUID, value: int, *, new: bool, moving: bool) -> None:
    if new:
        _run("insert", [tally.programme_id, tally.topic_id, voter, tally.statement_id, value, moving])
    else:
        _run("change", [value, moving, voter, tally.statement_id])


def step(tally: Locked) -> None:
    """The cell took a step: what was staged is shown, what is voted is staged."""
    _run("step", [tally.statement_id, True, tally.door_id])
