"""What may be published of secret votes, and when. Pure functions: no database, no clock.

Four rules, each tested by drawing attackers at random (`tests/stages/listen/test_tally.py`):

1. **In steps of five.** The numbers of a cell (one statement, one network) change only when at least five ballots
   changed. A cell holds three counts of the same ballots: `current`, `staged` (about to be shown) and `shown`. When five
   ballots differ from what is staged, the staged counts are shown and the current ones staged. So five ballots are
   always kept in reserve, and the last step at closing holds five as well; without the reserve the closing would
   publish the one vote that came after the last batch. A step in which four fifths or more moved alike waits: the
   difference of two pages is a small cell too, and rule 3 is its rule. Whether it still waits is asked once at five
   ballots, once at ten and at fifteen, and it ends at twenty: asked at every ballot, the page's moving would itself say
   what the last one answered.
2. **Never fewer than five.** A cell with fewer than five ballots is not shown. At closing the cells that stayed too
   small are shown together, when together they are five or more from at least two networks.
3. **Nobody is unanimous in a small cell.** With fewer than twenty ballots and four fifths or more of them alike, the
   counts are given as the range "from four fifths to all", so that 8 of 9 and 9 of 9 look the same.
4. **Totals are sums of what is published**, with their ranges added. They hold nothing that the cells do not, so no
   subtraction gives a hidden cell away.

Intervals: the agree rate of a cell has a Beta prior worth five ballots at the statement's overall rate,
r = (A + 1) / (N + 2) over the published cells. With a agrees of n ballots (passes count as ballots: unknown is not
consent) the posterior is Beta(a + 5r, n - a + 5(1 - r)); `low` and `high` are its 5 % and 95 % points. Of a range, the
lower end gives `low` and the upper end `high`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

STEP = 5
SMALL = 20
PRIOR = 5.0

Key = TypeVar("Key")


@dataclass(frozen=True)
class Counts:
    agree: int = 0
    passed: int = 0
    disagree: int = 0

    @property
    def n(self) -> int:
        return self.agree + self.passed + self.disagree

    def plus(self, value: int | None, by: int = 1) -> Counts:
        if value is None:
            return self
        return Counts(
            self.agree + by * (value == 1),
            self.passed + by * (value == 0),
            self.disagree + by * (value == -1),
        )

    def __add__(self, more: Counts) -> Counts:
        return Counts(self.agree + more.agree, self.passed + more.passed, self.disagree + more.disagree)


@dataclass(frozen=True)
class Cell:
    """Counts of one statement from one network; `moved` ballots differ from what is staged. `asked`: at how many fives
    of them it was asked already whether the step may be taken, so that who takes an answer back asks nothing again."""

    current: Counts = field(default_factory=Counts)
    staged: Counts = field(default_factory=Counts)
    shown: Counts = field(default_factory=Counts)
    moved: int = 0
    asked: int = 0


def cast(cell: Cell, *, old: int | None, staged: int | None, new: int | None) -> tuple[Cell, bool]:
    """The cell after one ballot went from `old` (None: not cast yet) to `new` (None: set aside, or a hand taken back);
    `staged` is this ballot's answer in the staged counts. True when the cell took a step: then every ballot's shown answer becomes its staged one, and its
    staged answer its current one."""
    current = cell.current.plus(old, -1).plus(new)
    moved = cell.moved + (new != staged) - (old != staged)
    fives = moved // STEP
    if fives <= cell.asked or alike(cell.staged, current, moved):
        return replace(cell, current=current, moved=moved, asked=max(cell.asked, fives)), False
    return Cell(current=current, staged=current, shown=cell.staged, moved=0), True


@dataclass(frozen=True)
class Answer:
    """One ballot's answer in a cell, and what is counted of it in the staged and the shown numbers."""

    value: int | None = None
    staged: int | None = None
    shown: int | None = None

    def after(self, steps: int) -> Answer:
        """The same ballot when the cell has taken so many steps and it was not touched."""
        if not steps:
            return self
        return Answer(self.value, self.value, self.staged if steps == 1 else self.value)


def cast_all(cell: Cell, moves: Iterable[tuple[Answer, int | None]]) -> tuple[Cell, list[Answer], int]:
    """Many ballots of one cell, one after the other as by `cast`: the cell, how each of them is then, and how many steps
    were taken, which every other ballot of the cell has taken too."""
    steps = 0
    moved: list[tuple[Answer, int]] = []
    for answer, new in moves:
        now = answer.after(steps)
        cell, stepped = cast(cell, old=now.value, staged=now.staged, new=new)
        moved.append((replace(now, value=new), steps))
        steps += stepped
    return cell, [answer.after(steps - at) for answer, at in moved], steps


def alike(before: Counts, after: Counts, moved: int) -> bool:
    """Would the difference of two pages say that nearly all who moved gave the same answer? Four of five and five of
    five wait alike, so waiting tells nobody which of them it is. Where a cell grows smaller, those who left count the
    same way: ballots set aside for being alike are not told on either."""
    most, gained = _gains(before, after)
    if 0 < 4 * gained <= 5 * most:
        return moved < SMALL
    most, lost = _gains(after, before)
    return moved < SMALL and gained < lost and 4 * lost <= 5 * most


def _gains(before: Counts, after: Counts) -> tuple[int, int]:
    """By how much the answer that gained most gained, and all of them together."""
    gains = [
        max(0, after.agree - before.agree),
        max(0, after.passed - before.passed),
        max(0, after.disagree - before.disagree),
    ]
    return max(gains), sum(gains)


