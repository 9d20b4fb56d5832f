"""What decided amendments make of a clause: each brought onto the words of today, then all put together.

An amendment is kept with the words it was written on. Where the clause has newer words, its change is carried over by a
three-way merge; where that clashes, the amendment no longer fits and is put in alone, by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from thaktho.thai.textmerge import Merged, merge, merge_all

from .models import Amendment, Clause, ClauseRevision
from .states import Refused

TODAY = "today"  # the key of the clause's own newer words, where an amendment is put in alone


@dataclass(frozen=True)
class Plan:
    """`merged`: keys are numbers of amendments (and TODAY). `mark` changes whenever what is to be chosen changes."""

    merged: Merged
    amendments: tuple[Amendment, ...]

    @property
    def mark(self) -> str:
        return hashlib.sha256(repr(self.merged.pieces).encode()).hexdigest()[:16]

    def lost(self, choices: Sequence[str]) -> set[str]:
        """Keys whose words were set aside where they clashed. Words typed that are nobody's are an agreement of all sides;
        the words of before are nobody's wish."""
        keys: set[str] = set()
        for conflict, chosen in zip(self.merged.conflicts, choices, strict=True):
            sides = dict(conflict.sides)
            if chosen in sides.values() or chosen == conflict.base:
                keys |= {key for key, words in sides.items() if words != chosen}
        return keys - {TODAY}


def wished(amendment: Amendment, children: Iterable[Amendment] = ()) -> str:
    """The words this amendment asks for: as decided, with accepted amendments of the amendment put in. Refused where
    these clash: then somebody decides the words."""
    if amendment.decision == Amendment.Decision.CHANGED and amendment.decided_body:
        return amendment.decided_body
    accepted = [(str(one.number), one.decided_body or one.body) for one in children if is_accepted(one)]
    merged = merge_all(amendment.body, accepted)
    if not merged.is_clean:
        raise Refused(
            gettext("ข้อเสนอย่อยของข้อเสนอที่ %(n)s ขัดกันเอง ตัดสินเป็น “รับโดยปรับถ้อยคำ” แล้วพิมพ์ถ้อยคำที่ตกลง")
            % {"n": amendment.number}
        )
    return merged.text


def stands_in(base: str, wish: str, words: str) -> bool:
    """Whether the change from `base` to `wish` is in these words: put in once more, it changes nothing."""
    merged = merge(base, words, wish)
    return merged.is_clean and merged.text == words


def is_accepted(one: Amendment) -> bool:
    return one.state in (Amendment.State.DECIDED, Amendment.State.COMPOSED) and one.decision in (
        Amendment.Decision.ACCEPTED,
        Amendment.Decision.CHANGED,
    )


def base_of(amendment: Amendment, revisions: dict[int, str]) -> str:
    """The words the wished ones are a change of. `revisions`: number -> words of the clause."""
    if (
        amendment.decision == Amendment.Decision.CHANGED
        and amendment.decided_body
        and amendment.decided_revision
    ):
        return revisions.get(amendment.decided_revision, amendment.base_body)
    return amendment.base_body


def revisions_of(clause: Clause) -> dict[int, str]:
    """number -> words. One query."""
    return dict(ClauseRevision.objects.filter(clause=clause).order_by().values_list("number", "body"))


def carried(amendment: Amendment, clause: Clause, revisions: dict[int, str], words: str) -> Merged:
    """The amendment's change on the clause's words of today; conflicts where both changed the same place."""
    base = base_of(amendment, revisions)
    return merge_all(base, [(TODAY, clause.body), (str(amendment.number), words)])


def plan(clause: Clause, chosen: Sequence[Amendment], children: dict[object, list[Amendment]]) -> Plan:
    """All chosen amendments on the clause of today. `children`: amendment id -> its amendments.

    Refused when one of several no longer fits: it is put in alone.
    """
    revisions = revisions_of(clause)
    ready: list[tuple[str, str]] = []
    for one in sorted(chosen, key=lambda one: one.number):
        words = wished(one, children.get(one.pk, ()))
        moved = carried(one, clause, revisions, words)
        if moved.is_clean:
            ready.append((str(one.number), moved.text))
        elif len(chosen) == 1:
            return Plan(moved, tuple(chosen))
        else:
            raise Refused(
                gettext("ข้อเสนอที่ %(n)s เขียนบนถ้อยคำเก่าและไม่เข้ากับถ้อยคำปัจจุบัน ให้นำเข้าทีละข้อ") % {"n": one.number}
            )
    return Plan(merge_all(clause.body, ready), tuple(chosen))


def fits_today(amendment: Amendment, clause: Clause) -> Merged:
    """Whether it still fits, and how it would read, without what was decided of it."""
    return merge(amendment.base_body, clause.body, amendment.body)
