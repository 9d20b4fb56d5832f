"""The form as data: fields, the spellings of their heads, words that close a table, words that mean blank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

_FORM = Path(__file__).parents[2] / "criteria" / "plan_forms" / "moral_plan.yaml"
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_NOT_WORD = re.compile(r"[^0-9a-z\u0e01-\u0e3a\u0e40-\u0e4e#]+")
_BRACKETS = re.compile(r"[(\[（][^)\]）]*[)\]）]")


@dataclass(frozen=True)
class Form:
    """``heads``: key -> (field, rank); ``starts``: (key, field), longest first; ``printed``: field -> official head."""

    heads: dict[str, tuple[str, int]]
    starts: list[tuple[str, str]]
    strangers: frozenset[str]
    sub_heads: dict[str, tuple[str, int]]
    totals: frozenset[str]
    blanks: frozenset[str]
    printed: dict[str, str]


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """A head or word bare of spaces, marks, case and digit system: what two spellings of it share."""
    text = _INVISIBLE.sub("", text).lower().translate(_DIGITS)
    text = text.replace("เเ", "แ").replace("ํา", "ำ")
    text = re.sub("ํ([่-๋])า", r"\1ำ", text)
    text = re.sub("([่-๋])ํา", r"\1ำ", text)
    return _NOT_WORD.sub("", text)


def bare(text: str) -> str:
    """The key without what stands in brackets: งบประมาณ (บาท) -> งบประมาณ."""
    return key(_BRACKETS.sub("", text))


@cache
def form() -> Form:
    """Read the form's data file once. Raises OSError or yaml.YAMLError if the house itself is broken."""
    data = yaml.safe_load(_FORM.read_text(encoding="utf-8"))
    heads: dict[str, tuple[str, int]] = {}
    starts: list[tuple[str, str]] = []
    printed: dict[str, str] = {}
    for field, spellings in data["fields"].items():
        printed[field] = str(spellings["heads"][0])
        for rank, spelling in enumerate(spellings["heads"]):
            heads.setdefault(key(str(spelling)), (field, rank))
        starts += [(key(str(spelling)), field) for spelling in spellings["starts"]]
    sub_heads = {
        key(str(spelling)): (field, rank)
        for field, spellings in data["sub_heads"].items()
        for rank, spelling in enumerate(spellings)
    }
    return Form(
        heads=heads,
        starts=sorted(starts, key=lambda pair: -len(pair[0])),
        strangers=frozenset(key(str(word)) for word in data["strangers"]),
        sub_heads=sub_heads,
        totals=frozenset(key(str(word)) for word in data["totals"]),
        blanks=frozenset(str(word) for word in data["blanks"]),
        printed=printed,
    )


def is_blank(text: str) -> bool:
    """Nothing, or a word that says nothing (-, ไม่ได้ระบุ)."""
    return not text or text.strip() in form().blanks
