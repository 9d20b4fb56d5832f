"""The words of a letter: the ready text of an invitation, and how one text speaks to monks, ministers and everybody.

A text may hold words in braces, which each copy says in its own way: {เรียน} {เชิญ} {ท่าน} {ชื่อ} {เครือข่าย}.
"""

from __future__ import annotations

import re
from typing import Any

from thaktho.thai import dates
from thaktho.thai.names import split_title

from ..models import Meeting
from .models import LetterRecipient

MERGE: dict[str, dict[str, str]] = {
    "rian": {"เรียน": "เรียน", "เชิญ": "เชิญ", "ท่าน": "ท่าน"},
    "krab": {"เรียน": "กราบเรียน", "เชิญ": "เรียนเชิญ", "ท่าน": "ท่าน"},
    "monk": {"เรียน": "นมัสการ", "เชิญ": "นิมนต์", "ท่าน": "พระคุณเจ้า"},
}
_BRACED = re.compile(r"\{\s*([ก-๙]+)\s*\}")
# Offices that only monks hold, and titles of monks. แม่ชี is addressed with เรียน.
_MONKS = re.compile(
    r"^\s*(?:ฯพณฯ\s*)?(?:พระ(?!ราช(?:วัง|ดำริ|ดำรัส))|เจ้าคณะ|รองเจ้าคณะ|เจ้าอาวาส|ผู้ช่วยเจ้าอาวาส|สามเณร|หลวงพ่อ|หลวงปู่|ครูบา|ตุ๊เจ้า|สมเด็จพระ)"
)
_NOT_MONKS = re.compile(r"^\s*พระ(?:พาย|นาย|ยา\s)")


def salutation_for(name: str, position: str = "") -> str:
    """A first guess, which the office may change: monks by title or office, everybody else เรียน."""
    title, _rest = split_title(name)
    for text in (title, name, position):
        if _MONKS.match(text) and not _NOT_MONKS.match(text):
            return str(LetterRecipient.Salutation.MONK.value)
    return str(LetterRecipient.Salutation.RIAN.value)


def merged(text: str, salutation: str, name: str, network: str, merge: dict[str, Any] | None = None) -> str:
    """The text as it is said to one recipient. Braces of no known word stay as they were typed."""
    words = dict((merge or MERGE)[salutation]) | {"ชื่อ": name, "เครือข่าย": network}
    return _BRACED.sub(lambda found: words.get(found[1], found[0]), text)


def invitation(meeting: Meeting, office: str, reply_by: Any = None) -> dict[str, str]:
    """Ready text in three parts, from what the meeting says of itself. What it does not say is left out."""
    title = meeting.title.removeprefix("การ")
    number = f" ครั้งที่ {meeting.printed_number}" if meeting.printed_number else ""
    why = f" เพื่อ{meeting.purpose.strip().removeprefix('เพื่อ')}" if meeting.purpose.strip() else ""
    wish = f"ในการนี้ {office} ขอ{{เชิญ}}{{ท่าน}}เข้าร่วมประชุมตามวัน เวลา และสถานที่ดังกล่าว"
    if reply_by:
        wish += f" และโปรดแจ้งตอบรับภายใน{dates.show(reply_by, weekday=True)}"
    return {
        "subject": f"ขอ{{เชิญ}}{title}{number}",
        "cause": f"ด้วย {office} กำหนดจัด{_held(title)}{number}{why} {when_and_where(meeting)}".strip(),
        "wish": wish,
        "conclusion": "จึง{เรียน}มาเพื่อโปรดพิจารณา",
    }


def _held(title: str) -> str:
    return title if title.startswith(("ประชุม", "งาน", "พิธี")) else f"การประชุม {title}"


def when_and_where(meeting: Meeting) -> str:
    """ในวันพุธที่ 8 กรกฎาคม 2563 เวลา 13.30 น. ณ โรงแรม…"""
    if meeting.held_until and meeting.held_until != meeting.held_on:
        words = f"ระหว่างวันที่ {dates.show_span(meeting.held_on, meeting.held_until)}"
    else:
        words = f"ใน{dates.show(meeting.held_on, weekday=True)}"
    if meeting.starts_at:
        words += f" เวลา {meeting.starts_at:%H.%M} น."
    return f"{words} ณ {meeting.place_text}" if meeting.place_text else words
