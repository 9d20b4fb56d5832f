"""From cleaned text to tokens: numbers, months, weekdays, year words, connectors, and what is unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from . import names

Kind = Literal[
    "number", "numeric", "month", "weekday", "month_word", "year_word",
    "calendar_word", "fiscal_word", "quarter_word",
    "be", "ce", "range", "and", "slash", "start", "code", "unknown",
]  # fmt: skip


@dataclass(frozen=True)
class Token:
    """One unit. `value`: the number, month 1-12 or weekday 0-6; `text` as cleaned; `note` what was
    assumed."""

    kind: Kind
    text: str
    value: int = 0
    note: str = ""
    latin: bool = False

    @property
    def width(self) -> int:
        return len(self.text)


_WORDS: tuple[tuple[Kind | None, str], ...] = (
    (
        "fiscal_word",
        (
            r"(?:ประจำ|ตลอด|ใน|ภายใน|ของ|รอบ)*\s*ปี\s*(?:งบประมาณ|งบประมาน|งบประมณ|งบปม\.?|งบฯ|งบ|งปม\.?|งป\.?|การเงิน)\s*(?:รายจ่าย)?(?:ประจำปี)?"
            r"|งบประมาณ\s*(?:รายจ่าย)?(?:ประจำ)?ปี|งบประมาณ(?=\s*พ\s?\.?\s?ศ)|(?:งบฯ?|งปม\.?)\s*ปี"
            r"|(?:fiscal|financial|budget)\s+year|f\.?y\.?(?=[\s.']*\d)"
        ),
    ),
    ("quarter_word", r"ไตรมา[สศ]\s*(?:ที่)?|quarter|qtr\.?|q(?=\s?\d)"),
    ("calendar_word", r"(?:ตลอด|ใน|ภายใน|ประจำ)*ปีปฏิทิน|calendar year|cy(?=\s?\d)"),
    ("be", r"พุทธศักราช"),
    ("ce", r"คริสต์?ศักราช"),
    ("range", r"จนถึง|ถึง(?:วันที่)?|(?:วัน)?สิ้นสุด|(?:to|until|till|through|thru)\b|-"),
    (None, r"ตรงกับ|เป็นวัน"),
    ("and", r"และ|กับ|พร้อมทั้ง|and\b|[,;&+]"),
    ("slash", r"/"),
    ("start", r"ตั้งแต่|เริ่ม(?:ต้น)?|from\b"),
    ("month_word", r"เดือน"),
    ("year_word", r"(?:ประจำ|ตลอด(?:ทั้ง)?|ใน|ของ|ทั้ง|รอบ)*\s*ปี|year\b"),
    (
        None,
        r"วันที่|ที่|วัน|เมื่อ|ใน|ระหว่าง|ช่วง|ห้วง|ประจำ|ของ|นี้|ลง|the\b|of\b|on\b|between\b|date\b|day\b|(?:st|nd|rd|th)\b|[.:ฯ]",
    ),
)
_WORD_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _WORDS)
#: Short marks are read only where a word begins: พศ is also inside เพศ.
_BE = re.compile(r"พ\s?\.?\s?ศ(?:\s?\.+|(?![ก-๙]))|b\.?\s?e\.?(?![a-z])")
_CE = re.compile(r"ค\s?\.?\s?ศ(?:\s?\.+|(?![ก-๙]))|(?:a\.?\s?d|c\.?\s?e)\.?(?![a-z])")

_RUN = re.compile(r"[0-9a-z]+(?:[-/.][0-9a-z]+)*")
_DATE = r"(?:\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([/.-])\d{1,2}\2\d{1,2})"
_ONE_DATE = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{4}|\d{1,2})")
_DAYS_OF_DATE = re.compile(r"(\d{1,2})-(\d{1,2})(?=([/.])\d{1,2}\3(?:\d{4}|\d{2})$)")
_TWO_DATES = re.compile(r"(\d{1,4}[/.]\d{1,2}(?:[/.]\d{1,4})?)-(\d{1,4}[/.]\d{1,2}[/.]\d{1,4})")
_ISO_INTERVAL = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
_PLAIN_PARTS = re.compile(
    r"\d{1,4}(?:[-/]\d{1,4})?|\d{1,2}-\d{1,2}-\d{1,2}|\d-\d/\d{2,4}|\d{1,2}/\d{4}-\d{1,2}/\d{4}"
)
_MIXED = re.compile(r"\d{1,4}|[a-z]+|[-/.]")


def tokens(text: str) -> list[Token]:
    """Tokens of cleaned `text` (see `clean`), in order. Words that carry no meaning for a date are
    left out."""
    found: list[Token] = []
    at, inside_word = 0, False
    while at < len(text):
        if text[at] == " ":
            at, inside_word = at + 1, False
            continue
        new, end = _token_at(text, at, found, inside_word)
        inside_word = bool(new) and new[-1].kind == "unknown"
        for token in new:
            if not (token.kind == "unknown" and found and found[-1].kind == "unknown"):
                found.append(token)
        at = end
    return found


def _token_at(text: str, at: int, before: list[Token], inside_word: bool) -> tuple[list[Token], int]:
    if not inside_word and (word := _thai_short_at(text, at)):
        return word
    if month := names.month_at(text, at):
        number, end, _ = month
        if not inside_word or text[at:end].rstrip(".") in names.MONTHS:
            return [Token("month", text[at:end], number)], end
    if weekday := names.weekday_at(text, at):
        number, end = weekday
        if not inside_word and not text.startswith(("ศักราช", "ศาสนา"), end):
            return [Token("weekday", text[at:end], number)], end
    for kind, pattern in _WORD_PATTERNS:
        if match := pattern.match(text, at):
            return ([Token(kind, match.group())] if kind else []), match.end()
    if run := _RUN.match(text, at):
        return _of_run(run.group(), text, run.end()), run.end()
    if not inside_word and (month := _misspelt(text, at, before)):
        number, end, _ = month
        note = f"อ่าน “{text[at:end]}” เป็น {names.MONTHS[number - 1]}"
        return [Token("month", text[at:end], number, note)], end
    end = at + 1
    while end < len(text) and text[end] in "ะัาำิีึืฺุู็่้๊๋์":
        end += 1
    return [Token("unknown", _word_at(text, at))], end


def _thai_short_at(text: str, at: int) -> tuple[list[Token], int] | None:
    if match := _BE.match(text, at):
        return [Token("be", match.group())], match.end()
    if match := _CE.match(text, at):
        return [Token("ce", match.group())], match.end()
    return None


def _word_at(text: str, at: int) -> str:
    match = re.compile(r"[ก-๙]+").match(text, at)
    return match.group() if match else text[at]


def _misspelt(text: str, at: int, before: list[Token]) -> tuple[int, int, bool] | None:
    """A misspelt month, only where a month is due: after a number, เดือน or a connector, or at the
    beginning."""
    if before and before[-1].kind not in (
        "number",
        "month_word",
        "range",
        "and",
        "slash",
        "weekday",
        "start",
    ):
        return None
    cut = re.compile(r"ถึง|และ|พ\.?ศ|ปี|จนถึง|กับ").search(text, at)
    return names.misspelt_month_at(text[: cut.start()] if cut else text, at)


def _of_run(run: str, text: str, end: int) -> list[Token]:
    """Tokens of an unbroken run of digits and Latin letters: a numeric date, a range, a word, or a code."""
    if _ONE_DATE.fullmatch(run) and not _month_follows(text, end):
        return [Token("numeric", run)]
    if days := _DAYS_OF_DATE.match(run):
        rest = run[days.end() :]
        return [Token("numeric", days[1] + rest), Token("range", "-"), Token("numeric", days[2] + rest)]
    if two := _TWO_DATES.fullmatch(run) or _ISO_INTERVAL.fullmatch(run):
        return [Token("numeric", two[1]), Token("range", "-"), Token("numeric", two[2])]
    if run.isdigit() and len(run) <= 4:
        return [Token("number", run, int(run))]
    if _PLAIN_PARTS.fullmatch(run):
        return [_part(part) for part in re.findall(r"\d+|[-/]", run)]
    if re.search(r"[a-z]", run):
        return _latin(run)
    return [Token("code", run)]


def _part(part: str) -> Token:
    if part == "-":
        return Token("range", part)
    return Token("slash", part) if part in "/." else Token("number", part, int(part))


def _month_follows(text: str, end: int) -> bool:
    rest = text[end:].lstrip()
    return names.month_at(rest, 0) is not None or rest.startswith("เดือน")


def _latin(run: str) -> list[Token]:
    """A run with Latin letters: `11-mar-2563`, `20th`, `fy2567` are read part by part; anything else
    is a code."""
    parts = _MIXED.findall(run)
    if "".join(parts) != run:
        return [Token("code", run)]
    found: list[Token] = []
    for part in parts:
        if not part.isalpha():
            if part != ".":
                found.append(_part(part))
        elif month := names.latin_month(part):
            note = f"อ่าน “{part}” เป็น {names.ENGLISH_MONTHS[month[0] - 1]}" if month[1] else ""
            found.append(Token("month", part, month[0], note, latin=True))
        elif (weekday := names.latin_weekday(part)) is not None:
            found.append(Token("weekday", part, weekday))
        elif part in ("st", "nd", "rd", "th"):
            continue
        elif part in ("fy", "q", "cy"):
            found.append(Token({"fy": "fiscal_word", "q": "quarter_word", "cy": "calendar_word"}[part], part))  # type: ignore[arg-type]
        elif part == "to":
            found.append(Token("range", part))
        else:
            return [Token("code" if len(parts) > 1 else "unknown", run)]
    return found
