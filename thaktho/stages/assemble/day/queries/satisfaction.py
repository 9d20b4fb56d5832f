"""The form of the day: its questions from `criteria/satisfaction.yaml`, and counts of its answers."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db.models import Q, QuerySet

from thaktho.documents.spreadsheet_cell import plain

from ...editions.models import Edition
from ..models import Satisfaction

FILE = Path(__file__).resolve().parents[4] / "criteria" / "satisfaction.yaml"
FEWEST = 5  # under so many answers a count could be somebody


@dataclass(frozen=True)
class Form:
    """One version of the questions. `steps` from the most satisfied to the least: (5, word) … (1, word)."""

    code: str
    verified: bool
    source: str
    steps: tuple[tuple[int, str], ...]
    statements: tuple[tuple[str, str], ...]  # (code, text)


@dataclass(frozen=True)
class Result:
    """A statement and its answers: (step, word, count, class of the bar's width); None while fewer than FEWEST."""

    code: str
    text: str
    answered: int
    steps: tuple[tuple[int, str, int, str], ...] | None


@cache
def forms() -> dict[str, Form]:
    """All versions by code; the first is the one asked now."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        one["code"]: Form(
            one["code"],
            bool(one["verified"]),
            one.get("source", ""),
            tuple((int(step), word) for step, word in one["steps"].items()),
            tuple((code, text) for code, text in one["statements"].items()),
        )
        for one in read["forms"]
    }


def current() -> Form:
    return next(iter(forms().values()))


def used(edition: Edition) -> Form:
    """The version this edition was asked with: what stands first where nobody has answered."""
    code = Satisfaction.objects.filter(edition=edition).values_list("form", flat=True).first()
    return forms().get(code or "", current())


def answered(edition: Edition, token: UUID) -> bool:
    return Satisfaction.objects.filter(edition=edition, token=token).exists()


def count(edition: Edition) -> int:
    return Satisfaction.objects.filter(edition=edition).count()


def results(edition: Edition) -> tuple[Form, int, list[Result]]:
    """(form, how many answered, a line a statement). Two queries."""
    form = used(edition)
    rows = list(
        Satisfaction.objects.filter(edition=edition, form=form.code).values_list("answers", flat=True)
    )
    found = []
    for code, text in form.statements:
        told = Counter(int(row[code]) for row in rows if code in row)
        total = sum(told.values())
        steps = tuple(
            (step, word, told[step], f"w{round(100 * told[step] / total) if total else 0}")
            for step, word in form.steps
        )
        found.append(Result(code, text, total, steps if total >= FEWEST else None))
    return form, len(rows), found


def words(edition: Edition, *, hidden: bool = False) -> QuerySet[Satisfaction]:
    """Answers that say something, in no order of time."""
    found = Satisfaction.objects.filter(edition=edition, hidden=hidden).exclude(Q(liked="") & Q(better=""))
    return found.order_by("token")


def row(edition: Edition, id: UUID) -> Satisfaction | None:
    return Satisfaction.objects.filter(edition=edition, pk=id).select_related("edition").first()


def steps_csv(edition: Edition) -> str:
    """A line an answer, steps only: without words, network and hour nobody can be known by it."""
    form = used(edition)
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([plain(text) for _code, text in form.statements])
    rows = Satisfaction.objects.filter(edition=edition, form=form.code).order_by("token")
    for answers in rows.values_list("answers", flat=True):
        write.writerow([answers.get(code, "") for code, _text in form.statements])
    return out.getvalue()


def words_csv(edition: Edition, heads: tuple[str, str]) -> str:
    """What was said, sorted by its own letters, not beside any answer."""
    out = io.StringIO()
    write = csv.writer(out)
    found: list[tuple[Any, ...]] = []
    for liked, better in words(edition).values_list("liked", "better"):
        found += [(heads[0], plain(liked))] if liked else []
        found += [(heads[1], plain(better))] if better else []
    write.writerows(sorted(found))
    return out.getvalue()
