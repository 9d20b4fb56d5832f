"""What the pages of this chamber share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thaktho.ground import say
from thaktho.ground.access import permitted
from thaktho.ground.ledger.actions import Repeated

from ...common import act_id, edition_or_404, inside, to
from ...editions.models import Edition
from .. import queries
from ..models import Clause, Hearing, Text
from ..rules import voices
from ..states import Refused


def may(request: HttpRequest, verb: str, row: Any) -> bool:
    return permitted(request.actor, f"assemble.text.{verb}", row)  # type: ignore[attr-defined]


def text_or_404(request: HttpRequest, code: str) -> tuple[Edition, Text]:
    edition = edition_or_404(request, code)
    text = queries.text_of(edition)
    if text is None:
        raise Http404(code)
    return edition, text


def clause_or_404(request: HttpRequest, code: str, clause_id: UUID) -> tuple[Edition, Clause]:
    edition = edition_or_404(request, code)
    clause = queries.clause(edition, clause_id)
    if clause is None:
        raise Http404(str(clause_id))
    return edition, clause


def voices_of(request: HttpRequest, edition: Edition) -> frozenset[str] | None:
    """Networks this reader may write for; None for all (the secretariat writes down what others said)."""
    actor = request.actor  # type: ignore[attr-defined]
    return None if actor.has("secretariat") else voices(actor, edition)


def revision_for(
    request: HttpRequest, edition: Edition, clause: Clause, hearing: Hearing | None, asked: int | None
) -> int:
    """Which words of the clause this reader speaks of: those of the hearing's version; without one, those of the last
    version, or of today for people with a role. Nobody else reads the draft by asking for a revision."""
    version = hearing.version if hearing else None
    if version is None and not inside(request):
        version = queries.latest_version(edition)
    held = queries.frozen_revisions(version).get(clause.pk) if version else None
    if inside(request):
        return asked or held or clause.revision
    if held is None:
        raise Http404(str(clause.pk))
    return held


def page(
    request: HttpRequest, name: str, edition: Edition, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, f"assemble/text/{name}.html", {"edition": edition, **context}, status=status)


def post(
    request: HttpRequest, act: Callable[[], Any], done: str, then: str, *, undo: str = ""
) -> HttpResponse:
    """Do one act of a small form, say so, and go on; a refusal is said in its own words. Sent twice, it is done once."""
    try:
        act()
    except Refused as error:
        say.trouble(request, str(error))
    except Repeated:
        pass
    else:
        say.done(request, done, undo=undo)
    return redirect(then)


__all__ = [
    "act_id",
    "clause_or_404",
    "edition_or_404",
    "inside",
    "may",
    "page",
    "post",
    "revision_for",
    "text_or_404",
    "to",
    "voices_of",
]
