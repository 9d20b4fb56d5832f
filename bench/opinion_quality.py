"""Measures of accuracy: on real conversations, and on invented ones whose truth is known."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import numpy as np

from thaktho.cli.opinions.votes import read_comments, read_votes
from thaktho.engines.opinion import Settings, Votes, opinion_map, predict
from thaktho.engines.opinion.axes import positions, principal
from thaktho.engines.opinion.ideal import learn, score
from thaktho.engines.opinion.kmeans import ari, kmeans, nearest
from thaktho.engines.opinion.mapping import quiet
from thaktho.engines.opinion.place import WIDER
from thaktho.engines.opinion.polis import MIN_VOTES, polis_map

TWO = Settings(groups=2)


def shown(value: float) -> str:
    return f"{value:12.3f}" if not np.isnan(value) else f"{'-':>12}"


def labels(found: dict) -> np.ndarray:
    return np.array([-1 if one["group"] is None else int(one["group"]) for one in found["voters"]], np.int32)


def main_groups(votes: Votes, settings: Settings = TWO) -> np.ndarray:
    return labels(opinion_map(votes, settings=settings))


def polis_groups(votes: Votes) -> np.ndarray:
    return polis_map(votes, k=2).group


def agree(one: np.ndarray, other: np.ndarray, able: np.ndarray) -> float:
    both = able & (one >= 0) & (other >= 0)
    return ari(one[both], other[both])


def measure(folder: Path, times: int, python: Path | None) -> dict:
    """One conversation. `half`: ARI of two halves of each person's votes at k = 2, people with 7 votes or more; `eight`: votes
    thinned to 8 against the full map; `sample`: 80 % of the people, k free; `loss`: log-loss over that of statement averages."""
    from bench.opinion import peer

    marks, _, _ = read_comments(folder / "comments.csv")
    votes = read_votes(folder / "votes.csv", None, quiet).votes
    out = [key for key, mark in marks.items() if mark < 0]
    line: dict = {"name": folder.name} | prediction(votes, times)
    able = votes.cast >= MIN_VOTES
    rows: dict[str, list[float]] = {
        name: [] for name in ("half", "half_polis", "eight", "eight_polis", "sample")
    }
    whole, whole_polis = main_groups(votes), polis_groups(votes)
    free = main_groups(votes, Settings())
    for turn in range(times):
        rng = np.random.default_rng(turn)
        rank = ranks(votes, rng)
        one, other, few = votes.where(rank % 2 == 0), votes.where(rank % 2 == 1), votes.where(rank < 8)
        rows["half"].append(agree(main_groups(one), main_groups(other), able))
        rows["half_polis"].append(agree(polis_k2(one, able), polis_k2(other, able), able))
        rows["eight"].append(agree(main_groups(few), whole, able))
        rows["eight_polis"].append(agree(polis_groups(few), whole_polis, able))
        kept = rng.random(votes.people) < 0.8
        rows["sample"].append(ari(main_groups(votes.rows(kept), Settings()), free[kept]))
    line |= {name: float(np.mean(values)) for name, values in rows.items()}
    began = process_time()
    opinion_map(votes, moderated=marks)
    line["seconds"] = process_time() - began
    answer = peer(python, folder / "votes.csv", out) if python else None
    if answer:
        theirs = np.array([answer["groups"].get(one, -1) for one in votes.voters], np.int32)
        dropped = np.array([one in set(out) for one in votes.statements])
        line["red_dwarf"] = agree(polis_map(votes, dropped=dropped).group, theirs, able)
        line["rd_seconds"] = answer["seconds"]
    else:
        line |= {"red_dwarf": float("nan"), "rd_seconds": float("nan")}
    return line


def polis_k2(votes: Votes, able: np.ndarray) -> np.ndarray:
    """Polis's places, two groups among the people who are able with all their votes."""
    axes = principal(votes, 2)
    place = positions(votes, axes) * np.sqrt(votes.width / np.maximum(votes.cast, 1))[:, None]
    own = np.ascontiguousarray(place[able])
    group = np.full(votes.people, -1, np.int32)
    group[able] = nearest(own, kmeans(own, np.ones(len(own)), 2, 0, restarts=16))
    return group


