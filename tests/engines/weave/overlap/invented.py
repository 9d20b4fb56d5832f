"""The invented rows of `invented.yaml` and the pairs its rule labels; no engine has a say in which pairs are taken."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import yaml

from thaktho.engines.weave import Row

FIELDS = ("title", "agency", "network", "area", "good_deed", "problem")


@dataclass(frozen=True)
class Labelled:
    a: Row
    b: Row
    label: str
    hard: bool


def rows(half: str) -> dict[str, list[Row]]:
    """Group -> its rows."""
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    return {
        group["code"]: [
            Row(f"{group['code']}-{n}", **dict(zip(FIELDS, line.split("|"), strict=True)))
            for n, line in enumerate(group["rows"])
        ]
        for group in yaml.safe_load(text)["groups"]
        if group["half"] == half
    }


def pairs(half: str) -> list[Labelled]:
    """Every `same` pair; two pairs of each kinship; of each row one `different` row with most letters in common (hard)
    and, for every second row, one drawn by lot."""
    return [*_same(half), *_related(half), *_different(half)]


def _kin(half: str) -> set[frozenset[str]]:
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    groups = [g for g in yaml.safe_load(text)["groups"] if g["half"] == half]
    return {frozenset((g["code"], other)) for g in groups for other in g["kin"]}


def _same(half: str) -> Iterator[Labelled]:
    for group in rows(half).values():
        for a, b in combinations(group, 2):
            yield Labelled(a, b, "same", len(_letters(a) & _letters(b)) < 8)


def _related(half: str) -> Iterator[Labelled]:
    groups = rows(half)
    for left, right in sorted(tuple(sorted(k)) for k in _kin(half)):
        for a, b in zip(groups[left][:2], groups[right][:2], strict=True):
            yield Labelled(a, b, "related", False)


def _different(half: str) -> Iterator[Labelled]:
    groups, kin = rows(half), _kin(half)
    far = {
        frozenset((a.id, b.id)): (a, b)
        for (left, some), (right, more) in combinations(groups.items(), 2)
        if frozenset((left, right)) not in kin
        for a, b in product(some, more)
    }
    taken: set[frozenset[str]] = set()
    dice = random.Random(7)
    for n, row in enumerate(r for group in groups.values() for r in group):
        mine = sorted((sorted(key), key) for key in far if row.id in key and key not in taken)
        near = max(mine, key=lambda m: len(_letters(far[m[1]][0]) & _letters(far[m[1]][1])))[1]
        taken.add(near)
        yield Labelled(*far[near], "different", True)
        if n % 2 == 0:
            drawn = dice.choice([key for _, key in mine if key != near])
            taken.add(drawn)
            yield Labelled(*far[drawn], "different", False)


def _letters(row: Row) -> set[str]:
    return {row.title[n : n + 3] for n in range(len(row.title) - 2)}
