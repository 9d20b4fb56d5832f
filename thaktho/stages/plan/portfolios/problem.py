"""From the plan's rows and the demands to the engine's problem. Nothing here asks the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from thaktho.engines.weave import portfolio as engine

from .demands import Demands

UNNAMED = "ไม่ระบุแหล่งงบ"
UNIT = "แถว"


@dataclass(frozen=True)
class Money:
    """One line of a row's budget; a year that was not said is None."""

    year: int | None
    fund: str
    baht: Decimal


@dataclass(frozen=True)
class Fact:
    """A row as the portfolio sees it."""

    id: str
    title: str
    network: str
    order: int
    network_name: str
    amphoe: frozenset[str] = frozenset()
    virtues: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    years: tuple[int, ...] = ()  # fiscal years it runs in, also outside the plan
    money: tuple[Money, ...] = ()
    stated: bool = True  # whether it says anything about money; zero is said
    needs: int = 0
    voices: int = 0
    networks: int = 1
    area: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class Frame:
    """What is the same for every scenario of a programme: its years, and the codes a floor may ask of, with names."""

    years: tuple[int, ...]
    codes: Mapping[str, tuple[str, ...]]
    names: engine.Names


@dataclass(frozen=True)
class Made:
    problem: engine.Problem
    points: Mapping[str, int]
    outside: frozenset[str]  # rows that run in no year of the plan
    beyond: frozenset[str]  # rows with a sum that cannot be meant
    money_outside: frozenset[str]  # rows with money in years the plan does not have
    uncovered: tuple[tuple[str, str], ...] = ()  # floors asked of what no row carries: (kind, code)
    lost_pins: tuple[str, ...] = ()
    pins: Mapping[str, str] = field(default_factory=dict)


def points_of(fact: Fact, demands: Demands) -> int:
    """The stated formula."""
    return (
        demands.weight("base")
        + demands.weight("need") * fact.needs
        + demands.weight("voice") * (fact.voices // 10)
        + demands.weight("network") * (fact.networks - 1)
    )


def make(
    facts: Sequence[Fact],
    demands: Demands,
    pins: Mapping[str, str],
    frame: Frame,
    present: Mapping[str, int] | None = None,
) -> Made:
    """The engine's problem. `present`: the years rows have in the scenario this one is based on; else their own."""
    ids = {fact.id for fact in facts}
    pins = {row: pin for row, pin in pins.items()}
    kept = {row: pin for row, pin in pins.items() if row in ids}
    candidates, points = [], {}
    for fact in facts:
        points[fact.id] = points_of(fact, demands)
        options = _options(fact, demands, kept.get(fact.id, ""), frame.years)
        own = min((option.start for option in options), default=None)
        candidates.append(
            engine.Candidate(
                fact.id,
                fact.title,
                options,
                points[fact.id],
                fact.network,
                fact.amphoe,
                fact.virtues,
                fact.groups,
                present.get(fact.id) if present is not None else own,
            )
        )
    floors, uncovered = _floors(candidates, demands, frame)
    asked: list[engine.Demand] = [
        *(engine.BudgetCap(cap.year, cap.fund, cap.baht) for cap in demands.caps),
        *_people(demands, frame),
        *floors,
        *(_pin(row, pin) for row, pin in sorted(kept.items())),
    ]
    return Made(
        engine.Problem(tuple(candidates), frame.years, tuple(asked), names=frame.names),
        points,
        frozenset(fact.id for fact in facts if _is_outside(fact, frame.years)),
        frozenset(fact.id for fact in facts if _is_beyond(fact, frame.years)),
        frozenset(fact.id for fact in facts if any(m.year and m.year not in frame.years for m in fact.money)),
        tuple(uncovered),
        tuple(sorted(pins.keys() - kept.keys())),
        kept,
    )


def _is_outside(fact: Fact, years: Sequence[int]) -> bool:
    return bool(_said_years(fact)) and not set(_said_years(fact)) & set(years)


def _is_beyond(fact: Fact, years: Sequence[int]) -> bool:
    """Whether the row asks more of a fund in a year than the engine takes: a third of the whole state's budget.

    It is a slip of whoever typed it. One such row must not keep the others from being chosen.
    """
    return fact.stated and any(baht > engine.MOST_BAHT for baht in _spent(fact, years).values())


def _said_years(fact: Fact) -> tuple[int, ...]:
    return fact.years or tuple(line.year for line in fact.money if line.year)


def _options(fact: Fact, demands: Demands, pin: str, years: Sequence[int]) -> tuple[engine.Option, ...]:
    """The ways to do a row: as its network wrote it, or from another year where that is allowed or nothing was said.

    Money of a year the row does not run in stretches it to that year; money without a year is spent in the first.
    """
    if _is_outside(fact, years) or _is_beyond(fact, years):
        return ()
    first, last = _span(fact, years)
    base = engine.Option(
        first,
        _costs(fact, years) if fact.stated else (() if demands.unpriced == "zero" else None),
        tuple(engine.Effort(year, 1) for year in range(first, last + 1)),
        last,
    )
    if demands.movable or pin.isdecimal() or not set(_said_years(fact)) & set(years):
        return engine.movable(base, range(min(years), max(years) - (last - first) + 1))
    return (base,)


def _span(fact: Fact, years: Sequence[int]) -> tuple[int, int]:
    said = {*_said_years(fact), *(line.year for line in fact.money if line.year)} & set(years)
    return (min(said), max(said)) if said else (min(years), min(years))


def _costs(fact: Fact, years: Sequence[int]) -> tuple[engine.Cost, ...]:
    return tuple(engine.Cost(year, fund, baht) for (year, fund), baht in sorted(_spent(fact, years).items()))


def _spent(fact: Fact, years: Sequence[int]) -> dict[tuple[int, str], Decimal]:
    first, _last = _span(fact, years)
    spent: dict[tuple[int, str], Decimal] = {}
    for line in fact.money:
        year = first if line.year is None else line.year
        if year in years:
            key = (year, line.fund or UNNAMED)
            spent[key] = spent.get(key, Decimal(0)) + line.baht
    return spent


def _people(demands: Demands, frame: Frame) -> list[engine.Demand]:
    """People are counted as rows at a time: rows of this plan do not say how many days of work they take."""
    found: list[engine.Demand] = []
    for year in frame.years:
        if demands.per_year is not None:
            found.append(engine.PeopleCap(year, demands.per_year))
        if demands.per_network is not None:
            found += [engine.PeopleCap(year, demands.per_network, code) for code in frame.codes["network"]]
    return found


def _floors(
    candidates: Sequence[engine.Candidate], demands: Demands, frame: Frame
) -> tuple[list[engine.Demand], list[tuple[str, str]]]:
    """One floor for each code. Where only what is possible is asked, a code no row carries is told instead."""
    found: list[engine.Demand] = []
    uncovered = []
    can = [row for row in candidates if any(option.costs is not None for option in row.options)]
    for kind, least in demands.floors:
        for code in frame.codes[kind] if least else ():
            there = sum(row.carries(kind, code) for row in can)  # type: ignore[arg-type]
            asked = min(least, there) if demands.only_possible else least
            if there < least and demands.only_possible:
                uncovered.append((kind, code))
            if asked:
                found.append(engine.Floor(kind, code, asked))  # type: ignore[arg-type]
    return found, uncovered


def _pin(row: str, pin: str) -> engine.Demand:
    if pin == "not":
        return engine.Not(row)
    return engine.Must(row, int(pin) if pin.isdecimal() else None)
