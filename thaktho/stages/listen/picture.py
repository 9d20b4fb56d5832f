"""The opinion map as a drawing: where everything of a published body lies on the sheet. No Django, no words.

Groups are told apart by shape, in ink and slate: the networks' colours mean networks. Colours stand here as attributes,
light theme and print; the room's CSS puts the theme's in their place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, EDGE = 720.0, 480.0, 28.0
HALF = math.sqrt(2 * math.log(2))  # half of a two-dimensional normal cloud lies within so many half axes
LEAST = 2.0  # units that the sheet shows at least: people who think alike are drawn alike, not blown up
SIZES = {5: 0.22, 10: 0.27, 20: 0.32, 50: 0.38, 100: 0.43}  # of a point in its cell, by level
NAME = 46.0  # half of a name's width
Spots = Sequence[tuple[float, float]]
LETTERS = ("ก", "ข", "ค", "ง", "จ", "ฉ")
MARKS = ("●", "■", "▲", "◆", "✚", "▼")
INKS = ("#1c202b", "#5c6b8a", "#867f74", "#1c202b", "#5c6b8a", "#867f74")


@dataclass(frozen=True)
class Ellipse:
    cx: float
    cy: float
    rx: float
    ry: float
    turn: int


@dataclass(frozen=True)
class Group:
    """`core` holds half of the group's places; `outer` half of where the group may lie: no place is known for sure."""

    id: str
    letter: str
    mark: str
    ink: str
    size: int
    core: Ellipse
    outer: Ellipse
    x: float  # of its name
    y: float
    anchor: str


@dataclass(frozen=True)
class Point:
    """A cell of the grid in which five ballots of one group lie, or more: drawn as the group's shape."""

    path: str
    ink: str
    tone: int


@dataclass(frozen=True)
class Picture:
    groups: list[Group]
    points: list[Point]
    network: Ellipse | None
    network_size: int
    own: Ellipse | None
    cross: tuple[float, float]
    width: int = int(WIDTH)
    height: int = int(HEIGHT)

    @property
    def faces(self) -> dict[str, Group]:
        return {group.id: group for group in self.groups}


@dataclass(frozen=True)
class _Frame:
    """From the map's units to the sheet's; y upwards on the map, downwards on the sheet."""

    left: float
    top: float
    unit: float

    def x(self, value: float) -> float:
        return round(WIDTH / 2 + (value - self.left) * self.unit, 1)

    def y(self, value: float) -> float:
        return round(HEIGHT / 2 - (value - self.top) * self.unit, 1)

    def ellipse(self, spread: Mapping[str, Any], times: float, more: float = 0.0) -> Ellipse:
        def axis(half: float) -> float:
            return round(max(6.0, times * math.hypot(half, more) * self.unit), 1)

        turn = -int(spread["turn"])
        return Ellipse(
            self.x(spread["x"]), self.y(spread["y"]), axis(spread["long"]), axis(spread["short"]), turn
        )


def draw(
    body: Mapping[str, Any],
    network: str = "",
    own: tuple[float, float, float] | None = None,
    letters: Sequence[str] = LETTERS,
) -> Picture | None:
    """The picture of a published map; None where no groups are told. `network`: whose cloud to lay over it; `own`: one's
    own place and how far off it may be."""
    if not body.get("groups"):
        return None
    frame = _frame(body, own)
    over = next((each for each in body["networks"] if each["network"] == network), None)
    place = {group["id"]: at for at, group in enumerate(body["groups"])}
    spots = _spots(body["points"], frame)
    groups: list[Group] = []
    for at, group in enumerate(body["groups"]):
        groups.append(_group(at, group, frame, letters[at], spots, groups))
    return Picture(
        groups=groups,
        points=_points(body["points"], place, frame),
        network=frame.ellipse(over, HALF) if over else None,
        network_size=over["size"] if over else 0,
        own=_own(own, frame) if own else None,
        cross=(frame.x(0), frame.y(0)),
    )


