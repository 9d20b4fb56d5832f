"""Closing and sealing.

While a topic is open its votes are sealed in batches: each seal commits, in the ledger, to the whole matrix as it stood
at that moment. Answers may change until closing, so an earlier root says "this is what stood then", not "this part is
final"; who keeps the roots can show that nobody rewrote the matrix between two of them without it showing in a changed
tally. The final seal commits to the votes for good, and anyone with access to them recomputes it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from uuid import UUID

from django.db import connection
from django.db.models import F, Max, Q, Sum

from thaktho.ground.access import Actor, system
from thaktho.ground.ledger.actions import acting

from .. import hot
from ..merkle import Row, leaf, root
from ..models import Seal, Tally, Topic, TopicSecret, Vote, Voter
from ..states import WrongState, move
from ..tally import close
from .locking import locked
from .voting import cell_of


def close_topic(by: Actor, topic: Topic, *, act_id: UUID | None = None) -> Topic:
    """No more answers. The tallies are locked one after another, so every vote that was under way is in or refused,
    and what is shown becomes final in the same moment."""
    with acting(by, "listen.topic.close", topic, act_id=act_id) as act:
        fresh = locked(topic.pk)
        move(fresh, "closed")
        fresh.save(update_fields=["state"])
        tallies = list(Tally.objects.select_for_update(no_key=True).filter(topic=topic).order_by("pk"))
        Tally.objects.filter(topic=topic).update(closed=True)
        for tally in tallies:
            _settle(tally)
        votes = sum(cell_of(tally).current.n for tally in tallies)
        act.note(title=fresh.title, votes=votes)
    topic.state = fresh.state
    return topic


def _settle(tally: Tally) -> None:
    """The last step of one cell, if it is a step of five."""
    cell = cell_of(tally)
    if cell.current == cell.shown and cell.current.n == 0:
        return
    votes = Vote.objects.filter(statement_id=tally.statement_id, voter__door=tally.door_id)
    moving = votes.filter(
        moving=True
    )  # they have an index of their own, and a ballot set aside while shown is one of them
    differing = moving.filter(DIFFERS).count()
    gone = moving.filter(value=None, aside__isnull=False, shown__isnull=False).count()
    settled = close(cell, differing, gone)
    if settled == cell:
        return
    hot.write(tally.pk, settled)
    if settled.shown == settled.current:
        moving.update(shown=F("value"), staged=F("value"), moving=False)
    else:  # told no more: what was shown held ballots that were set aside
        votes.update(shown=None, staged=None, moving=Q(value__isnull=False))


# Shown otherwise than it stands; of two empty ones, SQL says neither that they are equal nor that they differ.
DIFFERS = (
    Q(shown=None, value__isnull=False)
    | Q(shown__isnull=False, value=None)
    | Q(shown__lt=F("value"))
    | Q(shown__gt=F("value"))
)


def seal_topic(by: Actor, topic: Topic, *, act_id: UUID | None = None) -> Seal | None:
    """Seal the votes as they stand; None when nothing changed since the last seal. Of a closed topic this is the final
    seal: the rows are laid down anew in the order of their ids, the root is written, the secret destroyed."""
    if topic.state not in (Topic.State.OPEN, Topic.State.CLOSED):
        raise WrongState(topic.state)
    if topic.state == Topic.State.OPEN and not _changed(topic):
        return None
    with acting(by, "listen.topic.seal", topic, act_id=act_id) as act:
        fresh = locked(topic.pk)
        final = fresh.state == Topic.State.CLOSED
        seal = _seal(fresh, final)
        if final:
            move(fresh, "sealed")
            fresh.save(update_fields=["state"])
        act.note(root=seal.root, leaves=seal.leaves, number=seal.number, final=final)
    topic.state = fresh.state
    if final:
        destroy_secret(by, topic)
    return seal


def _acts(topic: Topic) -> int:
    return Tally.objects.filter(topic=topic).aggregate(acts=Sum("acts"))["acts"] or 0


def _changed(topic: Topic) -> bool:
    """Votes or changes since the last seal? Counters say so without reading the votes."""
    return _acts(topic) != (Seal.objects.filter(topic=topic).aggregate(acts=Max("acts"))["acts"] or 0)


def _seal(topic: Topic, final: bool) -> Seal:
    # Counted before the votes are read: a vote in between is sealed now and looked at once more next time.
    acts = _acts(topic)
    number = Seal.objects.filter(topic=topic).aggregate(number=Max("number"))["number"] or 0
    if final:
        _lay_anew(topic)
    salt = secrets.token_bytes(32)
    found, leaves = root(leaf(salt, row) for row in rows(topic))
    return Seal.objects.create(
        programme_id=topic.programme_id,
        topic=topic,
        number=number + 1,
        root=found,
        leaves=leaves,
        acts=acts,
        salt=salt,
        final=final,
    )


def rows(topic: Topic) -> Iterator[Row]:
    """All votes of a topic in canonical order: by voter, then statement. Those set aside are among them, with an empty
    value and what they had answered: the root commits to both."""
    votes = Vote.objects.filter(topic=topic).order_by("voter_id", "statement_id")
    yield from votes.values_list("voter_id", "statement_id", "voter__door_id", "value", "aside").iterator(
        chunk_size=5000
    )


def _lay_anew(topic: Topic) -> None:
    """Write the topic's voters and votes again, sorted by their random ids. A table keeps rows where they first fell,
    and PostgreSQL the transaction that wrote each: both would tell who came after whom, and the ledger when."""
    key = Topic._meta.pk.get_db_prep_value(topic.pk, connection)
    vote, voter = Vote._meta.db_table, Voter._meta.db_table
    with connection.cursor() as cursor:
        for table in (voter, vote):
            cursor.execute(
                f"CREATE TEMPORARY TABLE laid_{table} AS SELECT * FROM {table} WHERE topic_id = %s", [key]
            )
        # Votes point to voters; PostgreSQL checks that at the end of the transaction, SQLite too (both deferred).
        for table in (vote, voter):
            cursor.execute(f"DELETE FROM {table} WHERE topic_id = %s", [key])
        for table, order in ((voter, "id"), (vote, "voter_id, statement_id")):
            cursor.execute(f"INSERT INTO {table} SELECT * FROM laid_{table} ORDER BY {order}")
            cursor.execute(f"DROP TABLE laid_{table}")


def destroy_secret(by: Actor, topic: Topic, *, act_id: UUID | None = None) -> None:
    """From here on no cookie leads to a ballot. Overwritten before it is deleted; `forget` has the database let go
    of the old row version; backups are kept no longer than `docs/listen.md` says."""
    if topic.state != Topic.State.SEALED:
        raise WrongState(topic.state)
    with acting(by, "listen.topic.destroy_secret", topic, act_id=act_id) as act:
        held = TopicSecret.objects.filter(topic=topic)
        held.update(key=b"")
        gone, _ = held.delete()
        act.note(destroyed=bool(gone))


def renew_secret(topic: Topic) -> TopicSecret:
    """A restored backup without its secrets: the topic goes on under a new one. Who answered before counts still, and
    can no longer change it."""
    by = system(topic.programme_id)
    with acting(by, "listen.topic.renew_secret", topic) as act:
        locked(topic.pk)
        fresh = {"programme_id": topic.programme_id, "key": secrets.token_bytes(32)}
        held, made = TopicSecret.objects.get_or_create(topic=topic, defaults=fresh)
        act.note(made=made)
    return held


def forget(*, sealed: bool) -> None:
    """Databases keep old versions of rows for a while: SQLite in its log, PostgreSQL until it tidies up. Both are asked
    to let go of destroyed secrets, and after a sealing of the rows in the order in which they were cast."""
    if connection.in_atomic_block:
        return
    gone = [TopicSecret, *([Vote, Voter] if sealed else [])]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif connection.vendor == "postgresql":
            for model in gone:
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")
