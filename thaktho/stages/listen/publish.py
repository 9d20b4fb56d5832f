"""What of an opinion map anybody may read. Pure functions like `tally`: no database, no clock.

`tally` says what is published of a network's answers. A map adds groups, and a group's answers are the same ballots
counted otherwise: told carelessly, the groups together less the networks that are told would be the network that is not.
Five rules, tried by attackers in `tests/stages/listen/test_publish.py`:

1. **Groups count only what the networks' published figures count.** A statement's ballots from a network whose cell is
   not told are in no group's figure of that statement. So the groups' sum is a sum that was published already.
2. **Where a network is told as a range, groups are told by that range.** Of the ballots from such networks a group's
   figure says what follows from the networks' ranges and the group's number of ballots, nothing else. The choice depends
   on what is public, never on the counts: that a figure is coarse tells nobody why.
3. **In fives.** Of the ballots from networks told exactly, a group's count is a range of five (10-14), or the range
   "four fifths to all" where `tally` would give it.
4. **Never fewer than five.** A group with fewer than five ballots on a statement is not told, and neither is the next
   smallest until those not told are five together: else the whole less the others would be the one.
5. **No person has a place.** Points are cells of a grid with five ballots of one group at least, in steps. The middle and
   the spread of a group or network are told so coarsely that one ballot moves them by less than a step; a network's from
   twenty ballots on.

A finding's certificate (in how many tenths of the sub-samples it stands) is told once, of the final map, and only of
statements whose published list is the exact one.

While a topic is open there are no counts of groups at all: sizes in fives, and of a group's own statements the share in
tenths, never above nine or below one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .tally import STEP, Counts, Figure, Range, publish

FEWEST_FOR_GROUPS = 50  # ballots: under that nobody's groups are more than chance
FEWEST_OF_NETWORK = 20
FEWEST_OF_SHARE = 10
NARROW = 0.25  # of the spread that answers give when they differ, which is about one
CERTIFIED = ("all", "refused_by", "rejected")
LEVELS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)

Json = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One group's ballots on one statement: `plain` from networks told exactly, `ranged` how many from those told as
    ranges. Ballots from networks that are not told are in neither."""

    plain: Counts = field(default_factory=Counts)
    ranged: int = 0

    @property
    def n(self) -> int:
        return self.plain.n + self.ranged


def group_figures(parts: Mapping[str, Part], ranges: Iterable[Figure]) -> dict[str, Figure | None]:
    """What may be told of each group on one statement; `ranges`: the networks' published cells that are ranges, of the
    very ballots that the parts count as `ranged`."""
    cells = list(ranges)
    hidden = _hidden({name: part.n for name, part in parts.items()})
    return {name: None if name in hidden else _figure(part, cells) for name, part in parts.items()}


def _hidden(sizes: Mapping[str, int]) -> set[str]:
    """Groups under five, and the smallest of the others until five ballots stand behind what is not told."""
    order = sorted(sizes, key=lambda name: (sizes[name], name))
    hidden, behind = set[str](), 0
    for name in order:
        if sizes[name] < STEP or 0 < behind < STEP:
            hidden.add(name)
            behind += sizes[name]
    return hidden


def _figure(part: Part, cells: Sequence[Figure]) -> Figure:
    near = publish(part.plain)
    if near is None or near.exact:
        agree, passed, disagree = (_five(count, part.plain.n) for count in _three(part.plain))
        near = Figure(part.plain.n, agree, passed, disagree)
    whole = sum(cell.n for cell in cells)
    more = [
        _follows(part.ranged, whole, [getattr(cell, name) for cell in cells])
        for name in ("agree", "passed", "disagree")
    ]
    return Figure(part.n, near.agree + more[0], near.passed + more[1], near.disagree + more[2])


def _three(counts: Counts) -> tuple[int, int, int]:
    return counts.agree, counts.passed, counts.disagree


def _five(count: int, n: int) -> Range:
    low = count - count % STEP
    return Range(low, min(n, low + STEP - 1))


def _follows(own: int, whole: int, ranges: Sequence[Range]) -> Range:
    """Of `own` out of `whole` ballots: how many gave an answer which all of them gave so often."""
    low, high = sum(each.low for each in ranges), sum(each.high for each in ranges)
    return Range(max(0, own - (whole - low)), min(own, high))


@dataclass(frozen=True)
class Placed:
    """One ballot on the whole map; never leaves this room."""

    x: float
    y: float
    sd: float
    group: str
    network: str


def placed(whole: Json, network_of: Mapping[str, str]) -> list[Placed]:
    return [
        Placed(one["x"], one["y"], one["sd"] or 0.0, one["group"], network_of[one["id"]])
        for one in whole["voters"]
        if one["group"] is not None and one["id"] in network_of
    ]


def body(whole: Json, network_of: Mapping[str, str], *, final: bool) -> Json:
    """What anybody may read of a map, while the topic is open and after. `whole`: the engine's map; `network_of`: each
    ballot's network. Group figures of the closed topic are made by `group_figures` and put in by the caller."""
    ballots = placed(whole, network_of)
    told = Counter(ballot.network for ballot in ballots)
    people = sum(count for count in told.values() if count >= STEP)
    found: Json = {
        "final": final,
        "people": people - people % STEP,
        "why": "few" if len(ballots) < FEWEST_FOR_GROUPS else "",
        "groups": [],
        "networks": [],
        "points": {"size": 0, "cells": []},
        "stability": {},
        "figures": {},  # by statement and group, of a closed topic
        "certificates": {},  # by statement, of a closed topic
        "complete": False,  # whether the figures hold all that the networks' figures hold
    }
    if found["why"]:
        return found
    return found | {
        "groups": _groups(whole, ballots, told),
        "networks": _networks(ballots, told),
        "points": _points(ballots),
        "stability": _stability(whole["stability"]),
    }


