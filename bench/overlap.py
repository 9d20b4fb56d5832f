"""How well are overlaps found? Against hand-labelled pairs, beside plain TF-IDF, in one run.

    python -m bench.overlap PLAN_ROWS.csv PAIRS.csv [--misses]

`as shipped` is `thaktho.engines.weave.compare`. `five folds`: rows are put into five groups by lot (rows of one source
page together); each pair is judged by numbers learnt only from pairs that have no row in the groups of its two rows,
so that no row is ever on both sides and every pair is judged exactly once; mean of ten lots. Thresholds are those of
`model.yaml` throughout. The lexicon was written by people who had read these rows: `folds, no lexicon` takes every
activity out of it, and is what the judge would do on rows whose actions the lexicon has never heard of. `TF-IDF` is
the cosine of letter groups of raw titles, its threshold chosen on these very pairs (the best it could do).

Then the invented rows: A was learnt from; B was not, but the lexicon was widened by who had written it; C was written
last and measured as it stood. And how far the scores are probabilities.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.overlap_data import HARD_DIFFERENT, HARD_SAME, Sample, read, read_invented
from bench.overlap_learn import everything, learn
from thaktho.engines.weave import compare
from thaktho.engines.weave.overlap import model

FOLDS, LOTS = 5, 10
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0001)


def figures(truth: np.ndarray, said: np.ndarray) -> str:
    hit, wrong, lost = int((truth & said).sum()), int((~truth & said).sum()), int((truth & ~said).sum())
    p, r = hit / max(hit + wrong, 1), hit / max(hit + lost, 1)
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * hit / max(2 * hit + wrong + lost, 1):.3f}  (hit {hit}, wrong {wrong}, lost {lost})"


def tfidf(sample: Sample) -> np.ndarray:
    titles = [row.title for row in sample.rows]
    x = TfidfVectorizer(analyzer="char", ngram_range=(2, 4)).fit_transform(titles)
    return np.asarray(x[sample.i].multiply(x[sample.j]).sum(axis=1)).ravel()


def best(truth: np.ndarray, score: np.ndarray) -> np.ndarray:
    cuts = np.unique(score)
    f1 = [2 * (truth & (score >= c)).sum() / (truth.sum() + (score >= c).sum()) for c in cuts]
    return score >= cuts[int(np.argmax(f1))]


def folded(sample: Sample, more: Sample, lot: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(same, worth) of every pair by numbers that saw neither of its rows, and both again without the lexicon."""
    pages = np.array(sample.pages)
    names = np.unique(pages)
    turn = np.random.default_rng(lot).permutation(len(names)) % FOLDS
    group = turn[np.searchsorted(names, pages)]
    low = np.minimum(group[sample.i], group[sample.j])
    high = np.maximum(group[sample.i], group[sample.j])
    out = np.zeros((4, len(sample.i)))
    for g in range(FOLDS):
        for h in range(g, FOLDS):
            test = (low == g) & (high == h)
            if not test.any():
                continue
            train = ~np.isin(group[sample.i], (g, h)) & ~np.isin(group[sample.j], (g, h))
            same, worth = learn((sample, train), (more, everything(more)))
            x = sample.deeds.features(sample.i[test], sample.j[test])
            blank = sample.blank.features(sample.i[test], sample.j[test])
            out[:, test] = (
                same.probability(x), worth.probability(x), same.probability(blank), worth.probability(blank),
            )  # fmt: skip
    return out[0], out[1], out[2], out[3]


def say(name: str, truth: np.ndarray, said: np.ndarray, what: str) -> None:
    print(f"{name:20} {what:16} {figures(truth, said)}")


def judged(name: str, label: np.ndarray, action: np.ndarray, hard: np.ndarray) -> None:
    for what in ("same", "related", "different"):
        say(name, label == what, action == what, what)
    say(name, label != "different", action != "different", "same or related")
    for part, mask in (("hard", hard), ("easy", ~hard)):
        say(f"{name}, {part}", label[mask] == "same", action[mask] == "same", "same")
        say(f"{name}, {part}", label[mask] != "different", action[mask] != "different", "same or related")


