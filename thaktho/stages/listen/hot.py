"""The statements of a vote, written out. The ORM spends more time composing each of them than the database
running it, and a hall of two hundred votes at once; everywhere else it is used. Both databases take this SQL.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, models, transaction

from thaktho.ground import quick
from thaktho.ground.programme.models import Programme

from .models import Statement, Tally, Topic, TopicSecret, Vote, Voter
from .tally import Cell, Counts

PARTS = ("agree", "passed", "disagree")
COUNTS = (
    *PARTS,
    *(f"staged_{part}" for part in PARTS),
    *(f"shown_{part}" for part in PARTS),
    "moved",
    "asked",
)
READS = {"topic", "lock", "cell", "answers"}
Answer = tuple[int | None, int | None, int | None]  # value (None: set aside, or taken back), staged, shown


def _table(model: type[models.Model]) -> str:
    return model._meta.db_table


def topic(slug: str, code: str) -> Topic | None:
    """A topic with its programme and, unless it is sealed, its secret as `ballot_key`: one query."""
    (found,) = _run(("topic", [slug, code]))
    if not found:
        return None
    key, *marks = found[0]
    topic = Topic.__new__(Topic)
    topic.__dict__ = _read(slug, code, *marks).__dict__ | {"ballot_key": None if key is None else bytes(key)}
    return topic


@lru_cache(maxsize=200)
def _read(slug: str, code: str, *marks: Any) -> Topic:
    """Programme and topic as they are while `marks`, their versions or all their columns, stay the same: once for a whole hall. The
    secret is never among them: no memory may outlive it."""
    return Topic.objects.select_related("programme").get(programme__slug=slug, code=code)


@cache
def _sql(vendor: str) -> dict[str, str]:
    tally, vote, voter, statement = map(_table, (Tally, Vote, Voter, Statement))
    lock = "FOR UPDATE OF t" if connection.features.has_select_for_update else ""
    counts = ", ".join(f"t.{name}" for name in COUNTS)
    topic, secret, programme = map(_table, (Topic, TopicSecret, Programme))
    # What PostgreSQL calls a row's version: who wrote it last, and where it stands.
    differ = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"  # NULL equals NULL
    versions = "CAST(p.xmin AS text), CAST(p.ctid AS text), CAST(t.xmin AS text), CAST(t.ctid AS text)"
    marks = versions if vendor == "postgresql" else "p.*, t.*"
    return {
        "commit": "COMMIT",
        "topic": f"SELECT s.key, {marks} FROM {topic} t"
        f" JOIN {programme} p ON p.id = t.programme_id LEFT JOIN {secret} s ON s.topic_id = t.id"
        " WHERE p.slug = %s AND t.code = %s",
        "register": f"INSERT INTO {voter} (id, programme_id, topic_id, door_id, way, aside) VALUES (%s, %s, %s, %s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        "lock": f"SELECT t.id, t.door_id, t.programme_id, t.closed, {counts} FROM {tally} t"
        f" JOIN {voter} v ON v.door_id = t.door_id JOIN {statement} s ON s.id = t.statement_id"
        f" WHERE v.id = %s AND t.statement_id = %s AND t.topic_id = %s AND s.state = 'shown' AND NOT v.aside {lock}",
        "answers": f"SELECT statement_id, value, staged, shown FROM {vote} WHERE voter_id = %s",
        "tally": f"UPDATE {tally} SET {', '.join(f'{name} = %s' for name in COUNTS)}, acts = acts + 1 WHERE id = %s",
        "insert": f"INSERT INTO {vote} (programme_id, topic_id, voter_id, statement_id, value, moving)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        "change": f"UPDATE {vote} SET value = %s, aside = %s, moving = %s WHERE voter_id = %s AND statement_id = %s",
        "cell": f"SELECT t.id, t.door_id, t.programme_id, t.closed, {counts} FROM {tally} t WHERE t.id = %s {lock}",
        # Every right side is read before anything is written: shown takes the old staged, staged the value.
        "step": f"UPDATE {vote} SET shown = staged, staged = value, moving = (staged {differ} value)"
        f" WHERE statement_id = %s AND moving = %s AND voter_id IN (SELECT id FROM {voter} WHERE door_id = %s)",
    }


class _Own(threading.local):
    """A transaction of this thread that is not `atomic`'s: whether its next statement opens it, and whether it is."""

    opening = False
    running = False


_own = _Own()


