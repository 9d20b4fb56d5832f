"""Ballots that look made by one hand. Seen from what is stored, and told as counts and kinds: never an answer, never a
voter. Whoever looks learns that so many ballots of a door are alike, not what they say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils.crypto import salted_hmac

from ..limits import surges
from ..models import Door, Topic, Vote, Voter
from ..tally import rounded
from .hall import hall
from .topics import doors

ALIKE_ON, ALIKE = 15, 3  # statements answered the same, by so many ballots of one door
SURGE = 60  # new ballots a minute at one door
MOST_VOTES = 1_000_000


@dataclass(frozen=True)
class Cluster:
    """Ballots of one door with the very same answers. `key` names it to the form that sets it aside."""

    door: Door
    key: str
    size: int
    answers: int
    one_answer: bool  # the same answer to every statement; which one is not told


@dataclass(frozen=True)
class Anomalies:
    clusters: list[Cluster]
    crowded: list[tuple[Door, int, int]]  # more ballots than sheets printed or people expected
    surges: list[tuple[Door, int]]
    set_aside: list[tuple[Door, int]]
    too_many: bool  # more votes than are compared here


def anomalies(topic: Topic) -> Anomalies:
    found = {door.pk: door for door in doors(topic)}
    many = Vote.objects.filter(topic=topic)[MOST_VOTES : MOST_VOTES + 1].exists()
    aside: dict[UUID, int] = defaultdict(int)
    rows = Voter.objects.filter(topic=topic, aside=True).exclude(way=Voter.Way.HANDS)
    for door_id in rows.values_list("door_id", flat=True):
        aside[door_id] += 1
    return Anomalies(
        [] if many else _clusters(topic, found),
        _crowded(topic),
        [(door, most) for door in found.values() if (most := surges.most(door.pk)) >= SURGE],
        [(found[door_id], count) for door_id, count in aside.items()],
        many,
    )


def ballots_of(topic: Topic, key: str) -> tuple[Door, list[UUID]] | None:
    """The ballots of a cluster, read anew: who answered on meanwhile is no longer one of them."""
    found = {door.pk: door for door in doors(topic)}
    for (door_id, answers), voters in _alike(topic).items():
        if _key(door_id, answers) == key:
            return found[door_id], voters
    return None


Answers = tuple[tuple[UUID, int], ...]


def _clusters(topic: Topic, found: dict[UUID, Door]) -> list[Cluster]:
    clusters = [
        Cluster(
            found[door_id],
            _key(door_id, answers),
            len(voters),
            len(answers),
            len({value for _, value in answers}) == 1,
        )
        for (door_id, answers), voters in _alike(topic).items()
    ]
    return sorted(clusters, key=lambda cluster: -cluster.size)


def _alike(topic: Topic) -> dict[tuple[UUID, Answers], list[UUID]]:
    rows = Vote.objects.filter(topic=topic, value__isnull=False, voter__aside=False)
    rows = rows.exclude(voter__way=Voter.Way.HANDS).order_by("voter_id", "statement_id")
    alike: dict[tuple[UUID, Answers], list[UUID]] = defaultdict(list)
    ballot: list[tuple[UUID, int]] = []
    before: tuple[UUID, UUID] | None = None
    for voter, door, statement, value in rows.values_list(
        "voter_id", "voter__door_id", "statement_id", "value"
    ).iterator(chunk_size=5000):
        if before is not None and before[0] != voter:
            alike[before[1], tuple(ballot)].append(before[0])
            ballot = []
        before = voter, door
        ballot.append((statement, value))
    if before is not None:
        alike[before[1], tuple(ballot)].append(before[0])
    return {
        (door, answers): voters
        for (door, answers), voters in alike.items()
        if len(answers) >= ALIKE_ON and len(voters) >= ALIKE
    }


def _key(door_id: UUID, answers: Answers) -> str:
    """Keyed by the installation: whoever sees it cannot try out which answers it stands for."""
    text = ";".join(f"{statement.hex}{value}" for statement, value in answers)
    return salted_hmac("listen.alike", f"{door_id.hex}:{text}", algorithm="sha256").hexdigest()


def _crowded(topic: Topic) -> list[tuple[Door, int, int]]:
    """Doors with more ballots than were to be expected: sheets printed, or people asked to the meeting. In steps of five,
    so a door is named late rather than wrongly. Hands counted at a table are no ballots and take no sheet."""
    held = Voter.objects.filter(topic=topic, aside=False).exclude(way=Voter.Way.HANDS)
    ballots = dict(held.order_by().values_list("door_id").annotate(Count("pk")))
    crowded = []
    for row in hall(topic):
        most = row.sheets if topic.proof == Topic.Proof.SHEET else row.expected
        used = rounded(ballots.get(row.door.pk, 0), closed=False)
        if most and used > most:
            crowded.append((row.door, used, most))
    return crowded