def reliability(name: str, truth: np.ndarray, score: np.ndarray) -> None:
    """What the scores promise and what is so, bin by bin; Brier score and expected calibration error."""
    print(f"{name}: promised  found  pairs")
    error = 0.0
    for low, high in pairwise(BINS):
        mask = (score >= low) & (score < high)
        if mask.any():
            error += abs(score[mask].mean() - truth[mask].mean()) * mask.mean()
            print(
                f"  {low:.1f} to {min(high, 1):.1f}   {score[mask].mean():.2f}    {truth[mask].mean():.2f}   {mask.sum()}"
            )
    print(f"  Brier {((score - truth) ** 2).mean():.3f}, expected calibration error {error:.3f}")


def action_of(same: np.ndarray, worth: np.ndarray) -> np.ndarray:
    judge = model.load()
    return np.where(same >= judge.same_at, "same", np.where(worth >= judge.worth_at, "related", "different"))


def product(sample: Sample) -> np.ndarray:
    said = [compare(sample.rows[a], sample.rows[b]) for a, b in zip(sample.i, sample.j, strict=True)]
    return np.array([pair.action if pair else "different" for pair in said])


def peer(label: np.ndarray, raw: np.ndarray, hard: np.ndarray) -> None:
    for what, truth in (("same", label == "same"), ("same or related", label != "different")):
        said = best(truth, raw)
        say("TF-IDF (peer)", truth, said, what)
        for part, mask in (("hard", hard), ("easy", ~hard)):
            say(f"TF-IDF, {part}", truth[mask], said[mask], what)


def spread(name: str, label: np.ndarray, lots: list[np.ndarray]) -> None:
    for what, pick in (("same", lambda x: x == "same"), ("same or related", lambda x: x != "different")):
        f1 = [2 * (pick(label) & pick(a)).sum() / (pick(label).sum() + pick(a).sum()) for a in lots]
        print(f"{name:20} {what:16} F1 {np.mean(f1):.3f} (lowest lot {min(f1):.3f}, highest {max(f1):.3f})")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("rows", type=Path)
    ask.add_argument("pairs", type=Path)
    ask.add_argument("--misses", action="store_true", help="print each pair judged otherwise than labelled")
    args = ask.parse_args()
    sample, more = read(args.rows, args.pairs), read_invented("A")
    label = sample.label
    print(f"rows {len(sample.rows)}, pairs {len(label)} (skipped, id unknown: {sample.missing})")
    hard = np.array([r.startswith((HARD_SAME, HARD_DIFFERENT)) for r in sample.reason])
    action = product(sample)
    judged("as shipped", label, action, hard)
    lots = [folded(sample, more, lot) for lot in range(LOTS)]
    judged("five folds", label, action_of(lots[0][0], lots[0][1]), hard)
    spread("five folds, lots", label, [action_of(s, w) for s, w, _, _ in lots])
    spread("folds, no lexicon", label, [action_of(s, w) for _, _, s, w in lots])
    peer(label, tfidf(sample), hard)
    for half in "ABC":
        own = more if half == "A" else read_invented(half)
        rough = np.array([bool(r) for r in own.reason])
        print(f"invented rows, half {half}: {len(own.rows)} rows, {len(own.label)} pairs")
        judged(f"invented {half}", own.label, product(own), rough)
        say(f"TF-IDF, {half}", own.label == "same", best(own.label == "same", tfidf(own)), "same")
    reliability("same, five folds", label == "same", lots[0][0])
    reliability("same or related, five folds", label != "different", lots[0][1])
    if args.misses:
        misses(sample, action)


def misses(sample: Sample, action: np.ndarray) -> None:
    for n in np.nonzero(action != sample.label)[0]:
        a, b = sample.rows[sample.i[n]], sample.rows[sample.j[n]]
        print(f"{sample.label[n]} -> {action[n]} {a.id} {a.title} | {b.id} {b.title} | {sample.reason[n]}")


if __name__ == "__main__":
    main()
