"""The nouns of collaboration: what is lacking and what is on offer in, proposals out. All frozen.

Areas are official codes, each a prefix of what lies in it ("57" > "5701" > "570101"). Years are fiscal years, BE. Topics
are codes of the action lexicon, or any tags of the caller's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Capital = Literal["moral", "social", "cultural", "human"]
Kind = Literal["moral", "social", "cultural", "human", "tool", "action", "place", "time"]
Closeness = Literal["tambon", "amphoe", "province", "elsewhere", "unknown"]
Subject = Literal["same", "theme", "open"]
Timing = Literal["overlap", "unknown"]
Aspect = Literal["gives", "subject", "place", "time", "capacity"]

CAPITALS: tuple[Capital, ...] = ("moral", "social", "cultural", "human")
KINDS: tuple[Kind, ...] = (*CAPITALS, "tool", "action", "place", "time")

# Points of a pair: one of each table, and `stated` where people asked for it themselves. Times the lack's weight this is
# what the matching makes as large as it can.
SUBJECT: dict[Subject, int] = {"same": 40, "theme": 20, "open": 10}
CLOSENESS: dict[Closeness, int] = {"tambon": 30, "amphoe": 20, "province": 10, "unknown": 5, "elsewhere": 0}
TIMING: dict[Timing, int] = {"overlap": 20, "unknown": 8}
STATED = 10
POINTS = {"subject": SUBJECT, "place": CLOSENESS, "time": TIMING, "stated": {"stated": STATED}}


class CollaborateError(ValueError):
    """An offer or lack that cannot be meant: one id twice, a capacity below zero, a weight not above it, an unknown kind."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a network has and could lend. `text` names it ("วิทยากรกระบวนการ 5 คน"), `organisation` who holds it.

    `capacity`: how many rows it can serve in one fiscal year; None = not said, and then one is counted. `areas` empty =
    not known where; `years` empty = any year; `start`..`end` when it is to be had (both included). `topics` empty =
    of use to anything. `source`: the row, capital or tool it comes from.
    """

    id: str
    network: str
    kind: Kind
    text: str
    topics: frozenset[str] = frozenset()
    areas: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    start: date | None = None
    end: date | None = None
    capacity: int | None = None
    organisation: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a row goes without. `stated`: people typed it; else it was read off the row. `weight` > 0, no unit."""

    id: str
    network: str
    kind: Kind
    row: str = ""
    text: str = ""
    topics: frozenset[str] = frozenset()
    areas: tuple[str, ...] = ()
    year: int | None = None
    start: date | None = None
    end: date | None = None
    stated: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a proposal is made. `words` are the words of the two that show it, to be underlined."""

    aspect: Aspect
    text_th: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One network could help another. `points` as POINTS says, without the weight."""

    lack: str
    offer: str
    giver: str
    taker: str
    kind: Kind
    points: int
    subject: Subject
    place: Closeness
    time: Timing
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Unmet:
    """A lack that got nothing, and why: nobody has such a thing, none fits, or those who have it are full."""

    lack: str
    why: Literal["nobody", "none_fits", "full"]
    text_th: str


@dataclass(frozen=True, slots=True)
class Matching:
    """`proposals` by points (most first), then ids. `total` is the objective reached: sum of weight x points.
    `carried`: how many proposals each giving network carries, none more than `most`."""

    proposals: tuple[Proposal, ...]
    unmet: tuple[Unmet, ...]
    total: float
    carried: tuple[tuple[str, int], ...]
    most: int
