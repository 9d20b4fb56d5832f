"""What a list of pasted lines would become."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from ..models import Statement, Topic
from ..words import LONGEST, SHORTEST, text_key
from .likeness import near


@dataclass(frozen=True)
class Line:
    """One pasted line; `why` it is left out, or "" when it becomes a statement; `near`: the number of the shown statement
    that says nearly the same, or 0."""

    text: str
    why: str
    near: int = 0


def pasted(topic: Topic, texts: list[str], places: int | None = None) -> list[Line]:
    """In the order pasted. The same words stand in a topic once, also within the list. Of good lines the first `places`
    are taken; all of them without a limit."""
    known = dict(Statement.objects.filter(topic=topic).values_list("text_key", "number"))
    seen: set[str] = set()
    lines = []
    for text in texts:
        key = text_key(text)
        why = _why(text, known.get(key), key in seen)
        if not why and places is not None:
            places -= 1
            if places < 0:
                why = gettext("เกินจำนวนที่ห้องประชุมตอบได้ครบ")
        alike = near(topic, text) if not why else []
        lines.append(Line(text, why, alike[0].other.number if alike else 0))
        seen.add(key)
    return lines


def _why(text: str, number: int | None, repeated: bool) -> str:
    if len(text) < SHORTEST:
        return gettext("สั้นเกินไป ต้องมีอย่างน้อย %(n)s ตัวอักษร") % {"n": SHORTEST}
    if len(text) > LONGEST:
        return gettext("ยาวเกินไป ต้องไม่เกิน %(n)s ตัวอักษร") % {"n": LONGEST}
    if number is not None:
        return gettext("มีแล้วเป็นข้อ %(n)s") % {"n": number}
    return gettext("ซ้ำกับบรรทัดก่อนหน้า") if repeated else ""
