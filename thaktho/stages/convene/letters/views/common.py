from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from thaktho.ground.access import permitted

from .. import queries
from ..models import Letter, LetterRecipient


def letter_or_404(request: HttpRequest, id: UUID) -> Letter:
    found = queries.letter(request.programme, id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404(str(id))
    return found


def recipient_or_404(letter: Letter, id: UUID) -> LetterRecipient:
    found = queries.recipient(letter, id)
    if found is None:
        raise Http404(str(id))
    return found


def may(request: HttpRequest, letter: Letter) -> dict[str, bool]:
    return {
        verb: permitted(request.actor, f"letters.{verb}", letter) for verb in ("write", "issue", "cancel")
    }  # type: ignore[attr-defined]


def base(request: HttpRequest) -> str:
    """The site's address, without a slash at its end: for links that are printed."""
    return request.build_absolute_uri("/").rstrip("/")
