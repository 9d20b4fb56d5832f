"""Groups of opinion: how many there are, who is in which, and how sure that is.

k groups of points lie in at most k - 1 dimensions, so k groups are sought in the ideal point model of min(k - 1, 4)
dimensions, by k-means on positions scaled by how much they change votes (`ideal.main_axes`). Each person's votes are cut in
two halves; a number of groups is worth as much as the two halves agree on who is where (adjusted Rand index), and it must
beat the same figure on votes shuffled within each statement. The k that agrees best is taken; among many people near ties
go to the larger k, else to the smaller, or to the k of the last map. No k passes: one group. All draws are by seed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .chunked import Executor, local
from .ideal import Items, lean, learn, main_axes, score_all
from .jit import compiled
from .kmeans import ari, kmeans, nearest
from .store import Codes, Flags, Floats, Ints, Votes

DIMENSIONS = 4
LEARNERS, LEARNT_VOTES, DRAFT_VOTES = 100_000, 1_200_000, 300_000
JUDGES = 3_000  # people whose halves are compared
FEW = 1_000  # people on whom chance is measured; it falls faster than their number to the power 3/4
DECIDED = 7  # votes, passes apart, from which a person takes part in the comparison
FEWEST = 50  # people: below, no groups are sought
LEVEL = 0.03
NEAR, NEAR_SHARE, CLEARLY = 0.04, 0.8, 1.1


@dataclass(frozen=True, slots=True)
class Choice:
    """Why this many groups. By number of groups: `halves`, the mean agreement of half votes; `chance`, what shuffled
    votes reach. `level`: what had to be passed."""

    k: int
    halves: dict[int, float] = field(default_factory=dict)
    chance: dict[int, float] = field(default_factory=dict)
    level: float = LEVEL


@dataclass(slots=True)
class Models:
    """The ideal point models by dimension, learnt when first asked for on people drawn at random: `draft` on few, to find
    the number of groups; `of` on more, begun with the draft."""

    votes: Votes
    seed: int
    run: Executor = local
    drafts: dict[int, Items] = field(default_factory=dict)
    known: dict[int, Items] = field(default_factory=dict)

    def draft(self, d: int) -> Items:
        if d not in self.drafts:
            self.drafts[d] = learn(learners(self.votes, self.seed, DRAFT_VOTES), d, run=self.run)
        return self.drafts[d]

    def of(self, d: int) -> Items:
        if d not in self.known:
            more = learners(self.votes, self.seed, LEARNT_VOTES)
            few = more.people == learners(self.votes, self.seed, DRAFT_VOTES).people
            self.known[d] = self.draft(d) if few else learn(more, d, begin=self.draft(d), run=self.run)
        return self.known[d]


def learners(votes: Votes, seed: int, most_votes: int = LEARNT_VOTES) -> Votes:
    """The people the statements are learnt from: all, or as many drawn as the limits allow."""
    cast = max(int(votes.start[-1]), 1)
    most = min(LEARNERS, max(1, int(votes.people * min(1.0, most_votes / cast))))
    return votes if votes.people <= most else votes.rows(_draw(votes.people, most, seed, 1))


def dimensions(k: int) -> int:
    """In how many dimensions k groups are sought."""
    return max(1, min(k - 1, DIMENSIONS))


def choose(
    votes: Votes,
    models: Models,
    seed: int,
    most: int = 6,
    before: int | None = None,
    *,
    splits: int | None = None,
    level: float | None = None,
) -> Choice:
    """How many groups there are. `before`: the last map's number, kept unless another is clearly better. `level`: what must be
    passed, when it is known; else it is found on shuffled votes."""
    able = np.flatnonzero(votes.decided >= DECIDED)
    if len(able) < FEWEST or votes.width < 2:
        return Choice(1)
    judges = votes.rows(able if len(able) <= JUDGES else able[_draw(len(able), JUDGES, seed, 2)])
    splits = splits or (3 if judges.people >= FEW else 8)
    halves = agreements(judges, models.draft, range(2, most + 1), seed, splits)
    chance = {} if level is not None else by_chance(judges, models, range(2, most + 1), seed)
    level = (
        max(LEVEL, max(chance.values()) + 0.005 + 0.3 / len(judges.voters) ** 0.5) if level is None else level
    )
    return Choice(
        _decide(halves, level, before, NEAR_SHARE if judges.people >= FEW else CLEARLY), halves, chance, level
    )


def by_chance(judges: Votes, models: Models, ks: range, seed: int) -> dict[int, float]:
    """The agreement that shuffled votes reach, half as much again as its upper quarter, for each k, reckoned down to the number of people learnt from."""
    few = judges if judges.people <= FEW else judges.rows(_draw(judges.people, FEW, seed, 8))
    found = []
    for turn in range(8 if few.people < FEW else 3):
        mixed = shuffled(few, np.random.default_rng([seed, 3, turn]))
        known = {d: learn(mixed, d, passes=10) for d in {dimensions(k) for k in ks}}
        found.append(agreements(mixed, known.__getitem__, ks, seed, 1))
    taught = learners(models.votes, seed, DRAFT_VOTES).people
    shrink = (few.people / max(taught, few.people)) ** 0.75
    return {k: 1.5 * float(np.quantile([one[k] for one in found], 0.75)) * shrink for k in ks}


def _decide(halves: dict[int, float], level: float, before: int | None, share: float) -> int:
    """The k to take: a larger one when it reaches `share` of the best of the smaller ones."""
    passing = {k: value for k, value in halves.items() if value > level}
    if not passing:
        return 1
    best = max(passing.values())
    if before in passing and passing[before] > best - NEAR:
        return before
    chosen, most = 0, 0.0
    for k, value in sorted(passing.items()):
        if value >= share * most:
            chosen = k
        most = max(most, value)
    return chosen


def agreements(
    votes: Votes, items: Callable[[int], Items], ks: range, seed: int, splits: int
) -> dict[int, float]:
    """For each k the mean ARI, over `splits`, between the groups that two halves of each person's votes give, under known
    statements (`items` of a number of dimensions) and common centres."""
    pairs = [halved(votes, np.random.default_rng([seed, 4, turn])) for turn in range(splits)]
    out: dict[int, float] = {}
    for d in sorted({dimensions(k) for k in ks}):
        known = items(d)
        axes = main_axes(known)
        whole, *parts = (
            np.ascontiguousarray(lean(one, known).mean @ axes)
            for one in (votes, *(half for pair in pairs for half in pair))
        )
        for k in (k for k in ks if dimensions(k) == d):
            centres = kmeans(whole, np.ones(len(whole)), k, seed, restarts=4)
            label = [nearest(one, centres) for one in parts]
            out[k] = float(
                np.mean([ari(one, other) for one, other in zip(label[::2], label[1::2], strict=True)])
            )
    return {k: out[k] for k in ks}


def halved(votes: Votes, rng: np.random.Generator) -> tuple[Votes, Votes]:
    """Each person's votes cut at random in two halves."""
    first = _half(votes.start, rng.random(len(votes.vote)), rng.random(votes.people))
    return votes.where(first), votes.where(~first)


