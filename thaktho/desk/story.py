"""A thing's whole thread as a page: voices in their networks' colours, joined, then one line through the stages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from thaktho.ground.access import Actor
from thaktho.ground.thread import queries as thread
from thaktho.ground.thread.registry import Knot, kind

LANES = 7  # as many voices as run beside each other; more are counted
MOST = 12  # of one stage

STAGES = (
    (1, _("เสียง"), _("ยังไม่มีข้อความที่เป็นที่มาของเรื่องนี้")),
    (2, _("แผน"), _("ยังไม่อยู่ในแผน")),
    (3, _("ประกาศ"), _("ยังไม่มีข้อในประกาศเจตนารมณ์")),
    (4, _("กิจกรรม"), _("ยังไม่มีรายงานกิจกรรม")),
    (5, _("ระดับ"), _("ยังไม่ได้นับเป็นหลักฐานของระดับใด")),
)


@dataclass(frozen=True)
class Voice:
    """One source, in a lane of its own. `passing` are the lanes that run past it."""

    knot: Knot
    lane: int
    passing: list[tuple[int, int | None]]


@dataclass(frozen=True)
class Stage:
    label: Any
    knots: list[Knot] = field(default_factory=list)
    note: Any = ""  # what is said where nothing has happened
    reached: bool = False  # the solid thread comes this far
    last: bool = False  # the solid thread ends here
    more: int = 0  # beyond those listed


@dataclass(frozen=True)
class Page:
    knot: Knot
    label: str
    voices: list[Voice]
    lanes: list[tuple[int, int | None]]  # of the join: lane, colour
    centre: int
    more_voices: int
    stages: list[Stage]
    hidden: int
    is_example: bool


def page(by: Actor, kind_name: str, id: UUID) -> Page | None:
    story = thread.story(by, kind_name, id)
    if story is None:
        return None
    everything = [*story.before, story.knot, *story.after]
    by_weft: dict[int, list[Knot]] = {}
    for knot in dict.fromkeys(everything):
        by_weft.setdefault(_weft(knot), []).append(knot)
    own = _weft(story.knot)
    voices = by_weft.get(1, []) if own != 1 else []
    meetings = [knot for knot in voices if knot.network_order is None and knot.kind.startswith("convene.")]
    voices = [knot for knot in voices if knot not in meetings and knot.kind != "listen.topic"]
    if meetings:  # where it was spoken of stands with the plan, not among the voices
        by_weft[1], by_weft[2] = voices, [*meetings, *by_weft.get(2, [])]
    seen = voices[:LANES]
    placed = [
        Voice(knot, lane, [(other, seen[other].network_order) for other in range(lane)])
        for lane, knot in enumerate(seen)
    ]
    furthest = max((weft for weft in by_weft if weft <= 5), default=own)
    known = kind(kind_name)
    return Page(
        knot=story.knot,
        label=known.label if known else "",
        voices=placed,
        lanes=[(lane, knot.network_order) for lane, knot in enumerate(seen)],
        centre=len(seen) // 2,
        more_voices=len(voices) - len(seen),
        stages=_stages(by_weft, own, furthest, bool(voices)),
        hidden=story.hidden,
        is_example=any(knot.is_example for knot in everything),
    )


def _stages(by_weft: dict[int, list[Knot]], own: int, furthest: int, voices_drawn: bool) -> list[Stage]:
    stages = []
    for weft, label, note in STAGES:
        if weft == 1 and (voices_drawn or (own != 1 and 1 not in by_weft)):
            continue
        knots = by_weft.get(weft, [])
        more = max(0, len(knots) - MOST)
        stages.append(
            Stage(label, knots[:MOST], "" if knots else note, weft <= furthest, weft == furthest, more)
        )
    return stages


def _weft(knot: Any) -> int:
    known = kind(knot.kind)
    return known.weft if known else 99
