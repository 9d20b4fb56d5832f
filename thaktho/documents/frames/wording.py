"""How text is set on an official page: Thai digits, whole names, dates, money, and what stands for nothing."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from html import escape
from pathlib import Path

import yaml

from thaktho.thai import dates
from thaktho.thai.numerals import to_arabic, to_thai

NOT_STATED = "ไม่ได้ระบุ"
JOINER = "\u2060"
_LATIN = re.compile(r"[A-Za-z0-9@:/._\-+&%#?=]*[A-Za-z][A-Za-z0-9@:/._\-+&%#?=]*")
_KEEP = Path(__file__).with_name("keep_together.yaml")
_CHRISTIAN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A short word before a name: ต.หัวง้ม จ. เชียงราย อบต.ดอยฮาง. The short word never ends a line.
_SHORT_WORD = re.compile(r"(?<![ก-๙.])(?:[ก-ฮ]{1,4}\.){1,3}[ \u00a0]?")
_SHORT = rf"{_SHORT_WORD.pattern}(?=[ก-๙])"
# Its name is kept whole, unless it is longer than a narrow column.
_PLACE = rf"{_SHORT}[ก-๙]{{2,12}}(?![ก-๙])"
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without characters that XML and pages cannot hold; one kind of line end; no ๆ alone at a line's start."""
    return _UNSHOWABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace(" ๆ", "\u00a0ๆ")


def thai(text: str) -> str:
    """Thai digits everywhere but inside Latin words, codes and addresses (COVID-19 stays)."""
    parts: list[str] = []
    end = 0
    for found in _LATIN.finditer(text):
        parts += [to_thai(text[end : found.start()]), found.group()]
        end = found.end()
    return "".join(parts) + to_thai(text[end:])


def money(amount: Decimal) -> str:
    """๑,๒๐๐ or ๑,๒๐๐.๕๐: satang only where there are some."""
    whole = amount == amount.to_integral_value()
    return to_thai(f"{amount:,.0f}" if whole else f"{amount:,.2f}")


def day(date: dt.date) -> str:
    """๒๔ มิถุนายน ๒๕๖๓."""
    return to_thai(dates.show(date))


def when(text: str, start: dt.date | None, end: dt.date | None) -> str:
    """The time of a row in words: its own words first, else its dates written out. An official page counts years in the
    Buddhist era: own words that count otherwise give way to the dates read from them."""
    if start is None or (text and not _CHRISTIAN.search(to_arabic(text))):
        return text
    return dates.show(start) if end is None or end == start else dates.show_span(start, end)


@cache
def _names(extra: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of every name to keep whole, longest first, and each name's spelling with its breaks marked."""
    marked = [str(name) for name in yaml.safe_load(_KEEP.read_text(encoding="utf-8"))] + list(extra)
    spelled = {name.replace("|", ""): name for name in marked if name.replace("|", "").strip()}
    longest = sorted(spelled, key=lambda name: (-len(name), name))
    names = "|".join(re.escape(name) for name in longest)
    return re.compile(
        f'([(\\[“‘"]*)((?:{_SHORT})?(?:{names})|{_PLACE}|{_SHORT})([)\\]”’".,:;!?ๆฯ…]*)'
    ), spelled


def html(text: str, keep: tuple[str, ...] = ()) -> str:
    """Text for a PDF page: escaped, Thai digits, names whole, lines as <br>.

    A name gets its no-break span only where the line breaker would break it: a span is a box, and boxes cost time. A
    short word whose name is not known is kept with the name's first piece.
    """
    pattern, _ = _names(keep)
    parts: list[str] = []
    end = 0
    shown = thai(clean(text))
    breaks = _breaks(shown)
    for found in pattern.finditer(shown):
        stop = found.end()
        if _SHORT_WORD.fullmatch(found[2]):
            stop = next((place for place in breaks if place > stop), len(shown))
            # A box's last space is not drawn: «๑๓.๓๐ น. ณ โรงแรม» would lose it.
            stop = found.start() + len(shown[found.start() : stop].rstrip(" "))
        if found.start() >= end and any(found.start() < place < stop for place in breaks):
            parts += [
                escape(shown[end : found.start()]),
                f'<span class="k">{escape(shown[found.start() : stop])}</span>',
            ]
            end = stop
    parts.append(escape(shown[end:]))
    return "".join(parts).replace("\n", "<br>")


def _breaks(text: str) -> list[int]:
    """Where Pango may break the text, in characters."""
    from weasyprint.text.line_break import get_log_attrs

    if not text:
        return []
    attributes = get_log_attrs(text, "th")
    return [place for place in range(len(text)) if attributes[place].is_line_break]


def office(text: str, keep: tuple[str, ...] = ()) -> str:
    """Text for a DOCX page: Thai digits, and WORD JOINER where a name would break."""
    pattern, spelled = _names(keep)

    def joined(found: re.Match[str]) -> str:
        short = _SHORT_WORD.match(found[2])
        name = found[2][short.end() :] if short else found[2]
        return found[1] + _tied(short) + spelled.get(name, name).replace("|", JOINER) + found[3]

    return pattern.sub(joined, thai(clean(text)))


def _tied(short: re.Match[str] | None) -> str:
    """The short word with a space that does not break after it, or a joiner where there is none."""
    if short is None:
        return ""
    word = short.group().rstrip(" \u00a0")
    return word + ("\u00a0" if len(word) < len(short.group()) else JOINER)
