"""X-rays of money, in baht. Sums are compared exactly; what is not said is never counted as zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from statistics import median

from thaktho.engines.weave.lint.registry import Book, Hit, rule, subject
from thaktho.engines.weave.lint.types import Subject, Task
from thaktho.thai.money import show_money

HUGE = Decimal(10) ** 12
# What is out of all proportion in a plan: a hundred times what its middle row costs is three noughts too many or the
# wrong unit rather than a dearer project; and below ten million a province may well have one such project.
TIMES, LEAST = 100, Decimal(10_000_000)


@rule("budget.blank", "warning", "ยังไม่ระบุงบประมาณ")
def blank(book: Book) -> Iterator[Hit]:
    """A row that says nothing of money, and is no part of one that does. Zero must be said: «ไม่ใช้งบประมาณ»."""
    for task in book.plan.tasks:
        if _total(task) is None and not _inside(book, task):
            yield subject(task), "budget", "ยังไม่ระบุงบประมาณ ใส่จำนวนเงิน ถ้าไม่ใช้เงินให้เลือก «ไม่ใช้งบประมาณ»"


@rule("budget.zero_unsaid", "hint", "งบเป็นศูนย์แต่ไม่ได้บอกว่าไม่ใช้งบ")
def zero_unsaid(book: Book) -> Iterator[Hit]:
    """A budget of 0 of which nobody said that no money is used: perhaps an empty cell of a spreadsheet."""
    for task in book.plan.tasks:
        if task.budget == 0 and not task.no_budget and not _positive(task):
            yield subject(task), "budget", "งบเป็น 0 บาท ยืนยันว่า «ไม่ใช้งบประมาณ» หรือใส่จำนวนเงิน"


@rule("budget.zero_and_money", "error", "บอกว่าไม่ใช้งบแต่มีเงิน")
def zero_and_money(book: Book) -> Iterator[Hit]:
    """«ไม่ใช้งบประมาณ» and an amount in one row."""
    for task in book.plan.tasks:
        if task.no_budget and ((task.budget or 0) > 0 or _positive(task)):
            yield subject(task), "budget", "เลือกว่าไม่ใช้งบประมาณแต่มีจำนวนเงินอยู่ เลือกอย่างใดอย่างหนึ่ง"


@rule("budget.negative", "error", "งบประมาณติดลบ")
def negative(book: Book) -> Iterator[Hit]:
    """An amount below zero."""
    for who, cell, amount in _amounts(book):
        if amount < 0:
            yield who, cell, f"จำนวนเงินติดลบ ({show_money(amount)}) แก้ตัวเลข"


@rule("budget.huge", "warning", "งบประมาณสูงผิดปกติ")
def huge(book: Book) -> Iterator[Hit]:
    """An amount of 10^12 baht or more: nearly a third of the state's yearly budget, so a slip of the keyboard."""
    for who, cell, amount in _amounts(book):
        if amount >= HUGE:
            yield who, cell, f"{show_money(amount)} สูงผิดปกติ ตรวจจำนวนศูนย์และหน่วย (บาท)"


@rule("row.budget_unlikely", "warning", "งบประมาณไม่น่าเป็นไปได้")
def unlikely(book: Book) -> Iterator[Hit]:
    """A row that costs more than ten million and a hundred times the plan's middle row: count the noughts. From 10^12
    on `budget.huge` says it."""
    totals = [(task, total) for task in book.plan.tasks if (total := _total(task)) is not None]
    most = likely_most(total for _, total in totals)
    for task, total in totals:
        if most < total < HUGE:
            yield (
                subject(task),
                "budget",
                f"งบประมาณ {show_money(total)} สูงกว่าแถวส่วนใหญ่ของแผนเกิน {TIMES} เท่า ตรวจจำนวนศูนย์และหน่วย (บาท)",
            )


def likely_most(totals: Iterable[Decimal]) -> Decimal:
    """The most that a row of such a plan likely costs: by the median of what rows say, zero not counted."""
    said = [total for total in totals if total > 0]
    return max(LEAST, TIMES * median(said)) if said else LEAST


@rule("budget.lines_differ", "error", "ยอดรวมไม่เท่ากับแหล่งงบ")
def lines_differ(book: Book) -> Iterator[Hit]:
    """The total of a row is not the sum of its budget lines."""
    for task in book.plan.tasks:
        total = sum((line.amount for line in task.lines), Decimal(0))
        if task.lines and task.budget is not None and total != task.budget:
            yield (
                subject(task),
                "budget",
                f"ยอดรวม {show_money(task.budget)} แต่แหล่งงบรวมกันได้ {show_money(total)} {_apart(task.budget, total)}",
            )