@compiled
def _half(start: Ints, draws: Floats, odd: Floats) -> Flags:
    """Exactly half of each person's votes, chosen by one draw a vote; an odd one falls by a draw a person."""
    out = np.zeros(len(draws), np.bool_)
    for person in range(len(start) - 1):
        left = start[person + 1] - start[person]
        wanted = left // 2 + (1 if left % 2 and odd[person] < 0.5 else 0)
        for place in range(start[person], start[person + 1]):
            if draws[place] * left < wanted:
                out[place] = True
                wanted -= 1
            left -= 1
    return out


def shuffled(votes: Votes, rng: np.random.Generator) -> Votes:
    """The same votes dealt anew within each statement: its counts stay, what hangs together is gone."""
    by_statement = np.lexsort((rng.random(len(votes.vote)), votes.statement))
    plain = np.argsort(votes.statement, kind="stable")
    vote = np.empty_like(votes.vote)
    vote[plain] = votes.vote[by_statement]
    return Votes(votes.voters, votes.statements, votes.start, votes.statement, vote)


@dataclass(frozen=True, slots=True)
class Groups:
    """`label` (n): each person's group, 0 the largest; `items`: the model they were found in."""

    k: int
    label: Codes
    items: Items


def group(votes: Votes, models: Models, k: int, seed: int, run: Executor = local) -> Groups:
    """Put everybody in one of k groups."""
    items = models.of(2 if k == 1 else dimensions(k))
    if k == 1:
        return Groups(1, np.zeros(votes.people, np.int32), items)
    place = np.ascontiguousarray(score_all(votes, items, run, lean).mean @ main_axes(items))
    known = votes.cast > 0
    sample = np.flatnonzero(known)
    sample = sample if len(sample) <= LEARNERS else sample[_draw(len(sample), LEARNERS, seed, 5)]
    centres = kmeans(np.ascontiguousarray(place[sample]), np.ones(len(sample)), k, seed)
    label = nearest(place, centres)
    order = np.argsort(-np.bincount(label[known], minlength=k), kind="stable")
    rank = np.empty(k, np.int32)
    rank[order] = np.arange(k, dtype=np.int32)
    return Groups(k, rank[label], items)


def regrouped(
    votes: Votes, choice: Choice, seed: int, found: Codes, *, anew: bool, turns: int = 3, share: float = 0.8
) -> list[float]:
    """The certificate of the groups: ARI between `found` and the groups of `turns` samples of `share` of the people, 3,000 at
    most, learnt anew each time; `anew`: with their number chosen anew at the same level."""
    out = []
    for turn in range(turns):
        rng = np.random.default_rng([seed, 6, turn])
        kept = np.flatnonzero(rng.random(votes.people) < share)
        kept = kept if len(kept) <= JUDGES else kept[np.sort(rng.choice(len(kept), JUDGES, replace=False))]
        part = votes.rows(kept)
        models = Models(part, seed)
        k = (
            choose(part, models, seed, max(choice.halves, default=2), level=choice.level).k
            if anew
            else choice.k
        )
        out.append(ari(found[kept], group(part, models, k, seed).label))
    return out


def _draw(size: int, most: int, seed: int, stream: int) -> npt.NDArray[np.int64]:
    return np.sort(np.random.default_rng([seed, stream]).choice(size, most, replace=False)).astype(np.int64)


def matched(label: Codes, k: int, last: Codes, kept: Flags) -> Codes:
    """`label` renamed so that as many as can be keep the number of the last map (Hungarian method). `last` (n): the last
    map's groups, valid where `kept`."""
    from scipy.optimize import linear_sum_assignment

    size = max(k, int(last[kept].max(initial=-1)) + 1)
    table = np.zeros((size, size), np.int64)
    np.add.at(table, (label[kept], last[kept]), 1)
    old, new = linear_sum_assignment(-table)
    name = np.empty(size, np.int64)
    name[old] = new
    used = np.unique(name[:k])  # numbers stay 0..k-1: gaps close
    return np.searchsorted(used, name[label]).astype(np.int32)
