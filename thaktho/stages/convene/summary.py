"""The meeting in plain words, ready to paste into LINE. Pure: what it may say is decided by whoever fills `Told`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from thaktho.thai import dates

EXAMPLE = "ข้อมูลตัวอย่าง"


@dataclass(frozen=True)
class Told:
    """What may be told of a meeting: public parts only, never the names of those who came."""

    title: str
    held_on: date
    held_until: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    series: str = ""
    number: str = ""
    place: str = ""
    online_url: str = ""
    chair: str = ""
    organisers: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    reported: str = ""  # 100 คน (ตามข่าว)
    registered: int = 0
    registered_examples: bool = False
    decisions: tuple[str, ...] = ()
    decisions_are_examples: bool = False
    cancelled: str = ""
    url: str = ""
    is_example: bool = False


def summary_text(meeting: Told) -> str:
    """Title, day, place, chair, networks, decisions, address. What is not known is left out, never guessed."""
    lines = [f"ยกเลิก: {meeting.title}" if meeting.cancelled else meeting.title]
    if meeting.series or meeting.number:
        lines.append(
            " ".join(filter(None, (meeting.series, f"ครั้งที่ {meeting.number}" if meeting.number else "")))
        )
    lines.append(when(meeting.held_on, meeting.held_until, meeting.starts_at, meeting.ends_at))
    if meeting.cancelled:
        lines.append(f"เหตุผล: {meeting.cancelled}")
    registered = f"{meeting.registered} คน" + (f" ({EXAMPLE})" if meeting.registered_examples else "")
    labelled = (
        ("สถานที่", meeting.place),
        ("ออนไลน์", meeting.online_url),
        ("ประธาน", meeting.chair),
        ("จัดโดย", " และ".join(meeting.organisers)),
        (f"เครือข่าย {len(meeting.networks)}", " · ".join(meeting.networks)),
        ("ผู้เข้าร่วม", meeting.reported),
        ("ลงทะเบียน", registered if meeting.registered else ""),
    )
    lines += [f"{label}: {words}" for label, words in labelled if words]
    if meeting.decisions:
        lines += ["", f"มติที่ประชุม ({EXAMPLE})" if meeting.decisions_are_examples else "มติที่ประชุม"]
        lines += [f"{number}. {text}" for number, text in enumerate(meeting.decisions, 1)]
    if meeting.is_example:
        lines += ["", f"({EXAMPLE})"]
    if meeting.url:
        lines += ["", meeting.url]
    return "\n".join(lines)


def when(start: date, end: date | None, begins: time | None, ends: time | None) -> str:
    """วันพุธที่ 11 มีนาคม 2563 เวลา 13.30–16.00 น."""
    if end is None or end == start:
        words = dates.show(start, weekday=True)
    else:
        words = f"วันที่ {dates.show_span(start, end)}"
    if begins is None:
        return words
    hours = f"{begins:%H.%M}–{ends:%H.%M} น." if ends else f"{begins:%H.%M} น."
    return f"{words} เวลา {hours}"