def close(cell: Cell, differing: int, gone: int = 0) -> Cell:
    """The cell at closing, where `differing` ballots are not shown as they are. Fewer than five stay unshown, and so do
    fewer than twenty that moved alike but for one: it takes people who took answers back to come to that, for the step
    in reserve is a mixed one. A cell of which nothing was shown is told whole, by rule 3.

    `gone`: ballots set aside that the shown numbers still hold. Such a cell does not keep them: if its last step may not
    be told, it is told no more at all."""
    if _may_close(cell, differing):
        return Cell(current=cell.current, staged=cell.current, shown=cell.current, moved=0)
    return Cell(current=cell.current, moved=cell.current.n) if gone else cell


def _may_close(cell: Cell, differing: int) -> bool:
    if differing < STEP:
        return False
    if not cell.shown.n or differing >= SMALL:
        return True
    most, gained = _gains(cell.shown, cell.current)
    fell, lost = _gains(cell.current, cell.shown)
    return gained - most >= 2 if gained >= lost else lost - fell >= 2 and (not gained or gained - most >= 2)


@dataclass(frozen=True)
class Range:
    low: int
    high: int

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def __add__(self, more: Range) -> Range:
        return Range(self.low + more.low, self.high + more.high)


@dataclass(frozen=True)
class Figure:
    """What anybody may read of a cell or of a total."""

    n: int
    agree: Range
    passed: Range
    disagree: Range
    low: float = 0.0  # 5 % point of the agree rate
    high: float = 1.0  # 95 % point

    @property
    def exact(self) -> bool:
        return self.agree.exact and self.passed.exact and self.disagree.exact

    @property
    def rate(self) -> float:
        """Middle of the agree rate, for drawing."""
        return (self.agree.low + self.agree.high) / (2 * self.n)

    @property
    def percent(self) -> int:
        return round(100 * self.rate)

    @property
    def least_percent(self) -> int:
        return 100 * self.agree.low // self.n


def publish(counts: Counts) -> Figure | None:
    """One cell as anybody may read it; None while it is too small."""
    n = counts.n
    if n < STEP:
        return None
    floor = -(-4 * n // 5)
    if n < SMALL and max(counts.agree, counts.passed, counts.disagree) >= floor:
        top, rest = Range(floor, n), Range(0, n - floor)
        return Figure(
            n,
            agree=top if counts.agree >= floor else rest,
            passed=top if counts.passed >= floor else rest,
            disagree=top if counts.disagree >= floor else rest,
        )
    return Figure(n, *(Range(count, count) for count in (counts.agree, counts.passed, counts.disagree)))


def total(figures: Iterable[Figure | None]) -> Figure | None:
    """The sum of what is published, ranges added; None when nothing is."""
    shown = [figure for figure in figures if figure is not None]
    if not shown:
        return None
    agree, passed, disagree = Range(0, 0), Range(0, 0), Range(0, 0)
    for figure in shown:
        agree, passed, disagree = agree + figure.agree, passed + figure.passed, disagree + figure.disagree
    return Figure(sum(figure.n for figure in shown), agree, passed, disagree)


def together(small: Sequence[Counts]) -> Figure | None:
    """At closing: the networks that stayed under five, as one cell, when that is five ballots of two or more."""
    voted = [counts for counts in small if 0 < counts.n < STEP]
    if len(voted) < 2:
        return None
    return publish(sum(voted, Counts()))


@dataclass(frozen=True)
class Published(Generic[Key]):
    """All that is published of one statement."""

    cells: dict[Key, Figure | None]
    rest: Figure | None  # networks too small to stand alone, together; after closing only
    total: Figure | None

    @property
    def weakest(self) -> float | None:
        """The lowest lower bound of any network: how far every network is known to agree. None: too few networks."""
        bounds = [figure.low for figure in self.cells.values() if figure is not None]
        return min(bounds) if bounds else None

    @property
    def too_few(self) -> list[Key]:
        return [key for key, figure in self.cells.items() if figure is None]


def statement(shown: dict[Key, Counts], closed: dict[Key, Counts] | None = None) -> Published[Key]:
    """What is published of a statement: `shown` counts by network, and after closing the current ones in `closed`."""
    cells = {key: publish(counts) for key, counts in shown.items()}
    rest = (
        together([closed[key] for key in cells if cells[key] is None and key in closed]) if closed else None
    )
    return with_bounds(cells, rest)


def with_bounds(cells: dict[Key, Figure | None], rest: Figure | None) -> Published[Key]:
    """Add the 5 % and 95 % points of every figure's agree rate."""
    whole = total([*cells.values(), rest])
    if whole is None:
        return Published(cells, rest, None)
    from scipy.special import betaincinv  # slow to load, and most pages need none of it

    rate = (whole.agree.low + 1) / (whole.n + 2)

    def bounded(figure: Figure | None) -> Figure | None:
        if figure is None:
            return None
        yes, no = PRIOR * rate, PRIOR * (1 - rate)
        low = betaincinv(figure.agree.low + yes, figure.n - figure.agree.low + no, 0.05)
        high = betaincinv(figure.agree.high + yes, figure.n - figure.agree.high + no, 0.95)
        return replace(figure, low=float(low), high=float(high))

    return Published({key: bounded(figure) for key, figure in cells.items()}, bounded(rest), bounded(whole))


def rounded(count: int, *, closed: bool) -> int:
    """How many took part: in steps of five while open, and nothing under five."""
    return count if closed and count >= STEP else count - count % STEP


def people(doors: Sequence[int]) -> int:
    """How many took part, after closing. Doors under five are in it only when two or more of them are five together:
    else the whole less the doors that are told would be the door that is not."""
    small = [count for count in doors if 0 < count < STEP]
    together = sum(small) if len(small) > 1 and sum(small) >= STEP else 0
    return sum(count for count in doors if count >= STEP) + together
