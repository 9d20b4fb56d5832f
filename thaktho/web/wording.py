"""Dates and numbers as the screens write them: BE years, months short in lists and whole in sentences."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone, translation

MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
ENGLISH = "January February March April May June July August September October November December".split()
DAYS = "จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์".split()
ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
BE = 543


def _english() -> bool:
    return (translation.get_language() or "th").startswith("en")


def month_name(month: int, *, short: bool = True) -> str:
    if _english():
        return ENGLISH[month - 1][:3] if short else ENGLISH[month - 1]
    return (SHORT if short else MONTHS)[month - 1]


def day_name(day: date) -> str:
    return (ENGLISH_DAYS if _english() else DAYS)[day.weekday()]


def local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: date | datetime, form: str = "short") -> str:
    """short: 11 มี.ค. 2563 · long: 11 มีนาคม 2563 · full: พุธที่ 11 มีนาคม 2563 · noyear: 11 มี.ค. · month: มี.ค. 2563"""
    value = local(value)
    year = value.year + BE
    name = month_name(value.month, short=form in ("short", "noyear", "month"))
    if form == "noyear":
        return f"{value.day} {name}"
    if form in ("month", "longmonth"):
        return f"{name} {year}"
    text = f"{value.day} {name} {year}"
    if form != "full":
        return text
    return f"{day_name(value)}, {text}" if _english() else f"{day_name(value)}ที่ {text}"


def span(start: date, end: date | None, form: str = "short") -> str:
    """What two days share is written once: 1–10 เม.ย. 2563, 28 มี.ค. – 2 เม.ย. 2563."""
    if end is None or end == start:
        return day(start, form)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end, form)}"
    if start.year == end.year:
        name = month_name(start.month, short=form == "short")
        return f"{start.day} {name} – {day(end, form)}"
    return f"{day(start, form)} – {day(end, form)}"


def clock(value: datetime) -> str:
    """10.42 น., as Thai offices write it."""
    value = local(value)  # type: ignore[assignment]
    return f"{value:%H:%M}" if _english() else f"{value.hour:02d}.{value.minute:02d} น."


def moment(value: datetime, form: str = "short") -> str:
    joint = ", " if _english() else " เวลา "
    return f"{day(value, form)}{joint}{clock(value)}"


def amount(value: Decimal | int | float) -> str:
    """20,000 · 1,250.50: satang only where there are any."""
    number = Decimal(str(value))
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"


def thai_digits(text: object) -> str:
    return str(text).translate(THAI_DIGITS)


_ONES = "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า".split()


def in_words(number: int) -> str:
    """1 to 99 in Thai words, for headings: 13 is สิบสาม. Larger numbers stay figures."""
    if not 0 <= number < 100:
        return f"{number:,}"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "สิบ" if tens == 1 else "ยี่สิบ" if tens == 2 else f"{_ONES[tens]}สิบ"
    if tens and ones == 0:
        return head
    return head + ("เอ็ด" if tens and ones == 1 else _ONES[ones])


def days_left(due: date, today: date) -> str:
    left = (due - today).days
    if _english():
        return f"{left} days left" if left > 1 else "1 day left" if left == 1 else "due today" if left == 0 else f"{-left} days late"
    if left > 0:
        return f"เหลือ {left} วัน"
    if left == 0:
        return "ครบกำหนดวันนี้"
    return "ครบกำหนดเมื่อวาน" if left == -1 else f"เกินกำหนด {-left} วัน"
