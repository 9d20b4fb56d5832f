"""Which pairs of actions are worth comparing at all, found by an inverted index instead of n x n comparisons.

Two deeds meet when they share an activity, a parent of activities, a theme, a relation, or a rare word. A key that
more than `CROWD` deeds share, other than an activity, tells too little and is left out: so in a very large plan some
merely related pairs are not proposed, while no pair that shares an activity is ever lost.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse

from thaktho.engines.weave.overlap.lexicon import Lexicon
from thaktho.engines.weave.overlap.profile import Deed

CROWD = 250
Ints = npt.NDArray[np.int64]


def candidates(deeds: Sequence[Deed], lexicon: Lexicon) -> tuple[Ints, Ints]:
    """Index pairs (i <= j) of deeds to compare, each once, each deed also with itself."""
    certain: dict[str, list[int]] = {}
    loose: dict[str, list[int]] = {}
    for n, deed in enumerate(deeds):
        acts = deed.acts | deed.hints
        for act in acts:
            certain.setdefault(act, []).append(n)
        near = set(deed.themes)
        for act in acts:
            near.update(f"~{other}" for other in lexicon.concepts[act].related)
            near.add(f"~{act}")
        for key in near | {f"={t}" for t in deed.tokens if len(t) >= 3}:
            loose.setdefault(key, []).append(n)
    keys = [v for v in certain.values() if len(v) > 1]
    keys += [v for v in loose.values() if 1 < len(v) <= max(CROWD, 0)]
    size = len(deeds)
    columns = (
        np.concatenate([np.full(len(v), k) for k, v in enumerate(keys)])
        if keys
        else np.zeros(0, dtype=np.int64)
    )
    rows = np.concatenate([np.asarray(v) for v in keys]) if keys else np.zeros(0, dtype=np.int64)
    table = sparse.csr_matrix(
        (np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(size, max(len(keys), 1)), dtype=np.int32
    )
    i_parts: list[Ints] = [np.arange(size, dtype=np.int64)]
    j_parts: list[Ints] = [np.arange(size, dtype=np.int64)]
    for at in range(0, size, 1000):
        met = sparse.coo_matrix(table[at : at + 1000] @ table.T)
        left, right = met.row.astype(np.int64) + at, met.col.astype(np.int64)
        keep = left < right
        i_parts.append(left[keep])
        j_parts.append(right[keep])
    return np.concatenate(i_parts), np.concatenate(j_parts)
