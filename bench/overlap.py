"""How well are overlaps found? Against hand-labelled pairs, beside plain TF-IDF, in one run.

    python -m bench.overlap PLAN_ROWS.csv PAIRS.csv [--misses]

`product` is `thaktho.engines.weave.compare` as shipped. `cross-validated` learns the judge's numbers anew on half of the
source pages and judges pairs whose rows both lie in the other half, 40 times; the lexicon is the same throughout, so
for rows that were seen while the lexicon was written it is still an optimistic figure. `no lexicon` is the floor: the
judge with every activity taken out. `TF-IDF` is the cosine of letter groups of raw titles, its threshold chosen on
these very pairs (the best it could do).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.overlap_data import Sample, read
from bench.overlap_learn import learn
from thaktho.engines.weave import compare
from thaktho.engines.weave.overlap import model

HARD_SAME, HARD_DIFFERENT = "[ชื่อต่างกันมาก]", "[คำร่วม]"


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


def cross(sample: Sample, times: int = 40) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(truth, said same, truth worth, said worth) over held-out pairs, split by source page."""
    judge, pages = model.load(), np.array(sample.pages)
    names = np.unique(pages)
    out: list[list[np.ndarray]] = [[], [], [], []]
    for seed in range(times):
        half = np.isin(pages, np.random.default_rng(seed).choice(names, len(names) // 2, replace=False))
        test, train = half[sample.i] & half[sample.j], ~half[sample.i] & ~half[sample.j]
        same, worth = learn(sample, train)
        x = sample.deeds.features(sample.i[test], sample.j[test])
        p, q = (1 / (1 + np.exp(-(x @ w + b))) for w, b in (same, worth))
        label = sample.label[test]
        for into, value in zip(
            out, (label == "same", p >= judge.same_at, label != "different", q >= judge.worth_at), strict=True
        ):
            into.append(value)
    return tuple(np.concatenate(o) for o in out)  # type: ignore[return-value]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("rows", type=Path)
    ask.add_argument("pairs", type=Path)
    ask.add_argument("--misses", action="store_true", help="print each pair judged otherwise than labelled")
    args = ask.parse_args()
    sample = read(args.rows, args.pairs)
    label, judge = sample.label, model.load()
    said = [compare(sample.rows[a], sample.rows[b]) for a, b in zip(sample.i, sample.j, strict=True)]
    action = np.array([pair.action if pair else "different" for pair in said])
    print(f"rows {len(sample.rows)}, pairs {len(label)} (skipped, id unknown: {sample.missing})")
    for name in ("same", "related", "different"):
        print(f"product          {name:9} {figures(label == name, action == name)}")
    print(f"product          worth     {figures(label != 'different', action != 'different')}")
    hard = np.array([r.startswith((HARD_SAME, HARD_DIFFERENT)) for r in sample.reason])
    for name, mask in (("hard", hard), ("easy", ~hard)):
        print(f"product, {name}    same      {figures(label[mask] == 'same', action[mask] == 'same')}")
    raw = tfidf(sample)
    print(f"TF-IDF (peer)    same      {figures(label == 'same', best(label == 'same', raw))}")
    for name, mask in (("hard", hard), ("easy", ~hard)):
        print(
            f"TF-IDF, {name}     same      {figures(label[mask] == 'same', best(label == 'same', raw)[mask])}"
        )
    bare = judge.same.probability(sample.blank.features(sample.i, sample.j))
    print(f"no lexicon       same      {figures(label == 'same', bare >= judge.same_at)}")
    if len(label) > 60:
        truth, same, worth_truth, worth = cross(sample)
        print(f"cross-validated  same      {figures(truth, same)}")
        print(f"cross-validated  worth     {figures(worth_truth, worth)}")
    if args.misses:
        for n, pair in enumerate(said):
            if action[n] != label[n]:
                a, b = sample.rows[sample.i[n]], sample.rows[sample.j[n]]
                score = pair.score if pair else 0.0
                print(
                    f"{label[n]} -> {action[n]} {score:.2f} {a.id} {a.title} | {b.id} {b.title} | {sample.reason[n]}"
                )


if __name__ == "__main__":
    main()
