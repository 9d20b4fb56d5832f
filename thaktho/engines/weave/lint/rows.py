"""X-rays of rows: who, where, when, on what ground, and whether the form can hold it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from thaktho.engines.weave.lint.registry import Book, Hit, rule, subject, years_between
from thaktho.engines.weave.lint.types import Subject
from thaktho.thai.dates.fiscal import fiscal_span


@rule("row.no_title", "error", "แถวไม่มีชื่อ")
def no_title(book: Book) -> Iterator[Hit]:
    """A row without a title."""
    for task in book.plan.tasks:
        if not task.title.strip():
            yield subject(task), "title", "แถวนี้ยังไม่มีชื่อโครงการหรือกิจกรรม ใส่ชื่อ หรือลบแถว"


@rule("row.no_agency", "error", "ไม่มีผู้รับผิดชอบ")
def no_agency(book: Book) -> Iterator[Hit]:
    """A row without a responsible organisation."""
    for task in book.plan.tasks:
        if not task.agency.strip():
            yield subject(task), "agency", "ยังไม่มีหน่วยงานรับผิดชอบ ระบุหน่วยงานหลักหนึ่งแห่ง"


@rule("row.not_accepted", "warning", "ผู้รับผิดชอบยังไม่ตอบรับ")
def not_accepted(book: Book) -> Iterator[Hit]:
    """A responsible organisation that was asked and has not said whether it takes the row on."""
    for task in book.plan.tasks:
        if task.agency.strip() and task.accepted is None and task.asked:
            yield subject(task), "agency", f"{task.agency} ยังไม่ตอบรับเป็นผู้รับผิดชอบ ติดต่อขอคำยืนยัน"


@rule("row.not_asked", "hint", "ยังไม่ได้ถามผู้รับผิดชอบ")
def not_asked(book: Book) -> Iterator[Hit]:
    """How many rows of a network name an organisation that nobody asked yet: one line, for whoever does not answer was
    never asked."""
    counts: dict[str, int] = {}
    for task in book.plan.tasks:
        if task.agency.strip() and task.accepted is None and not task.asked:
            counts[task.network] = counts.get(task.network, 0) + 1
    for network, n in counts.items():
        yield (
            Subject("network", network),
            "",
            f"ยังไม่ได้ถามผู้รับผิดชอบ {n:,} แถวว่ารับดำเนินการหรือไม่ ถามได้ในหน้าของแต่ละแถว",
        )


@rule("row.refused", "error", "ผู้รับผิดชอบไม่รับ")
def refused(book: Book) -> Iterator[Hit]:
    """A responsible organisation that said no."""
    for task in book.plan.tasks:
        if task.agency.strip() and task.accepted is False:
            yield subject(task), "agency", f"{task.agency} แจ้งว่าไม่รับเป็นผู้รับผิดชอบ เปลี่ยนหน่วยงาน หรือตกลงกันใหม่"


@rule("row.no_origin", "warning", "แถวไม่มีที่มา")
def no_origin(book: Book) -> Iterator[Hit]:
    """A row that stands on no statement, problem or need: nobody can say why it is in the plan."""
    for task in book.plan.tasks:
        if not task.origins and not any(
            p in book.by_id and book.by_id[p] in book.plan.tasks for p in task.parents
        ):
            yield (
                subject(task),
                "origins",
                "ยังไม่รู้ว่าแถวนี้มาจากความคิดเห็น ปัญหา หรือความต้องการใด ผูกที่มา หรือเขียนปัญหาที่อยากแก้",
            )


@rule("row.no_area", "warning", "ไม่ระบุพื้นที่")
def no_area(book: Book) -> Iterator[Hit]:
    """A row of which nobody knows where it happens: it closes no gap."""
    for task in book.plan.tasks:
        if not task.areas:
            yield subject(task), "area", "ยังไม่ระบุพื้นที่ เลือกตำบล อำเภอ หรือทั้งจังหวัด"


@rule("row.no_virtue", "warning", "ไม่ระบุคุณธรรมเป้าหมาย")
def no_virtue(book: Book) -> Iterator[Hit]:
    """A row without a target virtue."""
    for task in book.plan.tasks:
        if not task.virtues:
            yield subject(task), "virtues", "ยังไม่ระบุคุณธรรมเป้าหมาย เลือกจากชุดคุณธรรมของปีนั้น"


@rule("row.virtue_outside", "error", "คุณธรรมไม่อยู่ในชุดของปี")
def virtue_outside(book: Book) -> Iterator[Hit]:
    """A virtue that is not in the set of a year the row runs in (กตัญญู before FY2566)."""
    for task in book.plan.tasks:
        judged = [y for y in book.years_of(task) or book.plan.years if y in book.plan.virtue_sets]
        for virtue in task.virtues:
            wrong = [y for y in judged if virtue not in book.plan.virtue_sets[y]]
            if wrong and (book.years_of(task) or len(wrong) == len(judged)):
                years = ", ".join(map(str, wrong))
                yield (
                    subject(task),
                    f"virtues.{virtue}",
                    f"คุณธรรม {virtue} ไม่อยู่ในชุดคุณธรรมปี {years} เลือกใหม่ หรือเพิ่มเป็นคุณธรรมของจังหวัด",
                )


@rule("row.no_measure", "warning", "แถวไม่มีตัวชี้วัด")
def no_measure(book: Book) -> Iterator[Hit]:
    """A row that has no indicator of its own and serves none of the plan."""
    kpis = {kpi.id for kpi in book.plan.kpis}
    for task in book.plan.tasks:
        if not task.measures and not book.inside(task) and kpis.isdisjoint((*task.kpis, *task.parents)):
            yield subject(task), "measures", "ยังไม่มีตัวชี้วัด เขียนว่าจะรู้ได้อย่างไรว่าสำเร็จ"


@rule("row.unreadable", "error", "ช่องที่รอตรวจแก้")
def unreadable(book: Book) -> Iterator[Hit]:
    """A cell that was flagged when it was read (words that are no date, a sum that is not that of its lines) and that
    nobody has settled. The reason itself says which."""
    for task in book.plan.tasks:
        for cell, why in task.unreadable:
            yield subject(task), cell, f"{why} · ตรวจแล้วแก้ในช่องนี้"


@rule("date.unsaid", "warning", "ไม่ระบุเวลา")
def date_unsaid(book: Book) -> Iterator[Hit]:
    """A row with neither dates nor years."""
    for task in book.plan.tasks:
        if task.start is None and task.end is None and not task.years:
            yield subject(task), "start", "ยังไม่ระบุเวลา ใส่วันเริ่มและวันสิ้นสุด หรืออย่างน้อยปีงบประมาณ"


@rule("date.end_first", "error", "สิ้นสุดก่อนเริ่ม")
def end_first(book: Book) -> Iterator[Hit]:
    """An end before the start."""
    for task in book.plan.tasks:
        if task.start and task.end and task.end < task.start:
            yield subject(task), "end", f"วันสิ้นสุด {_day(task.end)} มาก่อนวันเริ่ม {_day(task.start)} สลับหรือแก้วันที่"


@rule("date.outside_plan", "error", "วันที่อยู่นอกปีของแผน")
def outside_plan(book: Book) -> Iterator[Hit]:
    """A date outside the fiscal years of the plan (1 October to 30 September), or a year that is none of them."""
    first, last = fiscal_span(book.plan.first_year)[0], fiscal_span(book.plan.last_year)[1]
    span = f"{_day(first)} ถึง {_day(last)}"
    for task in book.plan.tasks:
        if task.start and task.end and task.end < task.start:
            continue
        for cell, day in (("start", task.start), ("end", task.end)):
            if day and not first <= day <= last:
                yield subject(task), cell, f"{_day(day)} อยู่นอกแผน ({span}) แก้วันที่ หรือย้ายแถวไปแผนของปีนั้น"
        for year in sorted(set(task.years) - set(book.plan.years)):
            yield (
                subject(task),
                "years",
                f"ปีงบประมาณ {year} อยู่นอกแผน ({book.plan.first_year}-{book.plan.last_year}) แก้ปี",
            )


@rule("date.other_year", "warning", "วันที่ไม่ตรงกับปีของแถว")
def other_year(book: Book) -> Iterator[Hit]:
    """Dates that fall in fiscal years of the plan which the row does not name."""
    for task in book.plan.tasks:
        wrong = set(years_between(task.start, task.end)) - set(task.years)
        if task.years and (wrong := wrong & set(book.plan.years)):
            years = ", ".join(map(str, sorted(wrong)))
            yield subject(task), "years", f"วันที่อยู่ในปีงบประมาณ {years} แต่แถวไม่ได้ระบุปีนั้น เพิ่มปี หรือแก้วันที่"


@rule("text.too_long", "hint", "ข้อความยาวเกินแบบฟอร์ม")
def too_long(book: Book) -> Iterator[Hit]:
    """A text longer than its cell of the printed form holds."""
    for task in book.plan.tasks:
        cells = {"title": task.title, "agency": task.agency, **task.texts}
        for cell, text in cells.items():
            most = book.plan.limits.get(cell)
            size = len(unicodedata.normalize("NFC", text))
            if most is not None and size > most:
                yield (
                    subject(task),
                    cell,
                    f"ข้อความยาว {size:,} ตัวอักษร แบบฟอร์มรับได้ {most:,} ย่อให้สั้นลง หรือย้ายไปเอกสารแนบ",
                )


def _day(day: date) -> str:
    from thaktho.thai.dates.show import show as shown

    return shown(day)
