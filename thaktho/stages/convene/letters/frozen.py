"""Everything a letter prints, as plain JSON: taken when it is issued, kept for good. A draft prints today's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .models import Letter, Letterhead, LetterRecipient
from .wording import MERGE

SHAPE = 1


def take(letter: Letter, recipients: Iterable[LetterRecipient]) -> dict[str, Any]:
    head = Letterhead.objects.filter(programme_id=letter.programme_id).select_related("emblem").first()
    return {
        "shape": SHAPE,
        "kind": letter.kind,
        "number": letter.number,
        "dated_on": letter.dated_on.isoformat() if letter.dated_on else "",
        "office": (head.office if head else "") or letter.programme.office_th,
        "address": head.address if head else "",
        "emblem": str(head.emblem_id) if head and head.emblem_id else "",
        "subject": letter.subject,
        "references": [line.strip() for line in letter.reference.splitlines() if line.strip()],
        "enclosures": [
            {
                "title": one.title,
                "amount": one.amount,
                "file": str(one.file_id or ""),
                "sha256": one.file.sha256 if one.file else "",
            }
            for one in letter.enclosures.select_related("file").order_by("order")
        ],
        "paragraphs": [text for text in _parts(letter) if text],
        "signer": letter.signer,
        "signer_lines": list(letter.signer_lines),
        "section": letter.section,
        "phone": letter.phone,
        "asks_reply": letter.asks_reply,
        "reply_by": letter.reply_by.isoformat() if letter.reply_by else "",
        "merge": MERGE,
        "recipients": [
            {
                "id": str(one.pk),
                "name": one.name,
                "position": one.position,
                "salutation": one.salutation,
                "network": one.network.name if one.network else "",
            }
            for one in recipients
        ],
        "is_example": letter.is_example,
    }


def _parts(letter: Letter) -> list[str]:
    """The three parts; a blank line begins a new paragraph."""
    return [
        " ".join(paragraph.split())
        for part in (letter.cause, letter.wish, letter.conclusion)
        for paragraph in part.replace("\r\n", "\n").split("\n\n")
    ]
