"""Reading letters. The programme comes first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from thaktho.ground.programme.models import Programme
from thaktho.thai.dates import fiscal_span
from thaktho.thai.words import search_terms

from .models import Letter, LetterEnclosure, Letterhead, LetterRecipient
from .tokens import hash_token


def head(programme: Programme) -> Letterhead | None:
    return Letterhead.objects.filter(programme=programme).select_related("emblem").first()


def _per_letter(**only: Any) -> Coalesce:
    rows = LetterRecipient.objects.filter(letter=OuterRef("pk"), **only).order_by().values("letter")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def letters(
    programme: Programme,
    *,
    state: str = "",
    text: str = "",
    year: int | None = None,
    meeting: UUID | None = None,
) -> QuerySet[Letter]:
    """The register: newest day first, drafts (without a day) before all. A name finds the letters sent to it."""
    found = Letter.objects.filter(programme=programme).select_related("meeting")
    if state:
        found = found.filter(state=state)
    if meeting:
        found = found.filter(meeting_id=meeting)
    if year:
        found = found.filter(dated_on__range=fiscal_span(year))
    for term in search_terms(text):
        sent = LetterRecipient.objects.filter(programme=programme, search_text__contains=term)
        found = found.filter(Q(search_text__contains=term) | Q(pk__in=sent.values("letter_id")))
    first = LetterRecipient.objects.filter(letter=OuterRef("pk")).order_by("order")
    return found.annotate(
        copies=_per_letter(),
        answered=_per_letter(reply__in=["coming", "substitute", "not"]),
        first_name=Subquery(first.values("name")[:1]),
    ).order_by(F("dated_on").desc(nulls_first=True), "-made_at", "-pk")


def counts(programme: Programme) -> dict[str, int]:
    state = Letter.State
    return Letter.objects.filter(programme=programme).aggregate(
        all=Count("pk"),
        draft=Count("pk", filter=Q(state=state.DRAFT)),
        issued=Count("pk", filter=Q(state=state.ISSUED)),
        cancelled=Count("pk", filter=Q(state=state.CANCELLED)),
    )


def letter(programme: Programme, id: UUID) -> Letter | None:
    found = Letter.objects.filter(programme=programme, pk=id).select_related("meeting", "programme")
    return found.prefetch_related("enclosures__file").first()


def recipients(letter: Letter, *, reply: str | None = None, text: str = "") -> QuerySet[LetterRecipient]:
    """`reply` None: all; "" those who have not answered."""
    found = LetterRecipient.objects.filter(programme_id=letter.programme_id, letter=letter)
    found = found.select_related("network")
    if reply is not None:
        found = found.filter(reply=reply)
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    return found.order_by("order")


def replies(letter: Letter) -> dict[str, int]:
    """How many of each answer; `all` the copies sent."""
    reply = LetterRecipient.Reply
    return LetterRecipient.objects.filter(letter=letter).aggregate(
        all=Count("pk"),
        none=Count("pk", filter=Q(reply="")),
        coming=Count("pk", filter=Q(reply=reply.COMING)),
        substitute=Count("pk", filter=Q(reply=reply.SUBSTITUTE)),
        refused=Count("pk", filter=Q(reply=reply.NOT)),
    )


def recipient(letter: Letter, id: UUID) -> LetterRecipient | None:
    return (
        LetterRecipient.objects.filter(letter=letter, pk=id)
        .select_related("letter__programme", "letter__meeting", "network")
        .first()
    )


def enclosure(letter: Letter, id: UUID) -> LetterEnclosure | None:
    return LetterEnclosure.objects.filter(letter=letter, pk=id).select_related("letter").first()


def by_token(programme: Programme, token: str) -> LetterRecipient | None:
    """Whose link this is."""
    if not 20 <= len(token) <= 64:
        return None
    found = LetterRecipient.objects.filter(programme=programme, token_hash=hash_token(token))
    return found.select_related("letter__meeting", "letter__programme", "network").first()


def same_number(letter: Letter) -> Letter | None:
    """Another letter of the same year that bears this number: an office is asked, not refused."""
    if not letter.number.strip() or not letter.dated_on:
        return None
    same = Letter.objects.filter(
        programme_id=letter.programme_id, number=letter.number.strip(), dated_on__year=letter.dated_on.year
    )
    return same.exclude(pk=letter.pk).exclude(state=Letter.State.CANCELLED).first()
