"""What was read of the rows, kept between processes: a web job with one changed row reads that row only.

    profiles = Profiles(stored_bytes)          # b"" the first time, or after any change of lexicon: nothing is lost but time
    pairs = weave(rows, profiles=profiles)
    stored_bytes = profiles.dump()             # to keep, in a file or a column; holds only the rows just read

The bytes are compressed JSON, never pickle: whatever cannot be read is read anew from the rows. They are keyed by the
content of each row, and hold for one lexicon and one home province.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from hashlib import blake2b
from typing import Any

from thaktho.engines.weave.overlap.lexicon import Lexicon
from thaktho.engines.weave.overlap.profile import Deed, Profile, profile
from thaktho.engines.weave.types import Place, Row

FORM = "thaktho-profiles-1"
SETS = ("acts", "weak", "hints", "themes", "title_themes", "forms", "audience")


def fingerprint(row: Row) -> str:
    """The content of a row, without its id and network: two rows that say the same are read once."""
    said = (row.title, row.problem, row.good_deed, row.virtue, row.indicator, row.agency, row.area, str(row.start), str(row.end),
            row.when_text, astuple(row.place) if row.place else None)  # fmt: skip
    return blake2b(repr(said).encode(), digest_size=12).hexdigest()


class Profiles:
    """Profiles by the content of their rows. `fresh` counts rows that had to be read since it was made."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data
        self._kept: dict[str, Any] = {}
        self._deeds: list[Any] = []
        self._made: dict[int, Deed] = {}
        self._used: dict[str, Profile] = {}
        self._held: tuple[str, str | None] | None = None
        self._words: Lexicon | None = None
        self.fresh = 0

    @contextmanager
    def reading(self, words: Lexicon, home: str | None) -> Iterator[None]:
        """For the time of a reading: which lexicon, which province. Profiles of another are forgotten."""
        held = (words.digest, home)
        if self._held != held:
            self._kept, self._deeds, self._made, self._used = {}, [], {}, {}
            self._held = held
            self._load(held)
        self._words = words
        yield

    def of(self, row: Row) -> Profile:
        """The row's profile; only inside `reading`."""
        assert self._held is not None and self._words is not None
        key = fingerprint(row)
        found = self._used.get(key)
        if found is None and key in self._kept:
            found = self._restore(row, self._kept[key])
        if found is None:
            found = profile(row, self._words, self._held[1])
            self.fresh += 1
        self._used[key] = found
        return found if found.row is row else Profile(row, found.deed, found.place, found.span, found.owners)

    def dump(self) -> bytes:
        """The profiles of every row asked for, as bytes."""
        deeds: dict[Deed, int] = {}
        rows = {
            key: [deeds.setdefault(p.deed, len(deeds)), list(astuple(p.place)), p.span, sorted(p.owners)]
            for key, p in self._used.items()
        }
        head = {"form": FORM, "held": self._held, "deeds": [_packed(d) for d in deeds], "rows": rows}
        return zlib.compress(json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode(), 1)

    def _load(self, held: tuple[str, str | None]) -> None:
        try:
            head = json.loads(zlib.decompress(self._data)) if self._data else {}
            if head.get("form") == FORM and tuple(head["held"]) == held:
                self._kept, self._deeds = dict(head["rows"]), list(head["deeds"])
        except (zlib.error, ValueError, KeyError, TypeError, AttributeError):
            self._kept, self._deeds = {}, []
        self._data = b""

    def _restore(self, row: Row, kept: Any) -> Profile | None:
        try:
            number, place, span, owners = kept
            if number not in self._made:
                self._made[number] = _unpacked(self._deeds[number])
            return Profile(
                row, self._made[number], Place(*place), tuple(span) if span else None, frozenset(owners)
            )
        except (ValueError, TypeError, IndexError, KeyError):
            return None


def _packed(d: Deed) -> list[Any]:
    return [d.text, d.letters, d.tokens, *(sorted(getattr(d, name)) for name in SETS), d.need, d.shown]


def _unpacked(kept: list[Any]) -> Deed:
    text, letters, tokens, acts, weak, hints, themes, title_themes, forms, audience, need, shown = kept
    return Deed(
        text, letters, tuple(tokens), frozenset(acts), frozenset(weak), frozenset(hints), frozenset(themes),
        frozenset(title_themes), frozenset(forms), frozenset(audience), tuple(need), {c: tuple(w) for c, w in shown.items()},
    )  # fmt: skip
