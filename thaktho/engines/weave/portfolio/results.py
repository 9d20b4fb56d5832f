"""What comes out: the chosen rows, the totals, how tight each demand is, and, when nothing can be chosen, what clashes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from thaktho.engines.weave.portfolio.demands import Demand
from thaktho.engines.weave.portfolio.problem import Bonus, Option

Status = Literal["optimal", "feasible", "impossible", "unknown"]
Progress = Callable[[int, int, str], None]  # done, total, what is done now (Thai)


class PortfolioError(Exception):
    """The solver answered something that cannot be: a broken demand after every repair, or an error of its own."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row that is in, and how."""

    id: str
    option: Option

    @property
    def year(self) -> int:
        return self.option.start


@dataclass(frozen=True, slots=True)
class Spending:
    """Baht of one fund in one year, over all chosen rows."""

    year: int
    fund: str
    baht: Decimal


@dataclass(frozen=True, slots=True)
class Work:
    """Work of one network in one year, in the problem's unit."""

    year: int
    network: str
    days: Decimal


@dataclass(frozen=True, slots=True)
class Slack:
    """How far the plan is from a demand's edge: `used` against `limit` (baht, days or rows); `room` is what is left.

    For a cap room = limit - used; for a floor room = used - limit. Tight: no room at all. Locks, orders and
    exclusions have no room and are not listed.
    """

    demand: Demand
    used: Decimal
    limit: Decimal
    room: Decimal

    @property
    def tight(self) -> bool:
        return self.room == 0


@dataclass(frozen=True, slots=True)
class Score:
    """Points of the plan: `total` = `own` (the rows' values) + all bonuses. `by_year` counts a row in its start year."""

    total: int
    own: int
    bonuses: tuple[tuple[Bonus, int], ...]
    by_year: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """A minimal set of demands that cannot all hold: leave any one of them out, and the others can.

    `minimal` is False only when time ran out before that was proved. `message` is the whole as one Thai sentence list.
    """

    demands: tuple[Demand, ...]
    sentences: tuple[str, ...]
    message: str
    minimal: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer.

    optimal     no plan has more points (`bound` = the plan's points)
    feasible    a plan that keeps every demand, time ran out before it was proved best; no plan has more than `bound`
    impossible  no plan keeps every demand; `clashes` says why (sets that share no demand, each minimal)
    unknown     time ran out before any plan was found

    `settled`: among plans of equal points the rule (fewest changes from the present plan, earlier years, order of ids)
    was followed to the end. `unpriced`: rows none of whose options has its money stated; they were left out for that.
    """

    status: Status
    chosen: tuple[Chosen, ...] = ()
    spending: tuple[Spending, ...] = ()
    work: tuple[Work, ...] = ()
    slack: tuple[Slack, ...] = ()
    score: Score = Score(0, 0, (), ())
    bound: int = 0
    settled: bool = True
    clashes: tuple[Clash, ...] = ()
    unpriced: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def gap(self) -> float:
        """How much more than this plan's points the best could have, as a share of the bound. 0.0 when optimal."""
        return (self.bound - self.score.total) / self.bound if self.bound else 0.0

    @property
    def tight(self) -> tuple[Demand, ...]:
        return tuple(s.demand for s in self.slack if s.tight)

    def year_of(self, row: str) -> int | None:
        """The start year of a row, None when it is not in."""
        return next((c.year for c in self.chosen if c.id == row), None)


@dataclass(frozen=True, slots=True)
class Difference:
    """From one plan to another, by row id. `moved` holds (id, year before, year after); `points` is after - before.

    A row that keeps its year and takes another way (another fund) is in `changed`.
    """

    came_in: tuple[str, ...] = ()
    went_out: tuple[str, ...] = ()
    moved: tuple[tuple[str, int, int], ...] = ()
    changed: tuple[str, ...] = ()
    points: int = 0
    baht: Decimal = Decimal(0)

    @property
    def nothing(self) -> bool:
        return not (self.came_in or self.went_out or self.moved or self.changed)


def difference(before: Outcome, after: Outcome) -> Difference:
    """What changes when `after` takes the place of `before`."""
    was, now = {c.id: c for c in before.chosen}, {c.id: c for c in after.chosen}
    both = sorted(was.keys() & now.keys())
    stays = [row for row in both if was[row].year == now[row].year]
    return Difference(
        came_in=tuple(sorted(now.keys() - was.keys())),
        went_out=tuple(sorted(was.keys() - now.keys())),
        moved=tuple((r, was[r].year, now[r].year) for r in both if was[r].year != now[r].year),
        changed=tuple(row for row in stays if was[row].option.key != now[row].option.key),
        points=after.score.total - before.score.total,
        baht=sum((s.baht for s in after.spending), Decimal(0))
        - sum((s.baht for s in before.spending), Decimal(0)),
    )
