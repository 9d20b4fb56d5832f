"""The starting lists: kinds, their other names, and categories (criteria/capitals.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from thaktho.thai.words import search_text

FILE = Path(__file__).resolve().parents[2] / "criteria" / "capitals.yaml"


@dataclass(frozen=True)
class Category:
    kind: str
    name: str
    source: str
    verified: bool


@dataclass(frozen=True)
class KindWords:
    kind: str
    name_th: str
    aliases: tuple[str, ...]
    categories: tuple[Category, ...]


@cache
def kinds() -> dict[str, KindWords]:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))["kinds"]
    return {
        kind: KindWords(
            kind,
            words["name_th"],
            tuple(words["aliases"]),
            tuple(Category(kind, **category) for category in words["categories"]),
        )
        for kind, words in data.items()
    }


def kind_named(text: str) -> str:
    """The kind a paper means, by its name or another name of it; "" when unknown."""
    wanted = search_text(text)
    for words in kinds().values():
        if wanted and wanted in {search_text(name) for name in (words.kind, words.name_th, *words.aliases)}:
            return words.kind
    return ""


def category(kind: str, name: str) -> Category | None:
    """The starting list's word on a category; None for a free one."""
    words = kinds().get(kind)
    return next((one for one in words.categories if one.name == name), None) if words else None