@contextmanager
def one_transaction() -> Iterator[None]:
    """All or nothing. On PostgreSQL BEGIN travels with the first statement and COMMIT with `put`, the last one, instead
    of alone; within another transaction, and on SQLite, this is `atomic`."""
    real = quick.connection()
    if real.vendor != "postgresql" or real.in_atomic_block:
        with transaction.atomic():
            yield
        return
    _own.opening = _own.running = True
    try:
        yield
        real.commit()
    except BaseException:
        _roll_back(real)
        raise
    finally:
        _own.opening = _own.running = False


def _roll_back(real: Any) -> None:
    try:
        real.rollback()
    except DatabaseError:
        real.close()  # the server lets go of what its lost client held


def _run(*steps: tuple[str, list[Any]]) -> list[list[tuple[Any, ...]]]:
    """The rows of each statement. PostgreSQL takes them all in one journey; it runs them one after the other, so what
    follows a lock is read when the lock is held."""
    real = quick.connection()
    sql, cursor = _sql(real.vendor), quick.cursor(real)
    if real.vendor != "postgresql":
        return [_one(cursor, name, sql[name], _hex(values)) for name, values in steps]
    begin, _own.opening = ["BEGIN"] if _own.opening else [], False
    together = [value for _, values in steps for value in values]
    cursor.execute("; ".join(begin + [sql[name] for name, _ in steps]), together)
    if begin:
        cursor.nextset()
    found = []
    for name, _ in steps:
        found.append(cursor.fetchall() if name in READS else [])
        cursor.nextset()
    return found


def _one(cursor: Any, name: str, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    if name in READS:
        return quick.rows(cursor, sql, values)
    cursor.execute(sql, values)
    return []


def _hex(values: list[Any]) -> list[Any]:
    """UUIDs as a database keeps them that has none."""
    return [value.hex if isinstance(value, UUID) else value for value in values]


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


class Locked:
    """A tally held for the rest of the transaction."""

    def __init__(self, row: tuple[Any, ...], topic_id: UUID, statement_id: UUID) -> None:
        self.id, self.door_id, self.programme_id = map(_uuid, row[:3])
        self.closed = bool(row[3])
        c = row[4:]
        self.cell = Cell(Counts(*c[0:3]), Counts(*c[3:6]), Counts(*c[6:9]), *c[9:11])
        self.topic_id, self.statement_id = topic_id, statement_id
        self.stepped = (
            False  # by what was written last: then other ballots of the cell are staged and shown anew
        )


def hold(topic: Topic, voter: UUID, statement_id: UUID) -> tuple[Locked | None, dict[UUID, Answer]]:
    """The tally of this voter's door, locked, and all this voter answered, read under the lock. No tally: no such voter
    yet, or no such shown statement."""
    held, answered = _run(("lock", [voter, statement_id, topic.pk]), ("answers", [voter]))
    answers = {_uuid(row[0]): (row[1], row[2], row[3]) for row in answered}
    return (Locked(held[0], topic.pk, statement_id) if held else None), answers


def hold_cell(topic_id: UUID, tally_id: UUID, statement_id: UUID) -> Locked:
    """A tally locked by itself, for whoever moves ballots in it that are not the ballots of one voter."""
    (held,) = _run(("cell", [tally_id]))
    return Locked(held[0], topic_id, statement_id)


def register(topic: Topic, voter: UUID, door_id: UUID, way: str = Voter.Way.PHONE.value) -> None:
    """The voter's row, unless it is there already."""
    _run(("register", [voter, topic.programme_id, topic.pk, door_id, way, False]))


def write(tally_id: UUID, cell: Cell) -> None:
    _run(_tally(tally_id, cell))


def step(tally: Locked) -> None:
    """Every ballot of the cell as it is after a step."""
    _run(("step", [tally.statement_id, True, tally.door_id]))


def _tally(tally_id: UUID, cell: Cell) -> tuple[str, list[Any]]:
    counts = [getattr(counts, part) for counts in (cell.current, cell.staged, cell.shown) for part in PARTS]
    return "tally", [*counts, cell.moved, cell.asked, tally_id]


def put(
    tally: Locked,
    cell: Cell,
    voter: UUID,
    value: int | None,
    *,
    new: bool,
    moving: bool,
    stepped: bool,
    aside: int | None = None,
) -> None:
    """One answer, and the cell as it is with it. When it took a step, what was staged is shown and what is voted is
    staged. `aside` keeps the answer of a ballot that is set aside."""
    steps = [_tally(tally.id, cell)]
    if new:
        row = [tally.programme_id, tally.topic_id, voter, tally.statement_id, value, moving]
        steps.append(("insert", row))
    else:
        steps.append(("change", [value, aside, moving, voter, tally.statement_id]))
    if stepped:
        steps.append(("step", [tally.statement_id, True, tally.door_id]))
    if _own.running:
        steps.append(("commit", []))
    _run(*steps)
