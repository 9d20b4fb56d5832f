"""Many hands on one Thai text: which changes combine, which clash, and whose words stand where.

    >>> merged = merge("ปลูกป่า ในทุกตำบล ทุกปี", "ปลูกป่าชุมชน ในทุกตำบล ทุกปี", "ปลูกป่า ในทุกตำบล ทุกสองปี")
    >>> merged.text
    'ปลูกป่าชุมชน ในทุกตำบล ทุกสองปี'

Changes are those between the tokens of `textdiff` (words, spaces, signs; never inside a cluster). Two changes combine when
at least one word of the base stands unchanged between them; where they touch or overlap they clash, unless both wrote the
same. The pieces of every base, contribution and clean result join at ends of clusters.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .textdiff import cluster_ends, is_plain_joint, opcodes, tokens

OURS, THEIRS = "ours", "theirs"
LONG = 200  # words; what is shorter is compared word by word at once


@dataclass(frozen=True, slots=True)
class Clean:
    """Words that stand. `by`: keys of those who wrote them here instead of `base`; empty for the base's own words."""

    text: str
    base: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place, several wishes: (key, words) in the order the contributions were given."""

    base: str
    sides: tuple[tuple[str, str], ...]

    def side(self, key: str) -> str:
        """What this contribution would have here; the base's words when it did not touch the place."""
        return dict(self.sides).get(key, self.base)

    @property
    def ours(self) -> str:
        return self.side(OURS)

    @property
    def theirs(self) -> str:
        return self.side(THEIRS)


class Unresolved(ValueError):
    """Somebody must choose first."""


@dataclass(frozen=True)
class Merged:
    pieces: tuple[Clean | Conflict, ...]
    # key -> keys it clashes with, for every contribution that clashes
    clashes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    @property
    def is_clean(self) -> bool:
        return not self.conflicts

    @property
    def text(self) -> str:
        """The merged words. Unresolved while conflicts stand."""
        return self.resolved(())

    def resolved(self, choices: Sequence[str]) -> str:
        """The words, with one choice for every conflict in reading order."""
        if len(choices) != len(self.conflicts):
            raise Unresolved(f"{len(self.conflicts)} conflicts, {len(choices)} choices")
        chosen = iter(choices)
        return "".join(piece.text if isinstance(piece, Clean) else next(chosen) for piece in self.pieces)

    def seen_by(self, key: str) -> str:
        """The words if every conflict were decided for this contribution."""
        return self.resolved([conflict.side(key) for conflict in self.conflicts])

    @property
    def credit(self) -> dict[str, str]:
        """key -> the words of this contribution that stand (joined with " … "); conflicts count for nobody yet."""
        found: dict[str, list[str]] = {}
        standing = (piece for piece in self.pieces if isinstance(piece, Clean))
        for piece in standing:
            for key in piece.by:
                found.setdefault(key, []).append(piece.text)
        return {key: " … ".join(words) for key, words in found.items()}


@dataclass(frozen=True, slots=True)
class _Hunk:
    """Base tokens start:end became `words`."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass
class _Region:
    """A stretch of base tokens touched by somebody; hunks by key."""

    start: int
    end: int
    hunks: dict[str, list[_Hunk]]


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Three ways. `merge(b, a, b)`, `merge(b, b, a)` and `merge(b, a, a)` give `a`."""
    return merge_all(base, [(OURS, ours), (THEIRS, theirs)])


def merge_all(base: str, contributions: Iterable[tuple[str, str]]) -> Merged:
    """All contributions (key, text) on one base. Keys are unique; their order is the order of credit and of sides."""
    given = list(contributions)
    if len({key for key, _ in given}) != len(given):
        raise ValueError("a key came twice")
    before = tokens(base)
    changed = {key: _hunks(before, text) for key, text in given if text != base}
    regions = _regions(changed)
    while True:
        pieces = _pieces(before, regions, changed)
        cut = _cut_cluster(before, regions, changed)
        if cut is None:
            return Merged(tuple(piece for piece in pieces if _says(piece)), _clashes(before, regions))
        regions = _joined(regions, cut)


def _says(piece: Clean | Conflict) -> bool:
    return isinstance(piece, Conflict) or bool(piece.text or piece.base)


