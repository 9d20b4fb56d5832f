"""How far the four works of the loom are."""

from __future__ import annotations

from dataclasses import dataclass

from thaktho.engines.weave import gap as engine
from thaktho.ground.programme.models import Programme

from ..models import Portfolio
from . import collaborations, weaving
from .gaps import Look, grid, standing


@dataclass(frozen=True)
class GapProgress:
    decided: int
    total: int


@dataclass(frozen=True)
class Loom:
    pairs: weaving.Progress
    gaps: GapProgress
    collaborations: collaborations.Progress
    scenarios: int
    adopted: Portfolio | None


def loom(programme: Programme) -> Loom:
    """The loom's front page. About twelve queries, whatever the number of rows."""
    found = list(Portfolio.objects.filter(programme=programme).only("pk", "name", "adopted_at", "state"))
    return Loom(
        weaving.progress(programme),
        gap_progress(programme),
        collaborations.progress(programme),
        len(found),
        next((one for one in found if one.adopted_at), None),
    )


def gap_progress(programme: Programme) -> GapProgress:
    """Squares of the whole grid that are gaps, and how many of them people decided."""
    folded = engine.tiles(grid(programme, Look()), level=4, year=None, group=None)
    decided = {(one.area, one.virtue) for one in standing(programme, Look())}
    open_ = [
        (area or programme.province_id, virtue or "")
        for area, tiles in zip(folded.areas, folded.tiles, strict=True)
        for virtue, tile in zip(folded.virtues, tiles, strict=True)
        if tile.state in ("gap", "partly")
    ]
    return GapProgress(sum(square in decided for square in open_), len(open_))
