"""A programme's own words for the action lexicon, as plain data, and what is refused of them.

    [{"concept": "waste.bank", "words": ["ธนาคารเปลี่ยนขยะ", "ขวดแลกไข่"]},
     {"concept": "own.salt", "label": "ทำเกลือสมุทร", "broader": "economy", "words": ["นาเกลือ", "เกลือ + ทะเล|สมุทร"]}]

`concept` is a code of the lexicon (its synonyms), or a new code beginning with "own." (a new activity, which needs a
`label`). `words` are patterns: parts joined by " + ", each a choice "a|b", "!" before a part that must not occur.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypedDict

from thaktho.engines.weave.text import compact

MOST, LONGEST, SHORTEST, CHOICES, PARTS = 500, 60, 3, 20, 4
OWN = "own."
KEYS = frozenset({"concept", "words", "label", "broader", "related"})
_CODE = re.compile(r"own\.[a-z0-9][a-z0-9._-]{0,40}")
_PART = re.compile(r"\s*\+\s*")


class Addition(TypedDict, total=False):
    """One entry; `concept` and `words` are always given."""

    concept: str
    words: list[str]
    label: str
    broader: str
    related: list[str]


class AdditionError(ValueError):
    """Entries that cannot be meant. `faults` are Thai sentences for the one who typed them."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def canonical(additions: Sequence[Addition | Mapping[str, Any]]) -> str:
    """The entries as one text: the same words give the same text."""
    try:
        return json.dumps(list(additions), ensure_ascii=False, sort_keys=True)
    except (TypeError, ValueError):
        raise AdditionError(("คำที่เพิ่มต้องเป็นข้อมูลธรรมดา (ข้อความและรายการ) เท่านั้น",)) from None


def checked(entries: Any, known: Mapping[str, object], boilerplate: Collection[str]) -> list[dict[str, Any]]:
    """The entries as they are. Raises AdditionError with every fault of every entry."""
    if not isinstance(entries, list) or len(entries) > MOST:
        raise AdditionError((f"เพิ่มได้ครั้งละไม่เกิน {MOST} รายการ",))
    faults: list[str] = []
    fresh: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("concept"), str):
            faults.append(f"รายการที่ {number}: ต้องบอกว่าเป็นคำของเรื่องใด")
            continue
        found = [*_of_entry(entry, known, fresh), *_of_words(entry.get("words"), boilerplate)]
        faults += [f"รายการที่ {number} ({entry['concept']}): {why}" for why in found]
        fresh.add(entry["concept"])
    for number, entry in enumerate(entries, start=1):
        named = _named(entry) if isinstance(entry, dict) else []
        unknown = [
            code for code in named if not isinstance(code, str) or (code not in known and code not in fresh)
        ]
        faults += [f"รายการที่ {number}: ไม่รู้จักเรื่อง “{code}” ที่อ้างถึง" for code in unknown]
    if faults:
        raise AdditionError(faults)
    return entries


def _named(entry: Mapping[str, Any]) -> list[Any]:
    related = entry.get("related", [])
    return [
        *([entry["broader"]] if entry.get("broader") else []),
        *(related if isinstance(related, list) else []),
    ]


def _of_entry(entry: Mapping[str, Any], known: Mapping[str, object], fresh: set[str]) -> list[str]:
    code = entry["concept"]
    if more := sorted(str(k) for k in set(entry) - KEYS):
        return [f"มีช่องที่ไม่รู้จัก: {', '.join(more)}"]
    if not isinstance(entry.get("related", []), list):
        return ["เรื่องที่เกี่ยวข้องต้องเป็นรายการ"]
    if code in known:
        return ["เป็นเรื่องที่มีอยู่แล้ว เพิ่มได้เฉพาะคำ เปลี่ยนชื่อหรือหมวดไม่ได้"] if set(entry) - {"concept", "words"} else []
    if not _CODE.fullmatch(code):
        return [f"ไม่มีเรื่องนี้ในพจนานุกรม เรื่องใหม่ต้องใช้รหัสที่ขึ้นต้นด้วย {OWN}"]
    if code in fresh:
        return ["รหัสนี้ซ้ำกับรายการก่อนหน้า"]
    label = entry.get("label")
    if (
        not isinstance(label, str)
        or not SHORTEST <= len(compact(label).text) <= LONGEST
        or set(label) & set("|+!@")
    ):
        return ["เรื่องใหม่ต้องมีชื่อเป็นข้อความสั้น ๆ ไม่มีเครื่องหมาย | + ! @"]
    return []


def _of_words(words: Any, boilerplate: Collection[str]) -> list[str]:
    if not isinstance(words, list) or not words or not all(isinstance(w, str) for w in words):
        return ["ต้องมีคำอย่างน้อยหนึ่งคำ"]
    return [why for pattern in words for why in _of_pattern(pattern, boilerplate)]


def _of_pattern(pattern: str, boilerplate: Collection[str]) -> list[str]:
    parts = _PART.split(pattern)
    if len(parts) > PARTS or any(len(p.split("|")) > CHOICES for p in parts):
        return [f"“{pattern[:LONGEST]}” ยาวเกินไป ใช้ได้ไม่เกิน {PARTS} ส่วน ส่วนละไม่เกิน {CHOICES} คำ"]
    if all(p.lstrip().startswith("!") for p in parts):
        return [f"“{pattern}” มีแต่คำที่ต้องไม่พบ"]
    out: list[str] = []
    for part in parts:
        for word in part.lstrip().removeprefix("!").split("|"):
            text = compact(word).text
            if word.strip().startswith("@") or "!" in word or "+" in word:
                out.append(f"“{word.strip()}” ใช้เครื่องหมาย @ ! + ตรงนี้ไม่ได้")
            elif not SHORTEST <= len(text) <= LONGEST:
                out.append(f"“{word.strip()[:LONGEST]}” สั้นหรือยาวเกินไป ใช้คำยาว {SHORTEST} ถึง {LONGEST} ตัวอักษร")
            elif text.isdigit() or text in boilerplate:
                out.append(f"“{word.strip()}” มีในชื่อกิจกรรมแทบทุกแถว จึงบอกไม่ได้ว่าทำอะไร")
    return out
