"""Counts by amphoe as tiles (or a list of bars where the province has no grid), for any room's register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from .models import Place
from .queries import OfProvince, grid


@dataclass(frozen=True)
class TileMap:
    tiles: list[dict[str, Any]]
    bars: list[dict[str, Any]]
    steps: list[tuple[str, str]]
    known: bool  # whether anything names a place


def tile_map(
    programme: OfProvince,
    counts: dict[str, int],
    floors: tuple[int, int, int, int],
    query: QueryDict,
    districts: Sequence[Place],
) -> TileMap:
    """Each tile leads to the same list of that amphoe only."""
    known = {place.code: place for place in districts}
    most = max(counts.values(), default=0)

    def tile(place: Place) -> dict[str, Any]:
        count = counts.get(place.code, 0)
        chosen = query.copy()
        chosen.pop("page", None)
        chosen["amphoe"] = place.code
        return {
            "name": place.name_th,
            "count": count,
            "tint": f"q{sum(count >= floor for floor in floors)}",
            "url": f"?{chosen.urlencode()}" if count else "",
        }

    rows = grid(programme, known)
    if rows is not None:
        tiles = [
            tile(place) | {"x": x, "y": y}
            for y, row in enumerate(rows, 1)
            for x, place in enumerate(row, 1)
            if place
        ]
        return TileMap(tiles, [], _steps(floors, most, len(counts) < len(tiles)), bool(counts))
    bars = [
        one | {"label": one["name"], "width": f"w{round(100 * one['count'] / most) if most else 0}"}
        for one in map(tile, districts[:60])
    ]
    return TileMap([], bars, [], bool(counts))


def _steps(floors: tuple[int, int, int, int], most: int, zero: bool) -> list[tuple[str, str]]:
    """Only the steps that occur: 0, 1, 2–3, 4–7, 8 ขึ้นไป."""
    steps = [("q0", "0")] if zero else []
    for number, floor in enumerate(floors, 1):
        if most < floor:
            break
        if number == len(floors):
            words = gettext("%(floor)s ขึ้นไป") % {"floor": floor}
        else:
            upto = floors[number] - 1
            words = str(floor) if upto == floor else f"{floor}–{upto}"
        steps.append((f"q{number}", words))
    return steps
