"""The judge: two logistic lines over the features, their numbers kept as data (`criteria/actions/model.yaml`).

`same` gives the probability that two actions are the same, `worth` that they are the same or related. The file
says from which pairs the numbers were learnt, with what measured error, and where the thresholds lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import yaml

from thaktho.engines.weave.overlap.features import COSINES, NAMES, Floats
from thaktho.engines.weave.overlap.lexicon import FOLDER


@dataclass(frozen=True, slots=True)
class Line:
    intercept: float
    weights: tuple[float, ...]

    def most(self, plain: Floats) -> Floats:
        """(n,) the greatest probability that the cosines could still bring features without them to."""
        gain = sum(max(w, 0.0) for n, w in zip(NAMES, self.weights, strict=True) if n in COSINES)
        z = plain @ np.asarray(self.weights) + self.intercept + gain
        return np.asarray(1.0 / (1.0 + np.exp(-z)), dtype=np.float64)

    def probability(self, features: Floats) -> Floats:
        """(n, k) features -> (n,) probabilities."""
        z = features @ np.asarray(self.weights) + self.intercept
        return np.asarray(1.0 / (1.0 + np.exp(-z)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Model:
    """`same_at`, `worth_at`: the least probability that is called same, or worth showing as related."""

    version: str
    same: Line
    worth: Line
    same_at: float
    worth_at: float


@lru_cache(maxsize=4)
def load(path: Path = FOLDER / "model.yaml") -> Model:
    """Raises ValueError when the file's weights are not those of `features.NAMES`."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))

    def line(name: str) -> Line:
        weights = data[name]["weights"]
        if tuple(weights) != NAMES:
            raise ValueError(f"{path.name}: weights of {name} are not {NAMES}")
        return Line(float(data[name]["intercept"]), tuple(float(weights[n]) for n in NAMES))

    return Model(
        str(data["version"]), line("same"), line("worth"),
        float(data["thresholds"]["same"]), float(data["thresholds"]["worth"]),
    )  # fmt: skip