def ranks(votes: Votes, rng: np.random.Generator) -> np.ndarray:
    """The place of each vote in a random order of its person's votes."""
    person = votes.person_of_vote()
    order = np.lexsort((rng.random(len(person)), person))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - votes.start[person[order]]
    return rank


POOL: list[tuple[np.ndarray, np.ndarray]] = []  # every hidden vote of the run: predicted, observed


def prediction(votes: Votes, times: int) -> dict[str, float]:
    """10 % of the votes that are not passes hidden: log-loss over that of statement averages, and the calibration error."""
    person = votes.person_of_vote()
    ratios, all_ = [], []
    for turn in range(times):
        said = np.flatnonzero(votes.vote != 0)
        hidden = np.sort(np.random.default_rng([turn, 77]).choice(said, len(said) // 10, replace=False))
        kept = np.ones(len(votes.vote), bool)
        kept[hidden] = False
        rest = votes.where(kept)
        pairs = [
            (votes.voters[i], votes.statements[j])
            for i, j in zip(person[hidden], votes.statement[hidden], strict=True)
        ]
        p, y = predict(rest, pairs).p, votes.vote[hidden] > 0
        yes = np.bincount(rest.statement[rest.vote > 0], minlength=votes.width)
        both = np.bincount(rest.statement[rest.vote != 0], minlength=votes.width)
        plain = ((yes + 1) / (both + 2))[votes.statement[hidden]]
        ratios.append(loss(p, y) / loss(plain, y))
        all_.append((p, y))
    POOL.extend(all_)
    return {
        "loss": float(np.mean(ratios)),
        "calibration": calibration(all_),
    }


def loss(p: np.ndarray, y: np.ndarray) -> float:
    return float(-np.mean(np.log(np.where(y, p, 1 - p))))


def calibration(pairs: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """Mean difference of predicted and observed in 10 bins of equal width, weighted by what is in them. A true predictor has
    about 0.05 on 250 votes, 0.01 on 5,000."""
    p, y = (np.concatenate(one) for one in zip(*pairs, strict=True))
    bins = np.minimum((p * 10).astype(int), 9)
    far = np.abs(np.bincount(bins, p, 10) - np.bincount(bins, y, 10))
    return float(far.sum() / len(p))


def coverage(times: int) -> None:
    """90 % intervals of positions, on votes drawn from the model itself (the axis's sign and unit, which are free, fitted)."""
    shares = []
    for people, each in ((1000, 20), (1500, 40), (5000, 20), (1000, 60)):
        for seed in range(times):
            rng = np.random.default_rng([seed, 8])
            theta, a, b = rng.normal(size=people), rng.normal(size=60), rng.normal(size=60)
            column = np.sort(np.argsort(rng.random((people, 60)), axis=1)[:, :each], axis=1).astype(np.int32)
            chance = 1 / (1 + np.exp(-(b[column] + a[column] * theta[:, None])))
            vote = np.where(rng.random(column.shape) < chance, 1, -1).astype(np.int8)
            start = np.arange(people + 1, dtype=np.int64) * each
            ids = [str(at) for at in range(people)], [str(at) for at in range(60)]
            votes = Votes(*ids, start, column.ravel(), vote.ravel())
            items = learn(votes, 1)
            found, slope = score(votes, items), items.slope[:, 0]
            scale = (slope @ a) / (slope @ slope)
            far = np.abs(found.mean[:, 0] - scale * theta) / (WIDER * np.sqrt(found.cov[:, 0]))
            shares.append(float((far < 1.645).mean()))
    print(
        f"\n90 % intervals of positions cover {np.mean(shares):.1%} (from {min(shares):.1%} to {max(shares):.1%}; bar 85-95 %)"
    )


def invented(
    people: int, statements: int, each: int, camps: int, seed: int, apart: float = 0.85
) -> tuple[Votes, np.ndarray]:
    """Camps that differ by `apart` in log-odds; some statements are shown much more often than others; 12 % pass."""
    rng = np.random.default_rng(seed)
    camp = rng.integers(0, camps, people)
    lean, base = rng.normal(size=(statements, camps)) * apart, rng.normal(size=statements)
    shown_ = rng.lognormal(0, 1, statements)
    reach = np.cumsum(shown_ / shown_.sum())
    wide = min(each + each // 2, 4 * statements)
    column = np.minimum(np.searchsorted(reach, rng.random((people, wide))), statements - 1).astype(np.int32)
    column.sort(axis=1)
    new = np.ones(column.shape, bool)
    new[:, 1:] = column[:, 1:] != column[:, :-1]
    new &= np.cumsum(new, axis=1) <= each
    start = np.concatenate([[0], np.cumsum(new.sum(axis=1))]).astype(np.int64)
    who, what = np.repeat(camp, np.diff(start)), column[new]
    del column, new
    chance = 1 / (1 + np.exp(-(base[what] + lean[what, who])))
    vote = np.where(rng.random(len(what)) < chance, 1, -1).astype(np.int8)
    vote[rng.random(len(what)) < 0.12] = 0
    return Votes(
        [str(at) for at in range(people)], [str(at) for at in range(statements)], start, what, vote
    ), camp


def truth(times: int) -> None:
    """Four camps: ARI to the truth with k free, with k = 4, and of Polis's mathematics; and position intervals' coverage."""
    print(f"\n{'four camps':>16} {'k free':>8} {'k = 4':>8} {'polis k=4':>10}")
    for people, statements in ((10_000, 500), (100_000, 1000)):
        rows = []
        for seed in range(times):
            votes, camp = invented(people, statements, 40, 4, seed)
            free, four = main_groups(votes, Settings()), main_groups(votes, Settings(groups=4))
            rows.append((ari(free, camp), ari(four, camp), ari(polis_map(votes, k=4).group + 1, camp)))
        print(f"{people:>9} x {statements:<5}" + "".join(f"{one:9.3f}" for one in np.mean(rows, axis=0)))


def consensus(times: int) -> None:
    """A network of 1.5 % refuses ten popular statements: how many stand in the top 20; and false refusals without a veto."""
    for people, statements in ((2_000, 100), (20_000, 300)):
        inside, polis_inside, said, judged = 0, 0, 0, 0
        for seed in range(times):
            votes, _ = invented(people, statements, 40, 3, seed, 0.7)
            rng = np.random.default_rng([seed, 5])
            small = rng.random(people) < 0.015
            popular = np.argsort(-np.bincount(votes.statement, minlength=statements))[:30][:10]
            hit = np.isin(votes.statement, popular)
            own = hit & small[votes.person_of_vote()]
            plain = votes.vote.copy()
            plain[hit] = np.where(rng.random(hit.sum()) < 0.92, 1, -1)
            veto = plain.copy()
            veto[own] = np.where(rng.random(own.sum()) < 0.08, 1, -1)
            network = rng.integers(0, 12, people)
            nets = {
                f"N{at}": [votes.voters[i] for i in np.flatnonzero((network == at) & ~small)]
                for at in range(12)
            }
            nets["small"] = [votes.voters[i] for i in np.flatnonzero(small)]
            names = {str(at) for at in popular}
            for vote, vetoed in ((veto, True), (plain, False)):
                one = Votes(votes.voters, votes.statements, votes.start, votes.statement, vote)
                found = opinion_map(one, networks=nets, settings=Settings(groups=3))["consensus"]
                if vetoed:
                    top = [line["statement"] for line in found if line["list"] == "all"][:20]
                    inside += len(names & set(top))
                    lines = opinion_map(one, settings=Settings("polis", groups=3))["statements"]
                    best = sorted(lines, key=lambda line: -line["group_aware_consensus"])[:20]
                    polis_inside += len(names & {line["id"] for line in best})
                else:
                    judged += len(names)
                    said += sum(line["list"] == "refused_by" and line["statement"] in names for line in found)
        print(f"\nveto at {people} x {statements}: vetoed statements in our top 20: {inside} of {10 * times}; in Polis's "
              f"group-aware top 20: {polis_inside}; falsely said to be refused: {said} of {judged}")  # fmt: skip
