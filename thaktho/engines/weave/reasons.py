"""Why two rows are proposed, in plain Thai, with the shared words so that a screen can underline them."""

from __future__ import annotations

from collections.abc import Iterable

from thaktho.engines.weave import places, times
from thaktho.engines.weave.lexicon import Lexicon
from thaktho.engines.weave.profile import Deed, Profile
from thaktho.engines.weave.types import Action, Nearness, Reason


def action(a: Deed, b: Deed, judged: Action, lexicon: Lexicon) -> tuple[Reason, ...]:
    """Reasons of what is done. Depends on the two deeds only, so it is shared by all rows that have them."""
    found_a, found_b = a.shown, b.shown
    names = lexicon.concepts
    out: list[Reason] = []
    shared = sorted((a.acts or a.hints) & (b.acts or b.hints))
    if shared:
        lead = "ทำเรื่องเดียวกัน" if judged == "same" else "มีเรื่องที่ทำเหมือนกัน"
        text = f"{lead}: {', '.join(names[c].th for c in shared)}"
        out.append(Reason("action", text, _words(shared, found_a, found_b)))
    elif themes := sorted(a.themes & b.themes):
        out.append(
            Reason("theme", f"อยู่ในเรื่องเดียวกัน: {', '.join(names[c].th for c in themes)}", _words(themes, found_a, found_b))
        )
    elif judged == "related" and (left := sorted(a.acts or a.hints)) and (right := sorted(b.acts or b.hints)):
        pair = sorted((names[left[0]].th, names[right[0]].th))
        out.append(Reason("theme", f"หนุนกันได้: {pair[0]} กับ {pair[1]}", _words((*left, *right), found_a, found_b)))
    if not out and (both := tuple(sorted(set(a.tokens) & set(b.tokens)))):
        out.append(Reason("words", f"ใช้คำเดียวกัน: {', '.join(both)}", both))
    if crowd := sorted(a.audience & b.audience):
        text = f"กลุ่มเป้าหมายเดียวกัน: {', '.join(names[c].th for c in crowd)}"
        out.append(Reason("audience", text, _words(crowd, found_a, found_b)))
    need = tuple(sorted(set(a.need) & set(b.need))) if a.need and b.need else ()
    if len(need) >= 2:
        out.append(Reason("need", f"ปัญหาหรือความดีที่อยากทำใกล้กัน: {', '.join(need)}", need))
    return tuple(out)


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
    lead = "ช่วงเวลาเดียวกัน" if near == "same" else "ช่วงเวลาใกล้กัน"
    said = list(dict.fromkeys(times.words(s) for s in sorted((a.span, b.span))))
    return Reason("time", f"{lead}: {' กับ '.join(said)}", tuple(said))


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
    return tuple(sorted(out))
