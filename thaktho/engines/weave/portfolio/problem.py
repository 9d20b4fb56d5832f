"""What a portfolio is chosen from: candidate rows with their possible years and costs, and the demands. All frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from thaktho.engines.weave.portfolio.demands import Demand, Kind, order, rows_named, year_named
from thaktho.engines.weave.portfolio.money import Amount, hundredths

MOST_POINTS = 10**6


@dataclass(frozen=True, slots=True)
class Cost:
    """`baht` of `fund` spent in fiscal year `year`. 0 is a stated zero (ไม่ใช้งบประมาณ)."""

    year: int
    fund: str
    baht: Amount

    def __post_init__(self) -> None:
        hundredths(self.baht)


@dataclass(frozen=True, slots=True)
class Effort:
    """`days` of work (in the problem's unit) by the row's network in `year`."""

    year: int
    days: Amount

    def __post_init__(self) -> None:
        hundredths(self.days)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to do a row: from fiscal year `start` to `end` (None: one year), its costs and its work.

    `costs=()` says that no money is needed. `costs=None` says that the money is not stated yet: such an option is
    never chosen, because nobody could say what it does to a cap.
    """

    start: int
    costs: tuple[Cost, ...] | None = ()
    work: tuple[Effort, ...] = ()
    end: int | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"an option ends before it starts: {self.start}-{self.end}")
        for year in (*(c.year for c in self.costs or ()), *(w.year for w in self.work)):
            if not self.start <= year <= self.last:
                raise ValueError(f"money or work in {year}, outside {self.start}-{self.last}")

    @property
    def last(self) -> int:
        return self.start if self.end is None else self.end

    @property
    def key(self) -> tuple[object, ...]:
        costs = sorted((c.year, c.fund, hundredths(c.baht)) for c in self.costs or ())
        work = sorted((w.year, hundredths(w.days)) for w in self.work)
        return (self.start, self.last, self.costs is None, costs, work)


def movable(option: Option, starts: Iterable[int]) -> tuple[Option, ...]:
    """The same option, begun in each of these years; its costs and work move with it."""
    return tuple(_moved(option, start - option.start) for start in sorted(set(starts)))


def _moved(option: Option, by: int) -> Option:
    costs = option.costs and tuple(replace(c, year=c.year + by) for c in option.costs)
    work = tuple(replace(w, year=w.year + by) for w in option.work)
    return Option(option.start + by, costs, work, None if option.end is None else option.end + by)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be chosen, in exactly one of its options.

    `value` is what the row is worth to the province, in whole points, 0..10^6, given by people (a vote's support, a
    committee's mark, a need's weight). Points add up: two rows of 30 are worth as much as one of 60. Only proportions
    matter. `present` is how the row stands in the plan as it is now, its start year or its very option, None when it
    is not in it; among plans of equal points the one that changes fewest rows is taken.
    """

    id: str
    title: str
    options: tuple[Option, ...]
    value: int = 1
    network: str = ""
    amphoe: frozenset[str] = frozenset()
    virtues: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    present: int | Option | None = None

    def __post_init__(self) -> None:
        for name in ("amphoe", "virtues", "groups"):
            if isinstance(getattr(self, name), str):
                raise TypeError(f"{name} holds codes, not one text: {getattr(self, name)!r}")
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise TypeError(f"{self.id}: value is in whole points: {self.value!r}")
        if not 0 <= self.value <= MOST_POINTS:
            raise ValueError(f"{self.id}: value lies between 0 and 10^6: {self.value}")

    def stays(self, option: Option | None) -> bool:
        """Whether the row, done so (None: not done), is as in the present plan."""
        if option is None or self.present is None:
            return option is None and self.present is None
        return self.present in (option, option.start)

    def carries(self, kind: Kind, code: str) -> bool:
        if kind == "network":
            return self.network == code
        codes = {"amphoe": self.amphoe, "virtue": self.virtues, "group": self.groups}[kind]
        return code in codes


@dataclass(frozen=True, slots=True)
class Bonus:
    """Extra points for every chosen row that carries `code`: the slider "more weight on อ.แม่สาย"."""

    kind: Kind
    code: str
    points: int

    def __post_init__(self) -> None:
        if not 0 <= self.points <= MOST_POINTS:
            raise ValueError(f"a bonus lies between 0 and 10^6: {self.points}")


@dataclass(frozen=True, slots=True)
class Names:
    """Thai names for codes, for the sentences. A code without a name is shown as it is."""

    amphoe: Mapping[str, str] = field(default_factory=dict)
    virtues: Mapping[str, str] = field(default_factory=dict)
    networks: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    funds: Mapping[str, str] = field(default_factory=dict)
    work_unit: str = "คน-วัน"


@dataclass(frozen=True, slots=True)
class Problem:
    """Candidates, the fiscal years of the plan, and the demands. The order of rows, options and demands never matters.

    Raises ValueError when an id stands twice, a year lies outside `years`, or a demand names a row that is not there.
    """

    candidates: tuple[Candidate, ...]
    years: tuple[int, ...]
    demands: tuple[Demand, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    names: Names = field(default_factory=Names, compare=False)

    def __post_init__(self) -> None:
        ids = {c.id for c in self.candidates}
        if len(ids) < len(self.candidates):
            raise ValueError("an id stands twice")
        if not self.years:
            raise ValueError("a plan has at least one year")
        years = set(self.years)
        for row in self.candidates:
            for option in row.options:
                if not years >= set(range(option.start, option.last + 1)):
                    raise ValueError(f"{row.id}: {option.start}-{option.last} lies outside the plan's years")
        for demand in self.demands:
            if unknown := [row for row in rows_named(demand) if row not in ids]:
                raise ValueError(f"a demand names rows that are not there: {unknown}")
            if (year := year_named(demand)) is not None and year not in years:
                raise ValueError(f"a demand names a year outside the plan: {year}")

    def points(self, row: Candidate) -> int:
        """The row's value with every bonus it earns."""
        return row.value + sum(b.points for b in self.bonuses if row.carries(b.kind, b.code))

    def canonical(self) -> Problem:
        """The same problem with rows, options and demands in their own order, doubles removed."""
        rows = (replace(c, options=_in_order(c.options)) for c in sorted(self.candidates, key=lambda c: c.id))
        return replace(
            self,
            candidates=tuple(rows),
            years=tuple(sorted(set(self.years))),
            demands=tuple(sorted(set(self.demands), key=order)),
            bonuses=tuple(sorted(self.bonuses, key=lambda b: (b.kind, b.code, b.points))),
        )


def _in_order(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(sorted({str(o.key): o for o in options}.values(), key=lambda o: str(o.key)))
