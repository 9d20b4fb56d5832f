"""X-rays of indicators: those of the plan and those of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from thaktho.engines.weave.lint.registry import Book, Hit, rule
from thaktho.engines.weave.lint.types import Measure


@rule("measure.no_baseline", "warning", "ตัวชี้วัดไม่มีค่าฐาน")
def no_baseline(book: Book) -> Iterator[Hit]:
    """An indicator without a baseline: nobody could say later whether anything changed."""
    for who, at, measure, _ in book.measures():
        if measure.baseline is None:
            yield (
                who,
                f"{at}baseline",
                f"ตัวชี้วัด «{measure.name}» ยังไม่มีค่าฐาน ใส่ค่าล่าสุดที่วัดได้ ถ้าไม่เคยวัด ให้วัดก่อนเริ่ม",
            )


@rule("measure.no_base_year", "warning", "ค่าฐานไม่มีปีฐาน")
def no_base_year(book: Book) -> Iterator[Hit]:
    """A baseline without the year it was measured in."""
    for who, at, measure, _ in book.measures():
        if measure.baseline is not None and measure.base_year is None:
            yield who, f"{at}base_year", f"ค่าฐาน {_show(measure.baseline, measure)} ยังไม่บอกว่าวัดในปีใด ใส่ปีฐาน"


@rule("measure.base_year_late", "warning", "ปีฐานไม่มาก่อนปีเป้าหมาย")
def base_year_late(book: Book) -> Iterator[Hit]:
    """A base year that does not lie before the first year with a target."""
    for who, at, measure, _ in book.measures():
        said = _targets(measure)
        if measure.base_year is not None and said and measure.base_year >= said[0][0]:
            yield (
                who,
                f"{at}base_year",
                f"ปีฐาน {measure.base_year} ไม่มาก่อนปีเป้าหมายแรก {said[0][0]} ตรวจว่าพิมพ์ปีถูกหรือไม่",
            )


@rule("measure.targets_fall", "warning", "ค่าเป้าหมายถอยหลัง")
def targets_fall(book: Book) -> Iterator[Hit]:
    """A target worse than the year before: lower where higher is better, higher where lower is."""
    for who, at, measure, _ in book.measures():
        for (first, before), (year, value) in pairwise(_targets(measure)):
            if _worse(value, before, measure):
                yield who, f"{at}targets.{year}", (
                    f"เป้าหมายปี {year} ({_show(value, measure)}) ถอยหลังจากปี {first} ({_show(before, measure)}) "
                    f"แก้ตัวเลข หรือแก้ทิศทางของตัวชี้วัด"
                )  # fmt: skip


@rule("measure.below_baseline", "warning", "เป้าหมายแย่กว่าค่าฐาน")
def below_baseline(book: Book) -> Iterator[Hit]:
    """The first target worse than the baseline."""
    for who, at, measure, _ in book.measures():
        said = _targets(measure)
        if measure.baseline is not None and said and _worse(said[0][1], measure.baseline, measure):
            year, value = said[0]
            yield who, f"{at}targets.{year}", (
                f"เป้าหมายปี {year} ({_show(value, measure)}) แย่กว่าค่าฐาน ({_show(measure.baseline, measure)}) ตรวจทั้งสองค่า"
            )  # fmt: skip


@rule("measure.no_target", "warning", "ไม่มีค่าเป้าหมายของปี")
def no_target(book: Book) -> Iterator[Hit]:
    """A year of the plan (for a row: a year it runs) without a target."""
    for who, at, measure, years in book.measures():
        for year in years:
            if measure.targets.get(year) is None:
                yield who, f"{at}targets.{year}", f"ตัวชี้วัด «{measure.name}» ยังไม่มีเป้าหมายปี {year} ใส่ค่าเป้าหมาย"


@rule("measure.target_outside", "hint", "ค่าเป้าหมายนอกปีของแผน")
def target_outside(book: Book) -> Iterator[Hit]:
    """A target for a year outside the plan: it will not be asked for in any report."""
    for who, at, measure, _ in book.measures():
        for year, _value in _targets(measure):
            if year not in book.plan.years:
                yield who, f"{at}targets.{year}", f"ปี {year} อยู่นอกแผน ({_years(book)}) ย้ายหรือลบค่าเป้าหมายนี้"


@rule("measure.no_unit", "warning", "ตัวชี้วัดไม่มีหน่วยนับ")
def no_unit(book: Book) -> Iterator[Hit]:
    """An indicator without a unit: 80 people and 80 per cent are two things."""
    for who, at, measure, _ in book.measures():
        if not measure.unit.strip():
            yield who, f"{at}unit", f"ตัวชี้วัด «{measure.name}» ยังไม่มีหน่วยนับ ใส่หน่วย เช่น คน แห่ง ร้อยละ"


@rule("measure.over_hundred", "error", "ร้อยละเกิน 100 หรือติดลบ")
def over_hundred(book: Book) -> Iterator[Hit]:
    """A target in per cent that is below 0 or above 100."""
    for who, at, measure, _ in book.measures():
        if measure.unit.strip() not in ("ร้อยละ", "%", "เปอร์เซ็นต์"):
            continue
        for year, value in _targets(measure):
            if not 0 <= value <= 100:
                yield (
                    who,
                    f"{at}targets.{year}",
                    f"เป้าหมายปี {year} เป็นร้อยละ {value:f} ซึ่งเป็นไปไม่ได้ แก้ตัวเลขหรือหน่วยนับ",
                )


def _targets(measure: Measure) -> list[tuple[int, Decimal]]:
    return sorted((year, value) for year, value in measure.targets.items() if value is not None)


def _worse(value: Decimal, before: Decimal, measure: Measure) -> bool:
    if measure.direction == "keep":
        return False
    return value < before if measure.direction == "up" else value > before


def _show(value: Decimal, measure: Measure) -> str:
    return f"{value:,f} {measure.unit}".strip()


def _years(book: Book) -> str:
    return f"{book.plan.first_year}-{book.plan.last_year}"
