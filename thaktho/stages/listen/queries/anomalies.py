"""Ballots that look made by one hand. Seen from what is stored, and told as counts and kinds: never an answer, never a
voter. Whoever looks learns that so many ballots of a door are alike, not what they say."""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Sum

from ..alike import ballots, key_of
from ..hot import PARTS
from ..limits import surges
from ..models import Door, Tally, Topic, Vote, Voter
from ..tally import rounded
from .hall import hall
from .topics import doors

ALIKE_ON, ALIKE = 15, 3  # statements answered the same, by so many ballots of one door
SURGE = 60  # new ballots a minute at one door
MOST_VOTES = 1_000_000
LARGE, KEPT_FOR, MOST_KEPT = 20_000, 60.0, 20  # votes, seconds, topics


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
    rows = Voter.objects.filter(topic=topic, aside=True).exclude(way=Voter.Way.HANDS).order_by()
    aside = dict(rows.values_list("door_id").annotate(Count("pk")))
    compared = _compared(topic)
    clusters = [
        Cluster(found[same.door_id], key, len(same.voters), same.answers, same.one_answer)
        for key, same in compared.alike.items()
    ]
    return Anomalies(
        sorted(clusters, key=lambda cluster: -cluster.size),
        _crowded(topic),
        [(door, most) for door in found.values() if (most := surges.most(door.pk)) >= SURGE],
        [(found[door_id], count) for door_id, count in aside.items()],
        compared.votes > MOST_VOTES,
    )


def ballots_of(topic: Topic, key: str) -> tuple[Door, list[UUID]] | None:
    """The ballots of a cluster. Who answered on since they were compared is found when they are set aside."""
    same = _compared(topic).alike.get(key)
    if same is None:
        return None
    return next(door for door in doors(topic) if door.pk == same.door_id), same.voters


def compare_anew(topic: Topic) -> None:
    """What was found is not so any more: the next look reads the votes again."""
    _memory.pop(topic.pk, None)


@dataclass
class _Same:
    """Ballots of one door with the very same answers."""

    door_id: UUID
    answers: int
    one_answer: bool
    voters: list[UUID]


@dataclass(frozen=True)
class _Compared:
    """What a comparison found, without any answer; `mark` moves with every answer, `aside` with every set-aside."""

    mark: int
    aside: int
    at: float
    votes: int
    alike: dict[str, _Same]


_memory: dict[UUID, _Compared] = {}  # by topic


def _compared(topic: Topic) -> _Compared:
    """All ballots against each other. That reads every vote: of a large topic it is kept for a minute while people go on
    answering, of a small one only as long as nobody did."""
    sums = Tally.objects.filter(topic=topic).aggregate(
        acts=Sum("acts"), **{part: Sum(part) for part in PARTS}
    )
    mark, votes = sums["acts"] or 0, sum(sums[part] or 0 for part in PARTS)
    aside = Voter.objects.filter(topic=topic, aside=True).count()
    now, held = time.monotonic(), _memory.get(topic.pk)
    fresh = held is not None and held.aside == aside and now - held.at < KEPT_FOR
    if held is not None and fresh and (held.mark == mark or held.votes >= LARGE):
        return held
    if len(_memory) >= MOST_KEPT:
        _memory.clear()
    alike = {} if votes > MOST_VOTES else _alike(topic)
    _memory[topic.pk] = _Compared(mark, aside, now, votes, alike)
    return _memory[topic.pk]


def _alike(topic: Topic) -> dict[str, _Same]:
    voters = Voter.objects.filter(topic=topic, aside=False).exclude(way=Voter.Way.HANDS)
    door_of = dict(voters.values_list("pk", "door_id"))
    rows = Vote.objects.filter(topic=topic, value__isnull=False).order_by("voter_id", "statement_id")
    read = rows.values_list("voter_id", "statement_id", "value").iterator(chunk_size=5000)
    alike: dict[str, _Same] = {}
    for voter, answers in ballots(read):
        door = door_of.get(voter)
        if door is None or len(answers) < ALIKE_ON:
            continue
        one = len({value for _, value in answers}) == 1
        alike.setdefault(key_of(door, answers), _Same(door, len(answers), one, [])).voters.append(voter)
    return {key: same for key, same in alike.items() if len(same.voters) >= ALIKE}


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