def _frame(body: Mapping[str, Any], own: tuple[float, float, float] | None) -> _Frame:
    xs, ys = [], []
    for group in body["groups"]:
        far = 1.35 * HALF * math.hypot(group["long"], group["sd"])
        xs += [group["x"] - far, group["x"] + far]
        ys += [group["y"] - far, group["y"] + far]
    size = body["points"]["size"]
    for x, y, *_ in body["points"]["cells"]:
        xs += [x * size, (x + 1) * size]
        ys += [y * size, (y + 1) * size]
    if own:
        xs.append(own[0])
        ys.append(own[1])
    width, height = max(LEAST, max(xs) - min(xs)), max(LEAST, max(ys) - min(ys))
    unit = min((WIDTH - 2 * EDGE) / width, (HEIGHT - 2 * EDGE) / height)
    return _Frame((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2, unit)


def _group(
    at: int, group: Mapping[str, Any], frame: _Frame, letter: str, spots: Spots, others: Sequence[Group]
) -> Group:
    outer = frame.ellipse(group, HALF, group["sd"])
    core = frame.ellipse(group, HALF)
    x, y = _name_spot(core, outer, spots, [(one.x, one.y) for one in others])
    return Group(
        group["id"], letter, MARKS[at], INKS[at], group["size"], core, outer, x=x, y=y, anchor="middle"
    )  # fmt: skip


def _name_spot(core: Ellipse, outer: Ellipse, points: Spots, names: Spots = ()) -> tuple[float, float]:
    """Where a name covers fewest points and no other name: above or below the group, near before far, else beside it."""

    def reach(one: Ellipse) -> tuple[float, float]:
        turn = math.radians(one.turn)
        wide = math.hypot(one.rx * math.cos(turn), one.ry * math.sin(turn))
        return wide, math.hypot(one.rx * math.sin(turn), one.ry * math.cos(turn))

    wanted = []
    for one in (core, outer):
        wide, high = reach(one)
        wanted += [(one.cx, one.cy - high - 12), (one.cx, one.cy + high + 26)]
        wanted += [(one.cx - wide - NAME, one.cy), (one.cx + wide + NAME, one.cy)]
    spots = [
        (round(min(max(x, NAME + 8), WIDTH - NAME - 8), 1), round(min(max(y, 24.0), HEIGHT - 12), 1))
        for x, y in wanted
    ]

    def covered(spot: tuple[float, float]) -> tuple[int, int]:
        over = sum(abs(x - spot[0]) < 2 * NAME and abs(y - spot[1]) < 26 for x, y in names)
        return over, sum(abs(x - spot[0]) < NAME + 12 and abs(y - spot[1] + 8) < 26 for x, y in points)

    return min(spots, key=covered)


def _spots(points: Mapping[str, Any], frame: _Frame) -> list[tuple[float, float]]:
    size = points["size"]
    return [(frame.x((x + 0.5) * size), frame.y((y + 0.5) * size)) for x, y, *_ in points["cells"]]


def _points(points: Mapping[str, Any], place: Mapping[str, int], frame: _Frame) -> list[Point]:
    size = points["size"]
    found = []
    for x, y, group, level in points["cells"]:
        if group not in place:
            continue
        at = place[group]
        radius = min(16.0, SIZES.get(level, 0.48) * size * frame.unit)
        spot = frame.x((x + 0.5) * size), frame.y((y + 0.5) * size)
        found.append(Point(_shape(at, *spot, radius), INKS[at], at % 3))
    return found


def _shape(at: int, x: float, y: float, r: float) -> str:
    """●■▲◆✚▼ as a path, so that the shapes print alike everywhere."""

    def ring(*corners: tuple[float, float]) -> str:
        return "M" + "L".join(f"{x + dx * r:.1f} {y + dy * r:.1f}" for dx, dy in corners) + "z"

    if at == 0:
        return (
            f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
        )
    if at == 1:
        return ring((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9))
    if at == 2:
        return ring((0, -1.1), (1.1, 0.9), (-1.1, 0.9))
    if at == 3:
        return ring((0, -1.2), (1, 0), (0, 1.2), (-1, 0))
    if at == 5:
        return ring((0, 1.1), (1.1, -0.9), (-1.1, -0.9))
    a = 0.4
    return ring(
        (-a, -1), (a, -1), (a, -a), (1, -a), (1, a), (a, a), (a, 1), (-a, 1), (-a, a), (-1, a), (-1, -a), (-a, -a)
    )  # fmt: skip


def _own(own: tuple[float, float, float], frame: _Frame) -> Ellipse:
    x, y, sd = own
    wide = round(max(8.0, HALF * sd * frame.unit), 1)
    return Ellipse(frame.x(x), frame.y(y), wide, wide, 0)
