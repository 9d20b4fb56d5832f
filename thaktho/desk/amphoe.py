"""The plan by amphoe: tiles where the province has a grid, else a list with bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from thaktho.ground import rooms
from thaktho.ground.access import Actor
from thaktho.ground.places import queries as places
from thaktho.ground.programme.models import Programme
from thaktho.stages.plan import queries as plan

# Floors of the four tints. The first set whose last floor reaches a third of the largest count is taken.
FLOORS = ((1, 2, 3, 4), (1, 3, 5, 8), (1, 5, 8, 11), (1, 10, 20, 30), (1, 25, 50, 100), (1, 100, 200, 400))


@dataclass(frozen=True)
class AmphoeMap:
    tiles: list[dict[str, Any]]
    bars: list[dict[str, Any]]
    steps: list[tuple[str, str]]
    known: bool  # whether any row names a place


def amphoe_map(programme: Programme, by: Actor) -> AmphoeMap:
    counts = plan.count_by_amphoe(programme, by)
    most = max(counts.values(), default=0)
    floors = next((floors for floors in FLOORS if floors[3] * 3 >= most), FLOORS[-1])
    tiles: list[dict[str, Any]] = []
    bars: list[dict[str, Any]] = []
    grid = places.tiles(programme)
    if grid:
        for y, row in enumerate(grid, 1):
            tiles += [
                _tile(programme, place, counts, floors) | {"x": x, "y": y}
                for x, place in enumerate(row, 1)
                if place
            ]
    else:
        for place in places.districts(programme)[:60]:
            tile = _tile(programme, place, counts, floors)
            bars.append(
                tile
                | {"label": tile["name"], "width": f"w{round(100 * tile['count'] / most) if most else 0}"}
            )
    return AmphoeMap(tiles, bars, _steps(floors, most, counts, len(tiles)), bool(counts))


def _tile(
    programme: Programme, place: Any, counts: dict[str, int], floors: tuple[int, ...]
) -> dict[str, Any]:
    count = counts.get(place.code, 0)
    url = rooms.address(programme.slug, "plan/rows/", f"?amphoe={place.code}") if count else ""
    return {
        "name": place.name_th,
        "count": count,
        "tint": f"q{sum(count >= floor for floor in floors)}",
        "url": url,
    }


def _steps(floors: tuple[int, ...], most: int, counts: dict[str, int], size: int) -> list[tuple[str, str]]:
    """Only steps that occur, zero among them: 0, 1–4, 5–7, 8–10, 11 ขึ้นไป."""
    steps: list[tuple[str, str]] = []
    if len([count for count in counts.values() if count]) < size:
        steps.append(("q0", "0"))
    for number, floor in enumerate(floors, 1):
        if most < floor:
            break
        last = number == len(floors)
        upto = floors[number] - 1 if not last else floor
        words = (
            gettext("%(floor)s ขึ้นไป") % {"floor": floor}
            if last
            else str(floor)
            if upto == floor
            else f"{floor}–{upto}"
        )
        steps.append((f"q{number}", words))
    return steps
