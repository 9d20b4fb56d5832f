"""Which pairs of rows are worth comparing at all, by shared keys instead of n x n comparisons.

A row has keys: its activities, its exact words, its themes and their relations, its rare words, a few letter groups of
its title and the title's halves. Rows that share a key *meet*; but a key that a crowd shares tells little, and n rows of one key would be n x n pairs. So of a crowded key each
row meets only its neighbours, in two orders: by place and day, and by words. A crowded rare word makes nobody meet.

Who meets depends on the keys alone, never on a score, so one changed row changes only its own meetings and a few of
its neighbours': that is what `Meetings` keeps account of, and why a plan can be woven anew one row at a time.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

import numpy as np
import numpy.typing as npt

from thaktho.engines.weave.overlap.lexicon import Lexicon
from thaktho.engines.weave.overlap.profile import Deed, Profile
from thaktho.engines.weave.overlap.slips import ONE, spelling

Ints = npt.NDArray[np.int64]
Order = tuple[str, str]
ORDERS = (0, 1)
ACT, LOOSE, WORD = "!", "~", "="
MANY = 8  # questions of one row, from which all it meets are looked up at once
SALTS = np.array([2654435761, 2246822519, 3266489917, 668265263], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Crowds:
    """How many rows may share a key before it is crowded, and how many neighbours a row then meets on each side."""

    act: int = 100
    loose: int = 40
    word: int = 40
    act_reach: int = 8
    loose_reach: int = 2

    def size(self, key: str) -> int:
        return {ACT: self.act, LOOSE: self.loose, WORD: self.word}[key[0]]

    def reach(self, key: str) -> int:
        return {ACT: self.act_reach, LOOSE: self.loose_reach, WORD: 0}[key[0]]


CROWDS = Crowds()


def keys(profile: Profile, lexicon: Lexicon) -> frozenset[str]:
    """The keys of a row; the first letter is the kind."""
    return _of_deed(profile.deed, lexicon) | _halves(spelling(profile.row.title))


def _each(profiles: Iterable[Profile], lexicon: Lexicon) -> Iterator[frozenset[str]]:
    """The keys of every row; rows of one deed have theirs found once."""
    known: dict[Deed, frozenset[str]] = {}
    for p in profiles:
        if p.deed not in known:
            known[p.deed] = _of_deed(p.deed, lexicon)
        yield known[p.deed] | _halves(spelling(p.row.title))


def _of_deed(deed: Deed, lexicon: Lexicon) -> frozenset[str]:
    """The keys of a row's action."""
    acts = deed.acts | deed.hints
    words = {f"{ACT}={deed.letters}"} if deed.letters else set()
    near = {*acts, *(other for act in acts for other in lexicon.concepts[act].related)}
    near.update(deed.themes, (other for theme in deed.themes for other in lexicon.concepts[theme].related))
    return frozenset(
        {f"{ACT}{act}" for act in acts} | words | {f"{LOOSE}{n}" for n in near}
        | {f"{WORD}{t}" for t in deed.tokens if len(t) >= 3} | _shingles(deed)
    )  # fmt: skip


def _shingles(deed: Deed) -> set[str]:
    """A few letter groups of the title, chosen by hash: titles that differ by a slip share one almost surely."""
    text = deed.letters
    found = np.array([crc32(text[n : n + 3].encode()) for n in range(len(text) - 2)], dtype=np.uint64)
    if len(found) == 0:
        return set()
    mixed = (found[None, :] * SALTS[:, None]) & np.uint64(0xFFFFFFFF)
    return {f"{WORD}#{n}.{least}" for n, least in enumerate(mixed.min(axis=1).tolist())}


