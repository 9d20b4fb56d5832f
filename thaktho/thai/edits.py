"""How many slips of the fingers lie between two spellings."""

from __future__ import annotations


def edits(one: str, other: str, limit: int = 10**9) -> int:
    """Letters lost, put in or mistaken, and neighbours swapped; `limit + 1` as soon as there must be more than `limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    one, other = _apart(one, other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row = row, [i] + [0] * len(other)
        for j, b in enumerate(other, 1):
            row[j] = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        if min(row) > limit and min(previous) > limit:  # a swap looks back over one row
            return limit + 1
        before = previous
    return min(row[-1], limit + 1)


def _apart(one: str, other: str) -> tuple[str, str]:
    """The texts without the beginning and the end that they share."""
    start, most = 0, min(len(one), len(other))
    while start < most and one[start] == other[start]:
        start += 1
    end = 0
    while end < most - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]
