"""Why two rows are proposed, in plain Thai, with the shared words so that a screen can underline them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from thaktho.engines.weave import places, times
from thaktho.engines.weave.overlap.lexicon import Lexicon
from thaktho.engines.weave.overlap.profile import Deed, Profile
from thaktho.engines.weave.types import Action, Nearness, Reason, ReasonKind

# What the lexicon made of the two titles is then not to be trusted, so nothing else is said of what is done.
SLIP = Reason("words", "ชื่อต่างกันเพียงหนึ่งหรือสองตัวอักษร อาจเป็นเรื่องเดียวกันที่พิมพ์พลาด")


class Teller:
    """Says why two actions are alike. Keeps what it said: the same few reasons recur in thousands of pairs."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names = lexicon.concepts
        self._kept: dict[tuple[object, ...], Reason] = {}
        self._signs: dict[tuple[object, ...], int] = {}
        self._sign: dict[Deed, int] = {}
        self._whole: dict[tuple[int, int, Action], tuple[Reason, ...]] = {}

    def action(self, a: Deed, b: Deed, judged: Action) -> tuple[Reason, ...]:
        """Reasons of what is done. Deeds that name the same things in the same words have the same reasons."""
        key = (self._of(a), self._of(b), judged)
        if key in self._whole:
            return self._whole[key]
        told = self._tell(a, b, judged)
        if (
            not any(reason.kind in ("words", "need") for reason in told)
            and (a.acts or a.themes)
            and (b.acts or b.themes)
        ):
            self._whole[key] = told
        return told

    def _of(self, deed: Deed) -> int:
        """A number for what the lexicon found in a deed."""
        if deed not in self._sign:
            sign = (deed.acts, deed.hints, deed.themes, deed.audience, deed.need, tuple(deed.shown.items()))
            self._sign[deed] = self._signs.setdefault(sign, len(self._signs))
        return self._sign[deed]

    def _tell(self, a: Deed, b: Deed, judged: Action) -> tuple[Reason, ...]:
        acts_a, acts_b = a.acts or a.hints, b.acts or b.hints
        out: list[Reason] = []
        if shared := acts_a & acts_b:
            lead = "ทำเรื่องเดียวกัน" if judged == "same" else "มีเรื่องที่ทำเหมือนกัน"
            out.append(self._say("action", lead, shared, a, b))
        elif themes := a.themes & b.themes:
            out.append(self._say("theme", "อยู่ในเรื่องเดียวกัน", themes, a, b))
        elif judged == "related" and acts_a and acts_b:
            left, right = sorted((self.names[min(acts_a)].th, self.names[min(acts_b)].th))
            words = _words(acts_a | acts_b, a.shown, b.shown)
            out.append(Reason("theme", f"หนุนกันได้: {left} กับ {right}", words))
        elif both := tuple(sorted(set(a.tokens) & set(b.tokens))):
            out.append(Reason("words", f"ใช้คำเดียวกัน: {', '.join(both)}", both))
        if crowd := a.audience & b.audience:
            out.append(self._say("audience", "กลุ่มเป้าหมายเดียวกัน", crowd, a, b))
        need = tuple(sorted(set(a.need) & set(b.need))) if a.need and b.need else ()
        if len(need) >= 2:
            out.append(Reason("need", f"ปัญหาหรือความดีที่อยากทำใกล้กัน: {', '.join(need)}", need))
        return tuple(out)

    def _say(self, kind: ReasonKind, lead: str, codes: frozenset[str], a: Deed, b: Deed) -> Reason:
        key: tuple[object, ...]
        if len(codes) == 1:
            (code,) = codes
            key = (lead, code, a.shown.get(code), b.shown.get(code))
        else:
            key = (lead, codes, *(f.get(c) for c in sorted(codes) for f in (a.shown, b.shown)))
        if key not in self._kept:
            text = f"{lead}: {', '.join(self.names[c].th for c in sorted(codes))}"
            self._kept[key] = Reason(kind, text, _words(codes, a.shown, b.shown))
        return self._kept[key]


def place(a: Profile, b: Profile, near: Nearness) -> Reason | None:
    if near not in ("same", "near"):
        return None
    shared = places.words(a.place, b.place)
    if not shared:
        return None
    return Reason("place", f"{'สถานที่เดียวกัน' if near == 'same' else 'พื้นที่ใกล้กัน'}: {shared}", (shared,))


def time(a: Profile, b: Profile, near: Nearness) -> Reason | None:
    if near not in ("same", "near") or a.span is None or b.span is None:
        return None
    first, last = (a.span, b.span) if a.span <= b.span else (b.span, a.span)
    return _time(near, times.words(first), times.words(last))


@lru_cache(maxsize=65536)
def _time(near: Nearness, first: str, last: str) -> Reason:
    said = (first,) if first == last else (first, last)
    return Reason(
        "time", f"{'ช่วงเวลาเดียวกัน' if near == 'same' else 'ช่วงเวลาใกล้กัน'}: {' กับ '.join(said)}", said
    )


def agency(a: Profile, b: Profile) -> Reason | None:
    """Whether the same people carry both rows: the same pair with the lead changed, or one agency in both."""
    if a.owners.isdisjoint(b.owners):
        return None
    shared = a.owners & b.owners
    if len(shared) >= 2 and shared == a.owners == b.owners and a.row.agency != b.row.agency:
        said = tuple(sorted((a.row.agency.strip(), b.row.agency.strip())))
        return Reason("agency", "ผู้รับผิดชอบคู่เดียวกัน สลับกันเป็นหลัก", said)
    name = min((a.row.agency.strip(), b.row.agency.strip()), key=lambda t: (len(t), t))
    return Reason("agency", f"ผู้รับผิดชอบเดียวกัน: {name}", (name,))


def _words(codes: Iterable[str], *found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    out: set[str] = set()
    for code in codes:
        for f in found:
            out.update(f.get(code, ()))
    return tuple(sorted(w for w in out if not any(w != other and w in other for other in out)))
