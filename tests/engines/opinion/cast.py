"""Invented votes for the tests, and the real conversations when they are at hand."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from thaktho.engines.opinion import Votes, gather

_SEEN = [one / "shared" / "data" / "polis" for one in Path(__file__).resolve().parents]
REAL = next(
    (one for one in _SEEN if one.is_dir()), _SEEN[-1]
)  # beside the house, or beside the folder of its worktrees


def made(
    people: int,
    statements: int,
    each: int,
    camps: int = 2,
    *,
    seed: int = 0,
    apart: float = 1.0,
    passes: float = 0.1,
) -> tuple[Votes, np.ndarray]:
    """Votes of `camps` camps that differ by `apart` in log-odds, and each person's camp."""
    rng = np.random.default_rng(seed)
    camp = rng.integers(0, camps, people)
    lean, base = rng.normal(size=(statements, camps)) * apart, rng.normal(size=statements)
    column = np.argsort(rng.random((people, statements)), axis=1)[:, :each]
    chance = 1 / (1 + np.exp(-(base[column] + lean[column, camp[:, None]])))
    vote = np.where(rng.random(column.shape) < passes, 0, np.where(rng.random(column.shape) < chance, 1, -1))
    person = np.repeat(np.arange(people), each)
    ids = [str(at) for at in range(people)], [str(at) for at in range(statements)]
    return gather(*ids, person, column.ravel(), vote.ravel()), camp


def conversation(name: str) -> tuple[Votes, dict[str, int]]:
    """A real conversation of ../shared/data/polis, and its moderation."""
    with (REAL / name / "votes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    voters, statements = {r["voter-id"]: 0 for r in rows}, {r["comment-id"]: 0 for r in rows}
    place = {key: at for at, key in enumerate(voters)}, {key: at for at, key in enumerate(statements)}
    votes = gather(
        list(voters),
        list(statements),
        np.array([place[0][r["voter-id"]] for r in rows]),
        np.array([place[1][r["comment-id"]] for r in rows]),
        np.array([int(r["vote"]) for r in rows]),
        np.array([int(r["timestamp"]) for r in rows]),
    )
    with (REAL / name / "comments.csv").open(encoding="utf-8") as file:
        return votes, {r["comment-id"]: int(r["moderated"]) for r in csv.DictReader(file)}
