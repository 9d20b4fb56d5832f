"""Gap: where a need stands and no row of the plan acts. area x virtue x target group x year; people decide.

    from thaktho.engines.weave.gap import Axes, Need, PlannedRow, find_gaps, tiles
    grid = find_gaps(needs, rows, Axes(areas=amphoe_codes, virtues=("discipline", "integrity"), years=(2564, 2565)))
    grid.urgent()[0].explanation

Nothing is a gap by silence: a cell in which nobody stated a need is `no_data`, whatever stands beside it.
"""

from thaktho.engines.weave.gap.grid import FACTORS, find_gaps, pull
from thaktho.engines.weave.gap.groups import groups, groups_in, groups_of
from thaktho.engines.weave.gap.tiles import Tile, Tiles, tiles
from thaktho.engines.weave.gap.types import (
    EVERYONE,
    Axes,
    Basis,
    Cell,
    GapError,
    Grid,
    Ids,
    Need,
    PlannedRow,
    State,
    Tally,
    wilson_low,
)

__all__ = [
    "EVERYONE", "FACTORS", "Axes", "Basis", "Cell", "GapError", "Grid", "Ids", "Need", "PlannedRow", "State", "Tally", "Tile",
    "Tiles", "find_gaps", "groups", "groups_in", "groups_of", "pull", "tiles", "wilson_low",
]  # fmt: skip
