"""How long does the gap grid of a whole province take? Beside the plain way (each row against each cell) on a part.

python -m bench.gap [ROWS] [NEEDS]
"""

from __future__ import annotations

import random
import sys
import time

from thaktho.engines.weave.gap import EVERYONE, Axes, Need, PlannedRow, find_gaps, groups, tiles
from thaktho.engines.weave.gap.types import BASES
from thaktho.engines.weave.gazetteer import gazetteer

VIRTUES = ("sufficiency", "discipline", "integrity", "volunteering", "gratitude")
YEARS = (2563, 2564, 2565)


def plan(count: int, wanted: int, seed: int = 1) -> tuple[list[Need], list[PlannedRow], Axes]:
    """Needs and rows of one province: one in ten rows at the province, three at an amphoe, some parts unsaid."""
    dice = random.Random(seed)
    codes = [c for c in gazetteer().names if c.startswith("57")]
    amphoe, tambon = sorted(c for c in codes if len(c) == 4), sorted(c for c in codes if len(c) == 6)
    who = tuple(g for g in groups() if g != EVERYONE)

    def area() -> str:
        return dice.choice((["57"], *[amphoe] * 3, *[tambon] * 6)[dice.randrange(10)])

    rows = [
        PlannedRow(
            f"r{n}",
            (area(),) if dice.random() < 0.8 else (),
            tuple(dice.sample(VIRTUES, dice.randrange(3))),
            tuple(dice.sample((*who, EVERYONE), dice.randrange(3))),
            (dice.choice(YEARS),) if dice.random() < 0.9 else (),
        )
        for n in range(count)
    ]
    needs = [
        Need(
            f"n{n}",
            area(),
            dice.choice((*VIRTUES, None)),
            dice.choice((*who, None)),
            tuple(dice.sample(YEARS, 2)),
            dice.random(),
            dice.choice(BASES),
        )
        for n in range(wanted)
    ]
    return needs, rows, Axes(tuple(tambon), VIRTUES, who, YEARS)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    needs, rows, axes = plan(count, wanted)
    began = time.perf_counter()
    grid = find_gaps(needs, rows, axes, home="57")
    took = time.perf_counter() - began
    began = time.perf_counter()
    said = [c.explanation for c in grid.urgent()]
    drawn = tiles(grid, level=4)
    told = time.perf_counter() - began
    states = {s: sum(c.state == s for c in grid.cells) for s in ("gap", "partly", "covered", "no_data")}
    print(
        f"gap     {count} rows x {wanted} needs x {len(axes.areas)} tambon: {len(grid.cells)} cells in {took:.2f} s; {states}"
    )
    print(
        f"        {len(said)} explanations and {len(drawn.areas)} x {len(drawn.virtues)} tiles: {told:.2f} s"
    )
    began = time.perf_counter()
    met = 0
    some = grid.cells[:: max(1, len(grid.cells) // 100)]
    for cell in some:
        for row in rows:
            met += (
                cell.area in row.areas
                and cell.virtue in row.virtues
                and cell.group in row.groups
                and cell.year in row.years
            )
    plain = (time.perf_counter() - began) * len(grid.cells) / len(some)
    print(f"ratio   gap / each row against each cell (measured on {len(some)} cells) = {took / plain:.4f}")


if __name__ == "__main__":
    main()
