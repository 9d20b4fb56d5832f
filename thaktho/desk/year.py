"""The line of a fiscal year: its months, its meetings, and today."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import caches

from thaktho.ground import rooms
from thaktho.ground.programme.models import Programme
from thaktho.ground.requests import whole
from thaktho.stages.convene import queries as convene
from thaktho.thai.dates import fiscal_span, fiscal_year

MONTHS = (10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9)
# About how much of the line a letter of a label takes, in per cent; marks above and below take no room.
LETTER = 0.68
LEAST_WIDTH = 5
MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"


@dataclass(frozen=True)
class Point:
    label: str
    on: date
    place: int  # per cent of the line
    held: bool
    high: bool  # on the upper level, so that neighbours do not run into each other
    url: str
    end: bool  # near the line's end: written to the left of its point


@dataclass(frozen=True)
class YearLine:
    year: int
    months: list[tuple[int, bool]]  # month number, whether it is today's
    points: list[Point]
    today: int | None
    years: list[int]  # of the programme, to choose from

    @property
    def tall(self) -> bool:
        return any(point.high for point in self.points)


def shown_year(programme: Programme, today: date, wish: str = "") -> int:
    """The year asked for; else today's while the programme runs; else the last one in which people met; else the
    programme's nearest."""
    wished = whole(wish)
    if wished is not None and programme.first_year - 1 <= wished <= programme.last_year + 1:
        return wished
    if programme.first_year <= fiscal_year(today) <= programme.last_year:
        return fiscal_year(today)
    met = [year for year in _met(programme) if programme.first_year <= year <= programme.last_year]
    return met[0] if met else min(max(fiscal_year(today), programme.first_year), programme.last_year)


def _met(programme: Programme) -> list[int]:
    """Years with a meeting, newest first; kept for a minute, as they change a few times a year."""
    return caches["memory"].get_or_set(f"desk.years.{programme.pk}", lambda: convene.years(programme), 60)


def year_line(programme: Programme, year: int, today: date) -> YearLine:
    first, last = fiscal_span(year)
    inside = first <= today <= last
    length = (last - first).days
    points: list[Point] = []
    for mark in convene.fiscal_year_line(programme, year):
        place = round(100 * mark.at)
        level = [point for point in points if not point.high][-1:]
        near = bool(level) and place - level[0].place < _width(level[0].label)
        points.append(
            Point(
                mark.label,
                mark.on,
                place,
                mark.held,
                near,
                rooms.reverse_or_none("convene_meeting", province=programme.slug, id=_id(mark)),
                place > 88,
            )
        )
    return YearLine(
        year,
        [(month, inside and today.month == month) for month in MONTHS],
        points,
        round(100 * (today - first).days / length) if inside else None,
        sorted({*range(programme.first_year, programme.last_year + 1), year}),
    )


def _width(label: str) -> float:
    return max(
        LEAST_WIDTH,
        1 + LETTER * sum(not unicodedata.combining(letter) and letter not in MARKS for letter in label),
    )


def _id(mark: Any) -> Any:
    return mark.meeting.pk