def _halves(text: str) -> set[str]:
    """The first and the last half of a title. One letter lost or mistaken leaves one of them as it was.

    A letter more or less moves the middle, so the halves of the title without a letter are keys too.
    """
    if len(text) < ONE:
        return set()
    halves = {len(text) // 2, (len(text) - 1) // 2}
    return {f"{WORD}<{text[:n]}" for n in halves} | {f"{WORD}>{text[-n:]}" for n in halves}


def orders(profile: Profile) -> tuple[Order, Order]:
    """Where the row stands among others of a crowd: by place and day, and by words. Ties go by id."""
    place = profile.place
    where = "/".join(
        x or "~"
        for x in (place.province, place.amphoe, place.tambon or place.unit, place.village or place.venue)
    )
    day = f"{profile.span[0]:08}" if profile.span else "~"
    return (f"{where}/{day}", profile.row.id), (" ".join(profile.deed.tokens), profile.row.id)


def candidates(profiles: Sequence[Profile], lexicon: Lexicon, crowds: Crowds = CROWDS) -> tuple[Ints, Ints]:
    """Index pairs (i < j) of rows that meet, each once, sorted."""
    groups: dict[str, list[int]] = {}
    for n, own in enumerate(_each(profiles, lexicon)):
        for key in own:
            groups.setdefault(key, []).append(n)
    stand = [orders(p) for p in profiles]
    rank = [np.argsort(_order([s[o] for s in stand])) for o in ORDERS]
    parts: list[Ints] = [np.zeros(0, dtype=np.int64)]
    count = len(profiles)
    for key, members in groups.items():
        if len(members) < 2:
            continue
        some = np.array(members, dtype=np.int64)
        if len(some) <= crowds.size(key):
            a, b = np.triu_indices(len(some), 1)
            parts.append(some[a] * count + some[b])
            continue
        for by in rank if crowds.reach(key) else ():
            turned = some[np.argsort(by[some])]
            for step in range(1, crowds.reach(key) + 1):
                left, right = turned[:-step], turned[step:]
                parts.append(np.minimum(left, right) * count + np.maximum(left, right))
    met = np.unique(np.concatenate(parts))
    return met // max(count, 1), met % max(count, 1)


def _order(stand: Sequence[Order]) -> Ints:
    return np.array(sorted(range(len(stand)), key=stand.__getitem__), dtype=np.int64)


class Meetings:
    """Who meets whom, kept up to date row by row."""

    def __init__(
        self, found: Iterable[tuple[str, frozenset[str], tuple[Order, Order]]], crowds: Crowds = CROWDS
    ) -> None:
        self.crowds = crowds
        self._keys: dict[str, frozenset[str]] = {}
        self._orders: dict[str, tuple[Order, Order]] = {}
        self._groups: dict[str, set[str]] = {}
        self._lines: dict[tuple[str, int], list[Order]] = {}
        for id, own, stand in found:
            self._keys[id], self._orders[id] = own, stand
            for key in own:
                self._groups.setdefault(key, set()).add(id)
        for key in self._groups:
            if self._crowded(key) and crowds.reach(key):
                for o in ORDERS:
                    self._line(key, o)

    def of(self, id: str) -> set[str]:
        """The rows that row `id` meets."""
        out: set[str] = set()
        for key in self._keys[id]:
            if not self._crowded(key):
                out |= self._groups[key]
                continue
            for o in ORDERS if self.crowds.reach(key) else ():
                line, reach = self._line(key, o), self.crowds.reach(key)
                at = bisect_left(line, self._orders[id][o])
                out.update(other for _, other in line[max(0, at - reach) : at + reach + 1])
        return out - {id}

    def meet(self, a: str, b: str) -> bool:
        """Whether rows `a` and `b` meet by any key."""
        return any(self._meet(key, a, b) for key in self._keys[a] & self._keys[b])

    def among(self, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the pairs that meet. A key that becomes crowded asks of thousands at once, many of one row."""
        asked: dict[str, list[str]] = {}
        for a, b in pairs:
            asked.setdefault(a, []).append(b)
        out: set[tuple[str, str]] = set()
        for a, others in asked.items():
            met = self.of(a) if len(others) > MANY else {b for b in others if self.meet(a, b)}
            out.update((a, b) for b in others if b in met)
        return out

    def add(self, id: str, own: frozenset[str], stand: tuple[Order, Order]) -> set[tuple[str, str]]:
        """Put a row in. Returns pairs of other rows (first id < second) whose meeting may have ended by it."""
        touched: set[tuple[str, str]] = set()
        self._keys[id], self._orders[id] = own, stand
        for key in own:
            group = self._groups.setdefault(key, set())
            if len(group) == self.crowds.size(key):
                touched.update(_pairs(group))
            group.add(id)
            for o in ORDERS:
                if (key, o) in self._lines:
                    insort(self._lines[key, o], stand[o])
            if self._crowded(key):
                touched |= self._across(key, id)
        return touched

    def remove(self, id: str) -> set[tuple[str, str]]:
        """Take a row out. Returns pairs of other rows (first id < second) that may meet since."""
        touched: set[tuple[str, str]] = set()
        for key in self._keys[id]:
            if self._crowded(key):
                touched |= self._across(key, id)
            for o in ORDERS:
                if (line := self._lines.get((key, o))) is not None:
                    line.pop(bisect_left(line, self._orders[id][o]))
            group = self._groups[key]
            group.discard(id)
            if len(group) == self.crowds.size(key):
                touched.update(_pairs(group))
            if not group:
                del self._groups[key]
                for o in ORDERS:
                    self._lines.pop((key, o), None)
        del self._keys[id], self._orders[id]
        return touched

    def _crowded(self, key: str) -> bool:
        return len(self._groups[key]) > self.crowds.size(key)

    def _line(self, key: str, order: int) -> list[Order]:
        if (key, order) not in self._lines:
            self._lines[key, order] = sorted(self._orders[id][order] for id in self._groups[key])
        return self._lines[key, order]

    def _meet(self, key: str, a: str, b: str) -> bool:
        if not self._crowded(key):
            return True
        reach = self.crowds.reach(key)
        for o in ORDERS if reach else ():
            line = self._line(key, o)
            gap = bisect_left(line, self._orders[a][o]) - bisect_left(line, self._orders[b][o])
            if abs(gap) <= reach:
                return True
        return False

    def _across(self, key: str, id: str) -> set[tuple[str, str]]:
        """Pairs of a crowded key that stand just out of reach because row `id` stands between them."""
        out: set[tuple[str, str]] = set()
        reach = self.crowds.reach(key)
        for o in ORDERS if reach else ():
            line = self._line(key, o)
            at = bisect_left(line, self._orders[id][o])
            for left in range(1, reach + 1):
                right = reach + 1 - left
                if at - left >= 0 and at + right < len(line):
                    a, b = line[at - left][1], line[at + right][1]
                    out.add((min(a, b), max(a, b)))
        return out


def _pairs(group: Iterable[str]) -> Iterable[tuple[str, str]]:
    return combinations(sorted(group), 2)


def index(profiles: Mapping[str, Profile], lexicon: Lexicon, crowds: Crowds = CROWDS) -> Meetings:
    """The account of a whole plan."""
    own = _each(profiles.values(), lexicon)
    return Meetings(
        ((id, found, orders(p)) for (id, p), found in zip(profiles.items(), own, strict=True)), crowds
    )
