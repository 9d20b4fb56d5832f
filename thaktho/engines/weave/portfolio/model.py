"""The integer programme behind a portfolio, solved by HiGHS through `scipy.optimize.milp`; exact at its edges.

HiGHS (https://highs.dev; Huangfu and Hall, Math. Prog. Comp. 10 (2018) 119-142) counts in doubles and lets a line
pass by a tolerance. Every answer is therefore checked in integers; a choice that breaks a line by a satang is shut out
by a cut and the model solved again. As the tolerance only lets more pass, "impossible" and bounds need no repair.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor, gcd
from typing import TYPE_CHECKING, Any

from thaktho.engines.weave.portfolio.demands import Demand
from thaktho.engines.weave.portfolio.exact import Choice
from thaktho.engines.weave.portfolio.lines import Column, Line, columns_of, cut, lines_of, one_way_each
from thaktho.engines.weave.portfolio.problem import Problem
from thaktho.engines.weave.portfolio.results import PortfolioError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REPAIRS = 200  # cuts before giving up


class Clock:
    """Seconds left of a limit."""

    def __init__(self, seconds: float) -> None:
        self.end = time.perf_counter() + seconds

    @property
    def left(self) -> float:
        return max(0.0, self.end - time.perf_counter())


@dataclass(frozen=True, slots=True)
class Answer:
    """`taken`: columns at 1, None when none was found. `proved`: nothing better exists, or with no `taken`, nothing at all.

    `bound` is the least the objective can be, in its own integers; only meaningful when something may exist.
    """

    taken: frozenset[int] | None
    proved: bool
    bound: int = 0


class Model:
    """Columns and the lines of each demand, built once; demands are then switched on, off, or replaced one by one."""

    def __init__(self, problem: Problem) -> None:
        self.columns: tuple[Column, ...] = columns_of(problem)
        self.always = one_way_each(self.columns)
        self.lines: dict[Demand, list[Line]] = {d: lines_of(d, self.columns) for d in problem.demands}

    def replaced(self, old: Demand, new: Demand | None) -> Model:
        """The same model with one demand changed (None: left out). Everything else is shared, not built again."""
        other = object.__new__(Model)
        other.columns, other.always = self.columns, self.always
        other.lines = {demand: lines for demand, lines in self.lines.items() if demand != old}
        if new is not None:
            other.lines[new] = lines_of(new, self.columns)
        return other

    def choice(self, taken: Iterable[int]) -> dict[str, Any]:
        return {self.columns[at].row.id: self.columns[at].option for at in sorted(taken)}

    def columns_taken(self, choice: Choice) -> frozenset[int]:
        return frozenset(at for at, c in enumerate(self.columns) if choice.get(c.row.id) == c.option)

    def minimise(
        self,
        objective: Sequence[int],
        clock: Clock,
        *,
        only: Iterable[Demand] | None = None,
        also: Sequence[Line] = (),
        within: float = 0.0,
        nodes: int | None = None,
    ) -> Answer:
        """The least objective under all demands, or under `only` these, and under the lines `also`.

        `within`: stop when nothing can be better by more than this share of the objective.
        """
        return self.search(objective, clock, self.active(only) + list(also), within=within, nodes=nodes)

    def search(
        self,
        objective: Sequence[int],
        clock: Clock,
        lines: list[Line],
        *,
        within: float = 0.0,
        nodes: int | None = None,
        free: frozenset[int] | None = None,
        taken: frozenset[int] = frozenset(),
    ) -> Answer:
        """The same under these lines, to which repairs are added. With `free`, other columns stay as in `taken`."""
        if not self.columns:
            held = all(line.kept(frozenset()) for line in lines)
            return Answer(frozenset() if held else None, proved=True)
        for _ in range(REPAIRS):
            answer = _solve(objective, lines, clock, within=within, nodes=nodes, free=free, taken=taken)
            if answer.taken is None:
                return answer
            wrong = [line for line in lines if not line.kept(answer.taken)]
            if not wrong:
                return answer
            lines += [cut(line, answer.taken) for line in wrong]
        raise PortfolioError(f"still broken after {REPAIRS} repairs")

    def least(self, objective: Sequence[int], also: Sequence[Line] = ()) -> int | None:
        """A quick lower bound of the objective (columns may be fractions); None when even fractions do not exist."""
        lines = self.active() + list(also)
        if not self.columns:
            return 0 if all(line.kept(frozenset()) for line in lines) else None
        answer = _solve(objective, lines, Clock(60), whole=False)
        return None if answer.proved and answer.taken is None else answer.bound

    def suspects(self, only: Iterable[Demand]) -> list[Demand] | None:
        """Demands that already clash when rows may be done in fractions (a Farkas certificate); None when they do not.

        Every demand's line gets a slack, the sum of slacks is minimised, and lines with a price are the certificate.
        """
        import numpy as np
        from scipy.optimize import linprog

        owned = [(d, line) for d in only for line in self.lines[d]]
        lines = [line for _, line in owned] + self.always
        width, slacks = len(self.columns), len(owned)
        if not owned or not width:
            return None
        matrix, low, high = _matrix(lines, width)
        signs = np.array([1.0 if line.hi is not None else -1.0 for line in lines])
        limits = np.where(signs > 0, high, -low)
        from scipy import sparse

        slack = sparse.vstack([-sparse.identity(slacks), sparse.csr_array((len(self.always), slacks))])
        found = linprog(
            np.concatenate([np.zeros(width), np.ones(slacks)]),
            A_ub=sparse.hstack([sparse.diags_array(signs) @ matrix, slack]).tocsr(),
            b_ub=limits,
            bounds=np.column_stack(
                [np.zeros(width + slacks), np.r_[np.ones(width), np.full(slacks, np.inf)]]
            ),
            method="highs",
        )
        if found.status != 0 or found.fun < 1e-6:
            return None
        priced = {
            d for (d, _), price in zip(owned, found.ineqlin.marginals, strict=False) if abs(price) > 1e-9
        }
        return [d for d in only if d in priced]

    def active(self, only: Iterable[Demand] | None = None) -> list[Line]:
        """The lines of all demands, or of `only` these, and those that always hold."""
        chosen = self.lines if only is None else only
        return self.always + [line for demand in chosen for line in self.lines[demand]]

    @cached_property
    def ids(self) -> dict[str, int]:
        """Place of every row in the order of ids, from 1."""
        return {row: at for at, row in enumerate(sorted({c.row.id for c in self.columns}), start=1)}


def _matrix(lines: Sequence[Line], width: int) -> tuple[Any, NDArray[np.float64], NDArray[np.float64]]:
    """Lines as a sparse matrix (lines x columns) with lower and upper limits, scaled by powers of two."""
    import numpy as np
    from scipy import sparse

    starts = np.cumsum([0, *(len(line.columns) for line in lines)])
    columns = np.fromiter((at for line in lines for at in line.columns), np.int32)
    scales = [line.scale for line in lines]
    pairs = list(zip(lines, scales, strict=True))
    values = np.fromiter((c / scale for line, scale in pairs for c in line.coefficients), np.float64)
    low = np.array([-np.inf if line.lo is None else line.lo / scale for line, scale in pairs])
    high = np.array([np.inf if line.hi is None else line.hi / scale for line, scale in pairs])
    return sparse.csr_array((values, columns, starts), shape=(len(lines), width)), low, high


def _solve(
    objective: Sequence[int],
    lines: Sequence[Line],
    clock: Clock,
    *,
    within: float = 0.0,
    nodes: int | None = None,
    whole: bool = True,
    free: frozenset[int] | None = None,
    taken: frozenset[int] = frozenset(),
) -> Answer:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    unit, width = gcd(*objective) or 1, len(objective)
    low, high = np.zeros(width), np.ones(width)
    if free is not None:
        fixed = [at for at in range(width) if at not in free]
        low[fixed] = high[fixed] = [float(at in taken) for at in fixed]
    options: dict[str, float] = {"mip_rel_gap": within, "time_limit": max(clock.left, 0.001)}
    if nodes is not None:
        options["node_limit"] = nodes
    found = milp(
        np.array([c // unit for c in objective], dtype=np.float64),
        integrality=np.full(width, int(whole)),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(*_matrix(lines, width)) if lines else (),
        options=options,
    )
    if found.status not in (0, 1, 2) and nodes is None:  # SciPy calls a spent node limit "other"
        raise PortfolioError(f"HiGHS: {found.message}")
    if found.status == 2:
        return Answer(None, proved=True)
    at_one = None if found.x is None else frozenset(np.flatnonzero(found.x > 0.5).tolist())
    least = found.mip_dual_bound if whole else found.fun
    known = least is not None and np.isfinite(least)
    bound = _ceiling(least) * unit if known else sum(min(c, 0) for c in objective)
    reached = at_one is not None and sum(objective[at] for at in at_one) <= bound
    return Answer(at_one, proved=reached if whole else found.status == 0, bound=bound)


def _ceiling(value: float) -> int:
    """The next whole number up, forgiving what a double may have lost."""
    return -floor(-value + 1e-6 * max(1.0, abs(value) * 1e-6))
