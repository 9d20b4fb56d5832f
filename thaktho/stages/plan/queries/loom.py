"""How far the four works of the loom are."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When

from thaktho.engines.weave import gap as engine
from thaktho.ground.programme.models import Programme

from ..models import Collaboration, Portfolio
from . import collaborations, weaving
from .gaps import Look, grid, standing

ADOPTED = "adopted"


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
    adopted: bool


def loom(programme: Programme) -> Loom:
    """The loom's front page. Ten queries, whatever the number of rows."""
    together, scenarios = _counts(programme)
    return Loom(
        weaving.progress(programme),
        gap_progress(programme),
        collaborations.progress_of(together),
        sum(scenarios.values()),
        ADOPTED in scenarios,
    )


def _counts(programme: Programme) -> tuple[dict[str, int], dict[str, int]]:
    """Collaborations by state, and scenarios by state with the adopted one apart. One query."""
    together = Collaboration.objects.filter(programme=programme).exclude(stale=True, state="proposed")
    scenarios = Portfolio.objects.filter(programme=programme)
    adopted = Case(
        When(adopted_at__isnull=False, then=Value(ADOPTED)), default=F("state"), output_field=CharField()
    )
    found: dict[str, dict[str, int]] = {"together": {}, "scenario": {}}
    for what, state, count in _counted(together, "together", F("state")).union(
        _counted(scenarios, "scenario", adopted), all=True
    ):
        found[what][state] = count
    return found["together"], found["scenario"]


def _counted(found: QuerySet, what: str, state: Case | F) -> QuerySet:
    named = found.order_by().annotate(what=Value(what, output_field=CharField()), stands=state)
    return named.values_list("what", "stands").annotate(Count("pk"))


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
