"""Why nothing can be chosen: minimal sets of clashing demands, by a deletion filter.

An irreducible infeasible set is found by dropping demands, in growing chunks, as long as the rest still clash
(Chinneck, Feasibility and Infeasibility in Optimization, 2008, ch. 6-7: elastic and deletion filters). Where rows
done in fractions clash already, the elastic programme's prices name a small set to begin with. As fewer demands never
clash more, what remains is minimal: without any one of them, the others can hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from thaktho.engines.weave.portfolio.demands import Demand, Must, order
from thaktho.engines.weave.portfolio.model import Clock, Model
from thaktho.engines.weave.portfolio.money import hundredths
from thaktho.engines.weave.portfolio.problem import Problem
from thaktho.engines.weave.portfolio.results import Clash, Progress
from thaktho.engines.weave.portfolio.sentences import clash_message, say, why_alone


def find_clashes(
    problem: Problem, model: Model, clock: Clock, most: int = 3, progress: Progress | None = None
) -> tuple[Clash, ...]:
    """Up to `most` clashes that share no demand. The first is found when there is one and time allows."""
    rest = sorted(problem.demands, key=lambda d: (*order(d)[:1], _weight(d, problem), order(d)))
    found: list[Clash] = []
    while len(found) < most:
        if progress:
            progress(len(found), most, "กำลังหาข้อกำหนดที่ขัดกัน")
        core, minimal = _minimal(rest, model, clock)
        if not core:
            break
        found.append(_clash(core, minimal, problem))
        if not minimal:
            break
        rest = [d for d in rest if d not in core]
    return tuple(found)


def _clash(core: Sequence[Demand], minimal: bool, problem: Problem) -> Clash:
    demands = tuple(sorted(core, key=order, reverse=True))
    sentences = tuple(say(d, problem) for d in demands)
    alone = why_alone(demands[0], problem) if len(demands) == 1 else ""
    return Clash(demands, sentences, clash_message(sentences, alone), minimal)


def _weight(demand: Demand, problem: Problem) -> int:
    """Cheap locked rows are dropped before dear ones: a clash with few dear rows is shorter to read."""
    if not isinstance(demand, Must):
        return 0
    row = next(c for c in problem.candidates if c.id == demand.row)
    return max((sum(hundredths(c.baht) for c in o.costs or ()) for o in row.options), default=0)


def _minimal(demands: list[Demand], model: Model, clock: Clock) -> tuple[list[Demand], bool]:
    """A minimal clashing part of these demands, and whether that is proved; empty when they do not clash."""
    suspects = model.suspects(demands)
    if suspects is not None and _clashing(suspects, model, clock):
        return _shrink(suspects, model, clock)
    if suspects is not None or _clashing(demands, model, clock):
        return _shrink(demands, model, clock)
    return [], True


def _shrink(demands: list[Demand], model: Model, clock: Clock) -> tuple[list[Demand], bool]:
    at, chunk, proved = 0, 1, True
    while at < len(demands):
        without = demands[:at] + demands[at + chunk :]
        verdict = _clashing(without, model, clock)
        if verdict:
            demands = without
            chunk *= 2
        elif chunk > 1:
            chunk //= 2
        else:
            proved = proved and verdict is not None
            at += 1
    return demands, proved


def _clashing(demands: Sequence[Demand], model: Model, clock: Clock) -> bool | None:
    """True: proved that they cannot all hold. False: they can. None: not known in time."""
    answer = model.minimise([0] * len(model.columns), clock, only=demands)
    if answer.taken is not None:
        return False
    return True if answer.proved else None
