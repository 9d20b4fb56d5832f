"""Dates and numbers as the screens write them, in the reader's language: months short in lists, whole in sentences."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from thaktho.ground.language import language
from thaktho.thai.dates import be_year, show, show_span, show_time
from thaktho.thai.dates.names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTHS, SHORT_MONTHS, WEEKDAYS
from thaktho.thai.money import in_words as _money_words
from thaktho.thai.money import show_money


def local(value: date) -> date:
    """The office's own day of a moment; a day as it is."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def month_name(month: int) -> str:
    """มี.ค."""
    return ENGLISH_MONTHS[month - 1][:3] if language() == "en" else SHORT_MONTHS[month - 1]


def weekday_name(day: date) -> str:
    return (ENGLISH_WEEKDAYS if language() == "en" else WEEKDAYS)[day.weekday()]


def year(day: date) -> int:
    return day.year if language() == "en" else be_year(day)


def day(value: date, form: str = "short") -> str:
    """short: 11 มี.ค. 2563 · long: 11 มีนาคม 2563 · full: วันพุธที่ 11 มีนาคม 2563 · noyear: 11 มี.ค. · month: มี.ค. 2563
    · longmonth: มีนาคม 2563"""
    value = local(value)
    if form == "noyear":
        return f"{value.day} {month_name(value.month)}"
    if form == "month":
        return f"{month_name(value.month)} {year(value)}"
    if form == "longmonth":
        name = ENGLISH_MONTHS[value.month - 1] if language() == "en" else MONTHS[value.month - 1]
        return f"{name} {year(value)}"
    return show(value, "medium" if form == "short" else "long", weekday=form == "full", lang=language())


def span(start: date, end: date | None, form: str = "short") -> str:
    """1–10 เม.ย. 2563"""
    last = local(end) if end else None
    return show_span(local(start), last, "medium" if form == "short" else "long", lang=language())


def clock(value: datetime) -> str:
    """10.42 น., as Thai offices write it."""
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{moment:%H:%M}" if language() == "en" else show_time(moment.time())


def moment(value: datetime, form: str = "short") -> str:
    joint = ", " if language() == "en" else " เวลา "
    return f"{day(value, form)}{joint}{clock(value)}"


def amount(value: Decimal | int | str) -> str:
    """20,000 · 1,250.50: satang only where there are any."""
    return show_money(Decimal(str(value)), unit=False)


def in_words(number: int) -> str:
    """13 is สิบสาม, for headings; in English and above 99 it stays a figure."""
    if language() == "en" or not 0 <= number < 100:
        return f"{number:,}"
    return _money_words(number).removesuffix("บาทถ้วน").removesuffix("ถ้วน").removesuffix("บาท")


def days_left(due: date, today: date) -> str:
    left = (due - today).days
    if language() == "en":
        if left == 0:
            return "due today"
        unit = "day" if abs(left) == 1 else "days"
        return f"{abs(left)} {unit} {'left' if left > 0 else 'late'}"
    if left > 0:
        return f"เหลือ {left} วัน"
    if left == 0:
        return "ครบกำหนดวันนี้"
    return "ครบกำหนดเมื่อวาน" if left == -1 else f"เกินกำหนด {-left:,} วัน"


def days_until(day: date, today: date) -> str:
    left = (day - today).days
    if language() == "en":
        return "today" if left == 0 else f"in {left} days" if left > 0 else f"{-left} days ago"
    return "วันนี้" if left == 0 else f"อีก {left} วัน" if left > 0 else f"{-left:,} วันที่แล้ว"