def _hunks(before: list[str], text: str) -> list[_Hunk]:
    """What became of the base, in its order. What both ends have alike is set aside first: an amendment is mostly the
    clause it amends, and difflib's time grows with the square of what it is given."""
    after = tokens(text)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    most = min(len(before), len(after)) - head
    while tail < most and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    found = [
        _Hunk(start + head, end + head, tuple(new[first:last]))
        for start, end, first, last in _changes(old, new)
        # The same letters cut into other words are no change.
        if "".join(old[start:end]) != "".join(new[first:last])
    ]
    return _over_spaces(before, found)


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where `old` and `new` differ: (start, end) of one, (first, last) of the other. A long text is compared phrase by
    phrase (what stands between spaces), then word by word inside the phrases that differ."""
    if min(len(old), len(new)) < LONG:
        yield from _differ(old, new)
        return
    one, two = _phrases(old), _phrases(new)
    phrases = [tuple(old[a:b]) for a, b in pairwise(one)], [tuple(new[a:b]) for a, b in pairwise(two)]
    for start, end, first, last in _differ(*phrases):
        at, there = one[start], two[first]
        inner = _differ(old[at : one[end]], new[there : two[last]])
        yield from ((at + a, at + b, there + c, there + d) for a, b, c, d in inner)


def _differ(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int, int, int]]:
    return ((start, end, first, last) for op, start, end, first, last in opcodes(old, new) if op != "equal")


def _phrases(words: list[str]) -> list[int]:
    """Where phrases begin, and the end: after every space."""
    starts = [at for at, (before, _) in enumerate(pairwise(words), 1) if before.isspace()]
    return [0, *starts, len(words)] if words else [0]


def _over_spaces(before: list[str], hunks: list[_Hunk]) -> list[_Hunk]:
    """Two changes with nothing but space between them are one: whoever rewrote the phrase meant the whole of it."""
    joined: list[_Hunk] = []
    for hunk in hunks:
        last = joined[-1] if joined else None
        if last is None or "".join(before[last.end : hunk.start]).strip():
            joined.append(hunk)
            continue
        between = tuple(before[last.end : hunk.start])
        joined[-1] = _Hunk(last.start, hunk.end, (*last.words, *between, *hunk.words))
    return joined


def _regions(changed: Mapping[str, list[_Hunk]]) -> list[_Region]:
    """Hunks that touch or overlap, put together."""
    every = sorted(
        ((hunk, key) for key, hunks in changed.items() for hunk in hunks),
        key=lambda one: (one[0].start, one[0].end),
    )
    regions: list[_Region] = []
    for hunk, key in every:
        here = regions[-1] if regions else None
        if here is not None and hunk.start <= here.end:
            here.end = max(here.end, hunk.end)
        else:
            here = _Region(hunk.start, hunk.end, {})
            regions.append(here)
        here.hunks.setdefault(key, []).append(hunk)
    return regions


def _side(before: list[str], region: _Region, key: str) -> str:
    """The words of this contribution between the region's ends."""
    words: list[str] = []
    at = region.start
    for hunk in region.hunks[key]:
        words += [*before[at : hunk.start], *hunk.words]
        at = hunk.end
    return "".join([*words, *before[at : region.end]])


def _pieces(before: list[str], regions: list[_Region], order: Iterable[str]) -> list[Clean | Conflict]:
    keys = list(order)
    pieces: list[Clean | Conflict] = []
    at = 0
    for region in regions:
        if at < region.start:
            same = "".join(before[at : region.start])
            pieces.append(Clean(same, same))
        pieces.append(_piece(before, region, keys))
        at = region.end
    rest = "".join(before[at:])
    return [*pieces, Clean(rest, rest)] if rest else pieces


def _piece(before: list[str], region: _Region, keys: list[str]) -> Clean | Conflict:
    base = "".join(before[region.start : region.end])
    sides = tuple((key, _side(before, region, key)) for key in keys if key in region.hunks)
    if len({text for _, text in sides}) == 1:
        return Clean(sides[0][1], base, tuple(key for key, _ in sides))
    return Conflict(base, sides)


def _clashes(before: list[str], regions: list[_Region]) -> dict[str, tuple[str, ...]]:
    """Who clashes with whom: in the same region, with other words, by changes that meet (not only by way of a third)."""
    found: dict[str, dict[str, None]] = {}
    for region in regions:
        sides = {key: _side(before, region, key) for key in region.hunks}
        if len(set(sides.values())) == 1:
            continue
        met = False
        pairs = [(one, two) for one in sides for two in sides if one < two and sides[one] != sides[two]]
        for one, two in pairs:
            if _meet(region.hunks[one], region.hunks[two]):
                met = True
                found.setdefault(one, {})[two] = None
                found.setdefault(two, {})[one] = None
        if not met:  # put together because a cluster would have been cut between them
            for one, two in pairs:
                found.setdefault(one, {})[two] = None
                found.setdefault(two, {})[one] = None
    return {key: tuple(others) for key, others in found.items()}


def _meet(one: list[_Hunk], two: list[_Hunk]) -> bool:
    return any(a.start <= b.end and b.start <= a.end for a in one for b in two)


def _cut_cluster(before: list[str], regions: list[_Region], order: Iterable[str]) -> tuple[int, int] | None:
    """Two neighbouring regions whose words, put side by side, would run into one cluster; None when all joins hold.

    A mark that stood alone may lean on a letter that another hand put before it.
    """
    if len(regions) < 2:
        return None
    pieces = _pieces(before, regions, order)
    keys = list(order)
    for key in keys:
        ends: list[int] = []
        text = ""
        for piece in pieces:
            text += piece.text if isinstance(piece, Clean) else piece.side(key)
            ends.append(len(text))
        if all(is_plain_joint(text, end) for end in ends if end):
            continue
        whole = cluster_ends(text)
        for number, end in enumerate(ends[:-1]):
            if end and end not in whole:
                return _beside(before, regions, number)
    return None


def _beside(before: list[str], regions: list[_Region], number: int) -> tuple[int, int]:
    """The regions on both sides of the joint after this piece (the nearest two, at the text's ends)."""
    at, seen, region = 0, -1, 0
    for region, here in enumerate(regions):
        seen += 1 if at < here.start else 0
        if seen >= number:
            break
        seen += 1
        if seen >= number:
            region += 1
            break
        at = here.end
    last = len(regions) - 1
    return (max(0, min(region, last) - 1), max(1, min(region, last)))


def _joined(regions: list[_Region], cut: tuple[int, int]) -> list[_Region]:
    first, last = cut
    hunks: dict[str, list[_Hunk]] = {}
    for region in regions[first : last + 1]:
        for key, own in region.hunks.items():
            hunks.setdefault(key, []).extend(own)
    joined = _Region(regions[first].start, regions[last].end, hunks)
    return [*regions[:first], joined, *regions[last + 1 :]]