def _groups(whole: Json, ballots: Sequence[Placed], told: Mapping[str, int]) -> list[Json]:
    """Groups of five ballots and more. Sizes count the networks of which a number is told, so that they add up to nothing
    new."""
    members = defaultdict(list)
    for ballot in ballots:
        members[ballot.group].append(ballot)
    found = []
    for group in whole["groups"]:
        own = members[group["id"]]
        if len(own) < STEP:
            continue
        size = sum(1 for ballot in own if told[ballot.network] >= STEP)
        found.append(
            {
                "id": group["id"],
                "size": size - size % STEP,
                **spread(own),
                "representative": [
                    {"statement": line["statement"], "side": line["side"], "tenths": tenths(line["p"])}
                    for line in group["representative"]
                    if line["votes"][1] >= FEWEST_OF_SHARE
                ],
            }
        )
    return found


def tenths(share: float) -> int:
    """A share in tenths. Nearly all and all are one: nobody is known to be unanimous."""
    return max(1, min(9, round(10 * share)))


def _networks(ballots: Sequence[Placed], told: Mapping[str, int]) -> list[Json]:
    members = defaultdict(list)
    for ballot in ballots:
        members[ballot.network].append(ballot)
    return [
        {"network": name, "size": count - count % STEP, **spread(members[name])}
        for name, count in sorted(told.items())
        if count >= FEWEST_OF_NETWORK
    ]


def spread(ballots: Sequence[Placed]) -> Json:
    """Middle, half axes and turn of the ballots' cloud, and how far off a ballot's own place may be."""
    n = len(ballots)
    step = coarse(n)
    x, y = sum(one.x for one in ballots) / n, sum(one.y for one in ballots) / n
    xx = sum((one.x - x) ** 2 for one in ballots) / n
    yy = sum((one.y - y) ** 2 for one in ballots) / n
    xy = sum((one.x - x) * (one.y - y) for one in ballots) / n
    middle, turn = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
    return {
        "x": _to(x, step),
        "y": _to(y, step),
        "long": max(step, _to(math.sqrt(middle + turn), step)),
        "short": max(step, _to(math.sqrt(max(0.0, middle - turn)), step)),
        "turn": 15 * round(math.degrees(math.atan2(2 * xy, xx - yy) / 2) / 15),
        "sd": _to(math.sqrt(sum(one.sd**2 for one in ballots) / n), 0.1),
    }


def coarse(n: int) -> float:
    """The step in which a mean of n ballots is told: four units of the map shared by all of them, so that one ballot,
    wherever it lies, moves the mean by less than a step."""
    return max(0.1, math.ceil(40 / n) / 10)


def _to(value: float, step: float) -> float:
    return round(round(value / step) * step, 2) + 0.0


def _points(ballots: Sequence[Placed]) -> Json:
    """Cells of a grid with five ballots of a group and more, each with a level: at least so many. None where all lie in
    the middle: there places say nothing."""
    whole = spread(ballots)
    if whole["long"] < NARROW:
        return {"size": 0, "cells": []}
    size = max(0.1, round(20 * min(1.0, whole["long"]) * 3.2 / len(ballots) ** (1 / 3)) / 20)
    counts = Counter(
        (math.floor(one.x / size), math.floor(one.y / size), one.group) for one in ballots
    )  # fmt: skip
    cells = [
        [*place, max(level for level in LEVELS if level <= count)]
        for place, count in sorted(counts.items())
        if count >= STEP
    ]
    return {"size": size, "cells": cells}


def _stability(found: Json) -> Json:
    k = str(found["groups"])

    def share(value: float | None) -> float | None:
        return None if value is None else round(value, 2)

    return {
        "groups": found["groups"],
        "halves": share(found["split_half"].get(k)),
        "by_chance": share(found["split_half_by_chance"].get(k)),
        "samples": share(found["subsample_ari_mean"]),
        "times": len(found["subsample_ari"]),
    }


def certificates(whole: Json, listed: Mapping[str, str]) -> Json:
    """By statement: its list, and in how many tenths of the sub-samples of people it stands there. `listed`: the published
    list of each statement. Only where the exact counts say what the published figures say already: that a network is
    not told could otherwise be read off a list that differs, and so there is none of `not_enough`."""
    return {
        line["statement"]: {"list": line["list"], "tenths": round(10 * line["stands"])}
        for line in [*whole.get("consensus", []), *whole.get("rejected", [])]
        if line["list"] in CERTIFIED and listed.get(line["statement"]) == line["list"]
    }


def grown_enough(before: int | None, now: int, statements: int) -> bool:
    """May there be another map while the topic is open? `before`, `now`: answers at the last map and now.

    Two maps can be subtracted, so five ballots at least must stand between them. One ballot answers a statement once and
    a changed answer is no more answers: four ballots add at most four times the statements, hidden ones counted. Beyond
    that, a map is worth its making when 20 answers and a fiftieth have come. The closing publishes what an open map held
    in reserve (`ballots.RESERVE`), so it adds five ballots too."""
    return now - (before or 0) >= max(20, (before or 0) // 50, 4 * statements + 1)
