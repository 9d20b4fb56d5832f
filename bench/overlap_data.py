"""Reading labelled pairs, for the measuring and the learning of overlaps."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tests.engines.weave.overlap import invented
from thaktho.engines.weave.overlap import features, lexicon, profile
from thaktho.engines.weave.types import Row

HARD_SAME, HARD_DIFFERENT = "[ชื่อต่างกันมาก]", "[คำร่วม]"


@dataclass(slots=True)
class Sample:
    """Rows, deeds and labelled pairs (as indices into `rows`)."""

    rows: list[Row]
    pages: list[str]
    deeds: features.Deeds
    blank: features.Deeds
    i: np.ndarray
    j: np.ndarray
    label: np.ndarray
    reason: list[str]
    missing: int


def read_rows(path: Path) -> tuple[list[Row], list[str]]:
    rows, pages = [], []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for r in csv.DictReader(lines):
            rows.append(
                Row(
                    r["id"],
                    r["title"],
                    r.get("network", ""),
                    r.get("problem", ""),
                    r.get("good_deed", ""),
                    r.get("virtue", ""),
                    r.get("indicator", ""),
                    r.get("agency", ""),
                    r.get("area", ""),
                    when_text=r.get("when", ""),
                )
            )
            pages.append(r.get("source_url", r["id"]))
    return rows, pages


def read(rows_csv: Path, pairs_csv: Path) -> Sample:
    rows, pages = read_rows(rows_csv)
    at = {row.id: n for n, row in enumerate(rows)}
    words = lexicon.load()
    deeds = [profile.profile(row, words).deed for row in rows]
    with pairs_csv.open(encoding="utf-8-sig", newline="") as lines:
        pairs = list(csv.DictReader(lines))
    known = [p for p in pairs if p["id_a"] in at and p["id_b"] in at]
    return Sample(
        rows, pages, features.Deeds(deeds, words), features.Deeds([_blank(d, words) for d in deeds], words),
        np.array([at[p["id_a"]] for p in known], dtype=np.int64), np.array([at[p["id_b"]] for p in known], dtype=np.int64),
        np.array([p["label"] for p in known]), [p.get("reason", "") for p in known], len(pairs) - len(known),
    )  # fmt: skip


def read_invented(half: str) -> Sample:
    """The invented pairs of `tests/engines/weave/overlap/invented.yaml`."""
    pairs = invented.pairs(half)
    rows = list({row.id: row for p in pairs for row in (p.a, p.b)}.values())
    at = {row.id: n for n, row in enumerate(rows)}
    words = lexicon.load()
    deeds = [profile.profile(row, words).deed for row in rows]
    return Sample(
        rows, [row.id for row in rows], features.Deeds(deeds, words),
        features.Deeds([_blank(d, words) for d in deeds], words),
        np.array([at[p.a.id] for p in pairs], dtype=np.int64), np.array([at[p.b.id] for p in pairs], dtype=np.int64),
        np.array([p.label for p in pairs]), [HARD_DIFFERENT if p.hard else "" for p in pairs], 0,
    )  # fmt: skip


def _blank(deed: profile.Deed, words: lexicon.Lexicon) -> profile.Deed:
    """The deed as if the lexicon knew no activity of it: only its bare themes are left."""
    own = frozenset(c for c in words.find(deed.text) if words.concepts[c].kind == "theme")
    none: frozenset[str] = frozenset()
    return replace(deed, acts=none, weak=none, hints=none, themes=own, title_themes=own)
