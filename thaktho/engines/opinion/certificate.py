"""The stability certificate: in what share of sub-samples of the people each finding still stands.

People are dealt into 20 blocks when votes are counted; a sub-sample is 16 of them. So fifty sub-samples cost fifty small
sums, not fifty passes over the votes. Groups are kept as they are here; how stable they are themselves is `grouping.regrouped`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from .findings import Consensus, Representative, lists, stands_out
from .polis_rules import consensus as majority_statements
from .store import Flags, Ints
from .tally import Counts, Tally

SAMPLES = 50
KEPT = 0.8


def samples(blocks: int, seed: int, times: int = SAMPLES) -> Iterator[Ints]:
    """Block codes of each sub-sample."""
    rng = np.random.default_rng([seed, 9])
    for _ in range(times):
        yield np.sort(rng.choice(blocks, max(1, round(blocks * KEPT)), replace=False)).astype(np.int64)


def representative(
    counted: Tally, groups: int, found: Sequence[Sequence[Representative]], seed: int
) -> list[list[float]]:
    """For each group, for each of its statements: the share of sub-samples in which it still sets the group apart."""
    codes = sorted({one.statement for group in found for one in group})
    place = {code: at for at, code in enumerate(codes)}
    held = [[0] * len(group) for group in found]
    narrow = counted.blocks[:, :groups][:, :, codes]
    times = 0
    for kept in samples(len(narrow), seed):
        cells = narrow[kept].sum(axis=0)
        times += 1
        for group, ones in enumerate(found):
            for at, one in enumerate(ones):
                held[group][at] += stands_out(cells, group, place[one.statement], one.agree)
    return [[count / max(times, 1) for count in group] for group in held]


def consensus(
    counted: Tally, groups: int, everyone: Counts, found: Sequence[Consensus], heard: Flags, seed: int
) -> list[float]:
    """For each finding the share of sub-samples in which it stands in the same list.

    `everyone` (blocks, M, 3): all people's counts by block; `heard`: the networks with 5 voters or more, in all samples.
    """
    codes = [one.statement for one in found]
    narrow, whole = counted.blocks[:, :, codes], everyone[:, codes]
    held, times = [0] * len(found), 0
    for kept in samples(len(narrow), seed):
        cells, all_ = narrow[kept].sum(axis=0), whole[kept].sum(axis=0)
        times += 1
        for at, name in enumerate(lists(cells, all_, groups, heard)):
            held[at] += name == found[at].list
    return [count / max(times, 1) for count in held]


def majority(everyone: Counts, kept: Ints, found: Sequence[Sequence[int]], seed: int) -> list[list[float]]:
    """For Polis's majority statements, agreed and disagreed: the share of sub-samples in which each is among them again.
    `everyone` (blocks, M, 3): all people's counts."""
    held = [[0] * len(side) for side in found]
    times = 0
    for blocks in samples(len(everyone), seed):
        again = majority_statements(everyone[blocks].sum(axis=0), kept)
        times += 1
        for side, codes in enumerate(found):
            for at, code in enumerate(codes):
                held[side][at] += code in again[side]
    return [[count / max(times, 1) for count in side] for side in held]
