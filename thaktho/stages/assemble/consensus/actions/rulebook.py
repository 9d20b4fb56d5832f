"""How this edition agrees."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ...editions.models import Edition
from ..models import Rulebook
from ..states import Locked, Refused

FIELDS = (
    "quorum", "quorum_count", "quorum_share_num", "quorum_share_den", "present_at_least", "inner", "note_needs_reason",
    "seats",
)  # fmt: skip


def held(edition: Edition) -> Rulebook:
    """The edition's rulebook, locked against others; made with its defaults the first time."""
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    book, _ = Rulebook.objects.select_for_update(no_key=True).get_or_create(
        edition=edition, defaults={"programme_id": edition.programme_id}
    )
    return book


def edit_rulebook(
    by: Actor, edition: Edition, *, seen_version: int | None = None, act_id: UUID | None = None, **fields: Any
) -> Rulebook:
    """Until the first round opens."""
    with acting(by, "assemble.consensus.rules", edition, act_id=act_id) as act:
        book = held(edition)
        if book.locked_at is not None:
            raise Locked(gettext("กติกาล็อกแล้วตั้งแต่เปิดรอบแรก แก้ไม่ได้อีกในปีนี้"))
        if seen_version is not None and seen_version != book.version:
            raise Refused(gettext("มีผู้แก้กติกาหลังจากท่านเปิดหน้า ดูค่าล่าสุดแล้วบันทึกอีกครั้ง"))
        changes = {k: [getattr(book, k), v] for k, v in fields.items() if getattr(book, k) != v}
        for name, value in fields.items():
            setattr(book, name, value)
        book.version += 1
        book.save()
        act.about(book)
        act.note(changes=changes)
    return book


def lock(book: Rulebook) -> dict[str, Any]:
    """Within an act that opens a round: the rule as it stands, locked from here on."""
    if book.locked_at is None:
        book.locked_at = timezone.now()
        book.save(update_fields=["locked_at"])
    return as_rule(book)


def as_rule(book: Rulebook) -> dict[str, Any]:
    return {name: getattr(book, name) for name in FIELDS}
