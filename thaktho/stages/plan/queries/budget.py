"""Money by year and source: a matrix whose every cell opens to its rows. Blank is «not said», which is not zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, QuerySet, Sum

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme

from ..models import BudgetLine, PlanRow
from .counting import counted
from .rows import NOT_SAID, Filters, rows


@dataclass
class Cell:
    """`amount` None: nothing was said; 0 was said to be zero."""

    amount: Decimal | None = None
    rows: int = 0
    query: str = ""

    def add(self, amount: Decimal, rows: int) -> None:
        self.amount = (self.amount or Decimal(0)) + amount
        self.rows += rows


@dataclass
class FundLine:
    fund: str
    cells: list[Cell]
    total: Cell


@dataclass
class Matrix:
    """Funds by years; a year of None is money whose year no paper states."""

    years: list[int | None]
    lines: list[FundLine] = field(default_factory=list)
    totals: list[Cell] = field(default_factory=list)
    total: Cell = field(default_factory=Cell)
    rows: int = 0
    unsaid: int = 0
    zero: int = 0


def budget_matrix(programme: Programme, by: Actor, asked: Filters | None = None) -> Matrix:
    """Sums over the rows asked for (network, branch). Three queries."""
    asked = asked or Filters()
    standing = rows(programme, by, asked).filter(joined_into=None, split_at=None).order_by()
    found = standing.filter(counted())
    values = list(_sums(found))
    years: list[int | None] = sorted({*programme.years, *(year for year, *_ in values if year)})
    if any(year is None for year, *_ in values):
        years.append(None)
    matrix = Matrix(years, rows=standing.count())
    known = {(year, fund): (amount, count) for year, fund, amount, count in values}
    keep = _kept(asked)
    for fund in sorted({fund for _, fund in known}, key=lambda fund: (fund == "", fund)):
        line = FundLine(fund, [], Cell(query=urlencode({**keep, "fund": fund})))
        for year in years:
            cell = Cell(query=urlencode({**keep, "fund": fund, "year": year or NOT_SAID}))
            if (year, fund) in known:
                cell.add(*known[year, fund])
                line.total.add(known[year, fund][0], 0)
            line.cells.append(cell)
        matrix.lines.append(line)
    for place, year in enumerate(years):
        cell = Cell(query=urlencode({**keep, "year": year or NOT_SAID}))
        for line in matrix.lines:
            if (amount := line.cells[place].amount) is not None:
                cell.add(amount, line.cells[place].rows)
        matrix.totals.append(cell)
        if cell.amount is not None:
            matrix.total.add(cell.amount, cell.rows)
    matrix.total.query = urlencode(keep)
    said = found.aggregate(unsaid=Count("pk") - Count("budget"))
    matrix.unsaid = said["unsaid"]
    matrix.zero = sum(1 for line in matrix.lines for cell in line.cells if cell.amount == 0)
    return matrix


def _kept(asked: Filters) -> dict[str, str]:
    kept = {"branch": asked.branch, "network": asked.network.code if asked.network else ""}
    return {name: value for name, value in kept.items() if value}


def _sums(found: QuerySet[PlanRow]) -> QuerySet:
    lines = BudgetLine.objects.filter(row__in=found.values("pk")).order_by()
    return lines.values_list("year", "fund").annotate(Sum("amount"), Count("row", distinct=True))


def sum_of_lines(programme: Programme, by: Actor, asked: Filters) -> Decimal | None:
    """What the chosen year and source hold in the rows asked for: the figure of the matrix's cell."""
    found = rows(programme, by, asked).order_by().filter(counted(), joined_into=None)
    lines = BudgetLine.objects.filter(row__in=found.values("pk"))
    if asked.fund is not None:
        lines = lines.filter(fund=asked.fund)
    if asked.year is not None:
        lines = lines.filter(year=asked.year or None)
    return lines.aggregate(sum=Sum("amount"))["sum"]
