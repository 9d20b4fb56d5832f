"""Languages a statement may be told in: data of the house, not of a programme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

FILE = Path(__file__).resolve().parents[2] / "criteria" / "languages.yaml"
OWN = "th"


@dataclass(frozen=True)
class Language:
    code: str
    th: str
    en: str
    own: str

    @property
    def name(self) -> str:
        return self.en if get_language() == "en" else self.th


@cache
def known() -> tuple[Language, ...]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["languages"]
    return tuple(Language(row["code"], row["th"], row["en"], row.get("own", row["th"])) for row in rows)


def named(code: str) -> Language | None:
    return next((language for language in known() if language.code == code), None)
