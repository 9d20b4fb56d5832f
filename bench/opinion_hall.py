"""Halls whose truth is known: 13 networks, and what the lists say of them.

A finding is false when a statement is said to be agreed by all although less than half of some heard network would agree, or
when a network is said to refuse although half of it or more would agree. Passes are not agreement.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from thaktho.engines.opinion import Votes, opinion_map
from thaktho.engines.opinion.rates import CELL

NETWORKS, STATEMENTS, PASSES = 13, 30, 0.05


@dataclass(frozen=True)
class Hall:
    """`network` and `chance` of agreeing (people, statements) of each person; `shared`: what all networks like; `vetoed`:
    (network, statement) pairs planted against."""

    network: np.ndarray
    chance: np.ndarray
    shared: set[int]
    vetoed: set[tuple[int, int]]
    missing: float = 0.0


def even(seed: int) -> Hall:
    """100 people, 13 networks of 7 or 8: eight statements that all like (85-95 %), the rest mixed; in every second hall one
    network refuses two of the eight."""
    rng = np.random.default_rng([seed, 3])
    network = np.arange(100) % NETWORKS
    base = np.concatenate([rng.uniform(1.8, 2.9, 8), rng.normal(0, 0.8, 22)])
    odds = base + rng.normal(0, 0.7, (100, 1)) * np.concatenate([np.zeros(8), np.ones(22)])
    vetoed = {(4, 0), (4, 1)} if seed % 2 == 0 else set()
    for unit, at in vetoed:
        odds[network == unit, at] = -2.5
    shared = set(range(8)) - {at for _, at in vetoed}
    return Hall(network, 1 / (1 + np.exp(-odds)), shared, vetoed)


def uneven(seed: int, people: int, missing: float = 0.0) -> Hall:
    """Networks from a third of the hall down to two or three people; ten statements that nearly all like (80-95 %), half of
    which one network of five or more is against (10-45 %)."""
    rng = np.random.default_rng([seed, 99])
    share = 1 / np.arange(1, NETWORKS + 1)
    network = np.repeat(
        np.arange(NETWORKS), np.maximum(1, np.round(share / share.sum() * people).astype(int))
    )
    rate = rng.beta(2.75, 2.25, (1, STATEMENTS)) + rng.normal(0, 0.12, (NETWORKS, STATEMENTS))
    rate = np.clip(rate, 0.03, 0.97)
    rate[:, :10] = rng.uniform(0.8, 0.95, 10)
    heard = np.flatnonzero(np.bincount(network) >= CELL)
    vetoed = {(int(rng.choice(heard)), at) for at in range(5)}
    for unit, at in vetoed:
        rate[unit, at] = rng.uniform(0.1, 0.45)
    return Hall(network, rate[network], set(range(5, 10)), vetoed, missing)


def mixed(seed: int) -> Hall:
    """Networks of 3 to 25 people that differ by more or less; a third of the statements are liked, up to three vetoes."""
    rng = np.random.default_rng([seed, 77])
    network = np.repeat(np.arange(NETWORKS), np.maximum(3, rng.lognormal(1.9, 0.6, NETWORKS).astype(int)))
    liked = rng.random(STATEMENTS) < 0.3
    base = np.where(liked, rng.uniform(1.2, 3, STATEMENTS), rng.normal(0, 1, STATEMENTS))
    odds = base + rng.normal(0, rng.choice([0.3, 0.6, 1.0]), (NETWORKS, STATEMENTS))[network]
    odds = odds + rng.normal(0, 0.7, (len(network), 1)) * np.where(liked, 0.3, 1)
    vetoed = set()
    for _ in range(rng.integers(0, 4) if liked.any() else 0):
        unit, at = int(rng.integers(NETWORKS)), int(rng.choice(np.flatnonzero(liked)))
        odds[network == unit, at] = -2
        vetoed.add((unit, at))
    return Hall(network, 1 / (1 + np.exp(-odds)), set(), vetoed)


def votes_of(hall: Hall, seed: int) -> Votes:
    """Everybody votes on everything, but for what is missing."""
    rng = np.random.default_rng([seed, 31])
    vote = np.where(rng.random(hall.chance.shape) < hall.chance, 1, -1).astype(np.int8)
    vote[rng.random(vote.shape) < PASSES] = 0
    people, width = vote.shape
    start = np.arange(people + 1, dtype=np.int64) * width
    ids = [str(at) for at in range(people)], [str(at) for at in range(width)]
    whole = Votes(*ids, start, np.tile(np.arange(width, dtype=np.int32), people), vote.ravel())
    return whole.where(rng.random(len(whole.vote)) >= hall.missing)


@dataclass
class Score:
    """Counts over halls; `pairs`: networks named as refusing."""

    found: int = 0
    planted: int = 0
    listed: int = 0
    false_all: int = 0
    refused: int = 0
    false_refused: int = 0
    pairs: int = 0
    false_pairs: int = 0
    named: int = 0
    vetoes: int = 0
    unheard: list[int] = field(default_factory=list)

    @property
    def false(self) -> float:
        return (self.false_all + self.false_refused) / max(self.listed + self.refused, 1)


def judge(hall: Hall, seed: int, score: Score) -> None:
    votes = votes_of(hall, seed)
    nets = {f"N{at}": [str(one) for one in np.flatnonzero(hall.network == at)] for at in range(NETWORKS)}
    lines = opinion_map(votes, networks=nets)["consensus"]
    heard = np.bincount(hall.network, minlength=NETWORKS) >= CELL
    rate = np.array([hall.chance[hall.network == at].mean(axis=0) for at in range(NETWORKS)]) * (1 - PASSES)
    against = rate < 0.5
    wrong = {int(at) for at in np.flatnonzero(against[heard].any(axis=0))}
    everywhere = {int(line["statement"]) for line in lines if line["list"] == "all"}
    told = {
        (int(unit[1:]), int(line["statement"]))
        for line in lines
        if line["list"] == "refused_by"
        for unit in line["units"]
    }
    refused = {at for _, at in told}
    vetoed = {pair for pair in hall.vetoed if heard[pair[0]]}
    score.planted += len(hall.shared)
    score.found += len(hall.shared & everywhere)
    score.listed += len(everywhere)
    score.false_all += len(everywhere & wrong)
    score.refused += len(refused)
    score.false_refused += len(refused - wrong)
    score.pairs += len(told)
    score.false_pairs += sum(not against[pair] for pair in told)
    score.vetoes += len(vetoed)
    score.named += len(vetoed & told)
    score.unheard.append(int((~heard).sum()))


def halls(seeds: int) -> None:
    """Planted consensus found, false findings (bar 5 %), vetoes named, in four kinds of halls."""
    kinds: dict[str, Callable[[int], Hall]] = {
        "100 people, 13 of 7": even,
        "120 people, uneven": lambda seed: uneven(seed, 120),
        "400 people, uneven, 40 % of votes missing": lambda seed: uneven(seed, 400, 0.4),
        "networks of 3 to 25 that differ": mixed,
    }
    print(f"\n{STATEMENTS} statements, {NETWORKS} networks, {seeds} seeds each (false findings: bar 5 %)")
    for name, kind in kinds.items():
        score = Score()
        for seed in range(seeds):
            judge(kind(seed), seed, score)
        planted = (
            f"planted consensus found {score.found} of {score.planted} ({score.found / score.planted:.0%}); "
            if score.planted
            else ""
        )
        print(f"  {name}: {planted}false findings {score.false:.1%} ({score.false_all} of {score.listed} said of all, "
              f"{score.false_refused} of {score.refused} refused; networks named wrongly {score.false_pairs} of {score.pairs}); "
              f"vetoes named {score.named} of {score.vetoes}; unheard {np.mean(score.unheard):.1f}")  # fmt: skip


if __name__ == "__main__":
    halls(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