@rule("budget.years_differ", "error", "ยอดรวมไม่เท่ากับรายปี")
def years_differ(book: Book) -> Iterator[Hit]:
    """The total of a row is not the sum of its years."""
    for task in book.plan.tasks:
        total = sum(task.by_year.values(), Decimal(0))
        if task.by_year and task.budget is not None and total != task.budget:
            yield (
                subject(task),
                "budget",
                f"ยอดรวม {show_money(task.budget)} แต่รายปีรวมกันได้ {show_money(total)} {_apart(task.budget, total)}",
            )


@rule("budget.year_lines_differ", "error", "เงินของปีไม่เท่ากับแหล่งงบของปี")
def year_lines_differ(book: Book) -> Iterator[Hit]:
    """The money of one year is not the sum of that year's lines. Judged only where every line names its year."""
    for task in book.plan.tasks:
        if not task.lines or not task.by_year or any(line.year is None for line in task.lines):
            continue
        for year in sorted({*task.by_year, *(line.year for line in task.lines if line.year)}):
            said = task.by_year.get(year, Decimal(0))
            total = sum((line.amount for line in task.lines if line.year == year), Decimal(0))
            if said != total:
                yield (
                    subject(task),
                    f"by_year.{year}",
                    f"ปี {year} ระบุ {show_money(said)} แต่แหล่งงบรวมกันได้ {show_money(total)} {_apart(said, total)}",
                )


@rule("budget.children_differ", "error", "งบโครงการไม่เท่ากับกิจกรรม")
def children_differ(book: Book) -> Iterator[Hit]:
    """A project's total is not the sum of its activities. Where an activity does not say, only a sum already above the
    project's is wrong."""
    for task in book.plan.tasks:
        parts = [c for c in book.children.get(task.id, ()) if isinstance(c, Task) and c.id != task.id]
        said = [m for m in map(_total, parts) if m is not None]
        if task.kind != "project" or task.budget is None or not said:
            continue
        total = sum(said, Decimal(0))
        if total > task.budget or (total < task.budget and len(said) == len(parts)):
            yield (
                subject(task),
                "budget",
                f"โครงการตั้งไว้ {show_money(task.budget)} แต่กิจกรรมรวมกันได้ {show_money(total)} {_apart(task.budget, total)}",
            )


@rule("budget.plan_differs", "error", "ยอดรวมทั้งแผนไม่เท่ากับทุกแถว")
def plan_differs(book: Book) -> Iterator[Hit]:
    """The sum printed for the whole plan is not that of its rows (an activity inside a costed project is
    part of it). Where a row does not say, only a sum already above the printed one is wrong."""
    if book.plan.total is None:
        return
    said = [_total(t) for t in book.plan.tasks if not _inside(book, t)]
    total = sum((m for m in said if m is not None), Decimal(0))
    if total > book.plan.total or (total < book.plan.total and None not in said):
        yield (
            Subject("plan", ""),
            "total",
            f"ยอดทั้งแผน {show_money(book.plan.total)} แต่ทุกแถวรวมกันได้ {show_money(total)} {_apart(book.plan.total, total)}",
        )


@rule("budget.other_year", "warning", "งบอยู่ในปีที่แถวไม่ได้ทำ")
def other_year(book: Book) -> Iterator[Hit]:
    """Money in a fiscal year in which the row does not run, or which is none of the plan's."""
    for task in book.plan.tasks:
        runs = book.years_of(task) or book.plan.years
        money = {y for y, m in task.by_year.items() if m} | {
            n.year for n in task.lines if n.year and n.amount
        }
        for year in sorted(money - set(runs)):
            yield (
                subject(task),
                f"by_year.{year}",
                f"มีงบปี {year} แต่แถวทำในปี {', '.join(map(str, runs))} ย้ายงบ หรือแก้ปีของแถว",
            )


def _positive(task: Task) -> bool:
    return any(line.amount > 0 for line in task.lines) or any(m > 0 for m in task.by_year.values())


def _total(task: Task) -> Decimal | None:
    """What a row says it costs: its total, else its lines, else its years; None = not said."""
    if task.budget is not None:
        return task.budget
    if task.lines:
        return sum((line.amount for line in task.lines), Decimal(0))
    if task.by_year:
        return sum(task.by_year.values(), Decimal(0))
    return Decimal(0) if task.no_budget else None


def _inside(book: Book, task: Task) -> bool:
    """Whether a row above it already says what both cost."""
    return any(_total(above) is not None for above in book.inside(task))


def _amounts(book: Book) -> Iterator[tuple[Subject, str, Decimal]]:
    for task in book.plan.tasks:
        if task.budget is not None:
            yield subject(task), "budget", task.budget
        yield from ((subject(task), f"by_year.{y}", m) for y, m in task.by_year.items())
        yield from ((subject(task), f"lines.{n}", line.amount) for n, line in enumerate(task.lines))


def _apart(said: Decimal, total: Decimal) -> str:
    return f"ต่างกัน {show_money(abs(said - total))} แก้ยอดใดยอดหนึ่ง"
