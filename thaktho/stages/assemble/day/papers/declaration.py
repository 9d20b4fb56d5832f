"""The declaration of an edition as the plain document that is printed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import override

from thaktho.documents.frames.declaration import Clauses, DeclarationDocument

from ...editions.models import Edition
from ...text.models import Clause, ClauseAction, Period, Text, TextVersion

HOLDS = {
    "acting": "รักษาราชการแทน",
    "deputising": "ปฏิบัติราชการแทน",
    "delegated": "ได้รับมอบหมาย",
}


@override("th")
def document(edition: Edition) -> DeclarationDocument | None:
    """The words as they stand now, numbered through all periods; None where no text was begun. Until it is proclaimed
    the paper says which draft it is, and leaves the day to a pen."""
    text = Text.objects.filter(edition=edition).first()
    if text is None:
        return None
    version = TextVersion.objects.filter(text=text).defer("frozen").order_by("-number").first()
    proclaimed = text.state == Text.State.PROCLAIMED
    label = "" if proclaimed else "ร่าง ยังไม่ได้ประกาศ"
    if version is not None:
        label = " ".join(filter(None, (label, version.name or f"ฉบับที่ {version.number}")))
    return DeclarationDocument(
        title=text.title,
        opening=text.opening,
        periods=_periods(_clauses(text)),
        closing=text.closing,
        place=edition.place_text,
        on=(text.proclaimed_on or edition.held_on) if proclaimed else None,
        signers=tuple(signer(one) for one in text.signers),
        office=edition.programme.office_th,
        is_example=text.is_example,
        version_line=label,
    )


def _clauses(text: Text) -> list[Clause]:
    actions = Prefetch("actions", ClauseAction.objects.order_by("order", "id"))
    found = Clause.objects.filter(text=text, live=True).select_related("period").prefetch_related(actions)
    return list(found.order_by("period__order", "period_id", "order", "id"))


def _periods(clauses: Iterable[Clause]) -> tuple[tuple[str, Clauses], ...]:
    made = []
    number = 0
    for _id, group in groupby(clauses, key=lambda one: one.period_id):
        lines = []
        period: Period | None = None
        for clause in group:
            number += 1
            period = clause.period
            asked = tuple((one.addressee, one.action) for one in clause.actions.all())
            lines.append((str(number), clause.body, asked))
        made.append((period.name if period else "", tuple(lines)))
    return tuple(made)


def signer(one: dict[str, Any]) -> tuple[str, str, str]:
    """(name, position, for whom): whoever acts for another stands with both offices, the held one under their own.
    `holding` is a code of convene or the line itself; `position` may part both offices by a line end."""
    own, _, held = str(one.get("position", "")).partition("\n")
    holding = str(one.get("holding", "") or "")
    words = HOLDS.get(holding, "" if holding == "full" else holding)
    if words and held:
        return str(one.get("name", "")), f"{own} {words}", held
    return str(one.get("name", "")), own, " ".join(filter(None, (words, held)))
