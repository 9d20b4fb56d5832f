"""The grid made small for drawing: area tiles x virtues, the groups and years of each folded into one."""

from __future__ import annotations

import math
from dataclasses import dataclass

from thaktho.engines.weave.gap.types import Cell, Grid, State

WORST: tuple[State, ...] = ("gap", "partly", "covered", "no_data")


@dataclass(frozen=True, slots=True)
class Tile:
    """One square. `state` is the worst of its cells that have data (gap, then partly, then covered), no_data when none
    has; the counts say how much of it that is. `urgency` is the sum of its cells'. `needs`: how many different needs."""

    area: str | None
    virtue: str | None
    state: State
    gap: int
    partly: int
    covered: int
    no_data: int
    urgency: float
    needs: int

    @property
    def text(self) -> str:
        """What a reader who does not see the drawing hears."""
        if self.state == "no_data":
            return "ไม่มีข้อมูล"
        known = self.gap + self.partly + self.covered
        said = [
            f"{word} {n}"
            for word, n in (
                ("ช่องว่าง", self.gap),
                ("ครอบคลุมบางส่วน", self.partly),
                ("ครอบคลุมแล้ว", self.covered),
            )
            if n
        ]
        return f"{' '.join(said)} จาก {known} ช่องที่มีข้อมูล"


@dataclass(frozen=True, slots=True)
class Tiles:
    """`areas` down, `virtues` across, `tiles[row][column]`."""

    areas: tuple[str | None, ...]
    virtues: tuple[str | None, ...]
    tiles: tuple[tuple[Tile, ...], ...]
    greatest: float

    def tile(self, area: str | None, virtue: str | None) -> Tile:
        """ValueError when there is none."""
        return self.tiles[self.areas.index(area)][self.virtues.index(virtue)]


def tiles(grid: Grid, *, level: int = 6, year: int | None = None, group: str | None = None) -> Tiles:
    """Fold `grid`. `level` is the length of the codes wanted: 2 province, 4 amphoe, 6 tambon or as it is; what lies
    inside is folded in, what lies above keeps a line of its own. `year` and `group` look at one only."""
    folded: dict[tuple[str | None, str | None], list[Cell]] = {}
    for cell in grid.cells:
        if (year is not None and cell.year != year) or (group is not None and cell.group != group):
            continue
        area = cell.area[:level] if cell.area is not None and len(cell.area) > level else cell.area
        folded.setdefault((area, cell.virtue), []).append(cell)
    areas = tuple(dict.fromkeys(a for a, _ in folded))
    virtues = tuple(dict.fromkeys(v for _, v in folded))
    made = tuple(tuple(_tile(a, v, folded.get((a, v), [])) for v in virtues) for a in areas)
    return Tiles(areas, virtues, made, max((t.urgency for line in made for t in line), default=0.0))


def _tile(area: str | None, virtue: str | None, cells: list[Cell]) -> Tile:
    count = {state: sum(c.state == state for c in cells) for state in WORST}
    state: State = next((s for s in WORST[:3] if count[s]), "no_data")
    urgency = round(math.fsum(c.urgency for c in cells), 6)
    needs = len({n for c in cells for n in c.needs})
    return Tile(
        area, virtue, state, count["gap"], count["partly"], count["covered"], count["no_data"], urgency, needs
    )
