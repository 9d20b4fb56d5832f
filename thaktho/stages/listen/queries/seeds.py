"""What a list of pasted lines would become."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from ..models import Statement, Topic
from ..words import LONGEST, SHORTEST, text_key


@dataclass(frozen=True)
class Line:
    """One pasted line; `why` it is left out, or "" when it becomes a statement."""

    text: str
    why: str


def pasted(topic: Topic, texts: list[str]) -> list[Line]:
    """In the order pasted. The same words stand in a topic once, also within the list."""
    known = dict(Statement.objects.filter(topic=topic).values_list("text_key", "number"))
    seen: set[str] = set()
    lines = []
    for text in texts:
        key = text_key(text)
        lines.append(Line(text, _why(text, known.get(key), key in seen)))
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
