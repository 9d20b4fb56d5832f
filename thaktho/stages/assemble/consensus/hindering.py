"""What of this chamber the year must not leave half done, and what stands against agreeing the words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from ..editions.lacking import AGREE, END, Hindrance
from ..editions.models import Edition
from ..stages import MAY
from ..text import queries as text
from . import queries
from .models import Resolution, Round


def hindering(edition: Edition, to: str) -> list[Hindrance]:
    """Open rounds hinder a stage in which nobody tells a voice, open votes one in which nobody votes. Nobody ends a year
    over an open vote; over an open round the page asks itself."""
    found = []
    if to == AGREE:
        return [*_open_rounds(edition), *_open_votes(edition), *_not_agreed(edition)]
    if to != END and to not in MAY["assemble.consensus.round"]["secretariat"]:
        found += _open_rounds(edition)
    if to == END or to not in MAY["assemble.consensus.resolution"]["secretariat"]:
        found += _open_votes(edition)
    return found


def _page(edition: Edition, name: str, *args: object) -> str:
    return reverse(name, args=[edition.programme.slug, edition.code, *args])


def _open_rounds(edition: Edition) -> list[Hindrance]:
    rows = Round.objects.filter(edition=edition, state=Round.State.OPEN)
    return [
        Hindrance(
            gettext("รอบที่ %(number)s ยังเปิดรับเสียงอยู่ ปิดรอบก่อน") % {"number": row.number},
            _page(edition, "assemble_round_close", row.pk),
        )
        for row in rows
    ]


def _open_votes(edition: Edition) -> list[Hindrance]:
    rows = Resolution.objects.filter(edition=edition, state=Resolution.State.OPEN)
    return [
        Hindrance(
            gettext("มติ %(number)s ยังเปิดลงอยู่ ปิดหรือยกเลิกก่อน") % {"number": row.number},
            _page(edition, "assemble_resolution", row.pk),
        )
        for row in rows
    ]


def _not_agreed(edition: Edition) -> list[Hindrance]:
    """Clauses that do not stand: contested, without a quorum, asked of other words, or never asked."""
    standing = queries.standing(edition)
    named: dict[str, list[str]] = {}
    declaration = text.text_of(edition)
    for number, clause in text.living_clauses(declaration) if declaration else []:
        one = standing.get(clause.pk)
        if one is None:
            why = gettext("ยังไม่ได้ถามเสียงเครือข่าย หรือยังไม่ปิดรอบ")
        elif one.outcome == "no_quorum":
            why = gettext("ไม่ครบองค์ประชุม")
        elif not one.stands:
            why = gettext("ยังไม่ได้ข้อยุติ")
        elif one.asked.revision < clause.revision:
            why = gettext("ถ้อยคำเปลี่ยนไปหลังจากถามเสียง")
        else:
            continue
        named.setdefault(why, []).append(str(number))
    url = _page(edition, "assemble_consensus")
    return [
        Hindrance(gettext("ข้อ %(numbers)s %(why)s") % {"numbers": ", ".join(numbers), "why": why}, url)
        for why, numbers in named.items()
    ]
