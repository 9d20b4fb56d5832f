"""Learn the judge's numbers from labelled pairs and write `criteria/actions/model.yaml`.

    python -m bench.overlap_learn PLAN_ROWS.csv PAIRS.csv [--write]

Half A of the invented rows is learnt from too. Each pair is learnt twice: as it is, and (at half weight) as if the
lexicon knew no activity of its rows, so that the judge also learns what the letters alone are worth: rows to come
will hold actions the lexicon lacks.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.overlap_data import Sample, read, read_invented
from thaktho.engines.weave.overlap.features import NAMES
from thaktho.engines.weave.overlap.lexicon import FOLDER
from thaktho.engines.weave.overlap.model import Line

SIGNS = {"conflict": -1, "form": -1, "audience": -1}  # these can only speak against; all others only for
BLANK = 0.5


def fit(x: np.ndarray, blank: np.ndarray, y: np.ndarray, strength: float = 1.0) -> Line:
    """A weight with a sign that makes no sense is set to 0 and the rest learnt again."""
    both, target = np.vstack([x, blank]), np.concatenate([y, y])
    weight = np.repeat([1.0, BLANK], len(y))
    use = np.ones(len(NAMES), dtype=bool)
    while True:
        line = LogisticRegression(C=strength, max_iter=5000).fit(both[:, use], target, sample_weight=weight)
        full = np.zeros(len(NAMES))
        full[use] = line.coef_[0]
        wrong = np.array([full[n] * SIGNS.get(name, 1) < 0 for n, name in enumerate(NAMES)])
        if not wrong.any():
            return Line(float(line.intercept_[0]), tuple(full.tolist()))
        use &= ~wrong


def learn(*chosen: tuple[Sample, np.ndarray]) -> tuple[Line, Line]:
    """(same, worth) learnt from the pairs of each sample that its mask chooses."""
    x = np.vstack([s.deeds.features(s.i[m], s.j[m]) for s, m in chosen])
    blank = np.vstack([s.blank.features(s.i[m], s.j[m]) for s, m in chosen])
    label = np.concatenate([s.label[m] for s, m in chosen])
    return fit(x, blank, label == "same"), fit(x, blank, label != "different")


def everything(sample: Sample) -> np.ndarray:
    return np.ones(len(sample.i), dtype=bool)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("rows", type=Path)
    ask.add_argument("pairs", type=Path)
    ask.add_argument("--write", action="store_true")
    args = ask.parse_args()
    sample, more = read(args.rows, args.pairs), read_invented("A")
    same, worth = learn((sample, everything(sample)), (more, everything(more)))
    text = [
        "# The judge of overlaps: learnt by `python -m bench.overlap_learn`, see bench/overlap.py for its measured error.",
        'version: "2026.2"',
        "verified: false",
        f'source: "{len(sample.i)} pairs of {len(sample.rows)} public rows (one labeller), {len(more.i)} of {len(more.rows)} invented"',
        "thresholds: {same: 0.40, worth: 0.50}",
    ]
    for name, line in (("same", same), ("worth", worth)):
        text += [f"{name}:", f"  intercept: {line.intercept:.4f}", "  weights:"]
        text += [f"    {n}: {w:.4f}" for n, w in zip(NAMES, line.weights, strict=True)]
    print("\n".join(text))
    if args.write:
        (FOLDER / "model.yaml").write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
