"""Reading certificates: the register of an edition, who has none yet, and what a code stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from thaktho.ground.programme.models import Programme
from thaktho.thai.names import split_title
from thaktho.thai.words import search_terms

from ...editions.models import Edition
from ..models import Booth, Certificate, Honour, Participant

Kind = Certificate.Kind
STATES = ("valid", "unprinted", "revoked")


def without(edition: Edition, kind: str, *, only: list[UUID] | None = None) -> QuerySet[Any]:
    """Who may have a certificate of this kind and has none valid: honours that were presented (named in `only`: any on
    the roll), participants who came, booths that were confirmed."""
    found: QuerySet[Any]
    if kind == Kind.HONOUR:
        found = Honour.objects.filter(edition=edition, live=True).select_related("network").order_by("number")
        of = "honour"
        if only is None:
            found = found.exclude(presented_at=None)
    elif kind == Kind.ATTENDED:
        found = Participant.objects.filter(edition=edition).exclude(came_at=None)
        found = found.order_by("network__order", "sort_key", "number")
        of = "participant"
    else:
        found = Booth.objects.filter(edition=edition, state=Booth.State.CONFIRMED).select_related("network")
        of = "booth"
    if only is not None:
        found = found.filter(pk__in=only)
    valid = Certificate.objects.filter(**{of: OuterRef("pk")}, kind=kind, revoked_at=None)
    return found.filter(~Exists(valid))


def counts_without(edition: Edition) -> list[tuple[str, str, int]]:
    """(kind, its word, how many wait), three queries."""
    return [(kind, str(Kind(kind).label), without(edition, kind).count()) for kind in Kind.values]


def register(edition: Edition, *, text: str = "", kind: str = "", state: str = "") -> QuerySet[Certificate]:
    """By number, newest year first."""
    found = Certificate.objects.filter(edition=edition).select_related("replaces", "replaced_by")
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    if kind in Kind.values:
        found = found.filter(kind=kind)
    if state == "valid":
        found = found.filter(revoked_at=None)
    elif state == "unprinted":
        found = found.filter(revoked_at=None, prints=0)
    elif state == "revoked":
        found = found.exclude(revoked_at=None)
    return found.order_by("-year", "number")


def certificate(programme: Programme, edition: Edition, id: UUID) -> Certificate | None:
    found = Certificate.objects.filter(programme=programme, edition=edition, pk=id)
    return found.select_related("edition", "replaces", "replaced_by").first()


def to_print(edition: Edition, selection: dict[str, str]) -> QuerySet[Certificate]:
    """The valid ones a job was asked for: one (`certificate`), a kind, only those never printed (`state`)."""
    found = register(edition, kind=selection.get("kind", ""), state="valid").order_by("year", "number")
    if selection.get("certificate"):
        found = found.filter(pk=selection["certificate"])
    if selection.get("state") == "unprinted":
        found = found.filter(prints=0)
    return found


def last_signers(edition: Edition) -> list[dict[str, str]]:
    """Those of the certificates issued last, else the readers of the declaration: nobody types them twice."""
    last = (
        Certificate.objects.filter(edition=edition).order_by("-pk").values_list("signers", flat=True).first()
    )
    if last:
        return list(last)
    text = getattr(edition, "text", None)
    signers = text.signers if text is not None else []
    return [{"name": one.get("name", ""), "position": one.get("position", "")} for one in signers[:3]]


@dataclass(frozen=True)
class Verified:
    """What whoever holds the paper, or only its code, is told."""

    number: str
    kind: str
    kind_word: str
    name: str  # whole for honours and booths; for attendance, part
    partly: bool
    category: str
    edition: str
    issued_on: date
    valid: bool
    replaced: bool
    is_example: bool


def verified(programme: Programme, code: str) -> Verified | None:
    """What the certificate with this code says, or None. Of whoever only attended the surname is not told: who holds
    the paper compares the rest, who found a code learns of nobody where they were (PDPA)."""
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    if not 12 <= len(typed) <= 16:
        return None
    found = Certificate.objects.filter(programme=programme, code=typed)
    one = found.select_related("edition", "honour", "replaced_by").first()
    if one is None:
        return None
    partly = one.kind == Kind.ATTENDED
    return Verified(
        number=str(one),
        kind=one.kind,
        kind_word=str(one.get_kind_display()),
        name=in_part(one.name) if partly else one.name,
        partly=partly,
        category=one.honour.category if one.honour else "",
        edition=one.edition.title,
        issued_on=one.issued_on,
        valid=one.revoked_at is None,
        replaced=getattr(one, "replaced_by", None) is not None,
        is_example=one.is_example,
    )


def in_part(name: str) -> str:
    """นายสมชาย ใจดี -> นายสมชาย ใ…; a monk's name without a surname keeps its first half."""
    title, rest = split_title(name)
    given, _, family = rest.partition(" ")
    if family:
        first = family.strip("( ")[:2] if family.strip("( ")[:1] in "เแโใไ" else family.strip("( ")[:1]
        return f"{title}{given} {first}…"
    return f"{title}{_whole(given, max(1, len(given) // 2))}…"


def _whole(text: str, length: int) -> str:
    """The first letters, never parting a mark from its consonant."""
    while length < len(text) and text[length] in "ะัาำิีึืฺุู็่้๊๋์ํ๎":
        length += 1
    return text[:length]


def of_honours(edition: Edition) -> dict[UUID, Certificate]:
    """Valid certificates by the honour they are of."""
    found = Certificate.objects.filter(edition=edition, kind=Kind.HONOUR, revoked_at=None)
    return {one.honour_id: one for one in found if one.honour_id}


def badges(edition: Edition, selection: dict[str, str]) -> QuerySet[Participant]:
    """Who gets a badge, by network, then Thai name: everybody, one, a network, a kind, or those new since the last print."""
    found = Participant.objects.filter(edition=edition).select_related("network")
    if selection.get("participant"):
        found = found.filter(pk=selection["participant"])
    if selection.get("network"):
        found = found.filter(network__code=selection["network"])
    if selection.get("kind") in Participant.Kind.values:
        found = found.filter(kind=selection["kind"])
    if selection.get("new"):
        found = found.filter(badge_printed_at=None)
    return found.order_by("network__order", "sort_key", "number")


def participants(
    edition: Edition, *, text: str = "", network: str = "", new: bool = False
) -> QuerySet[Participant]:
    found = badges(edition, {"network": network, "new": "1" if new else ""})
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    return found


def badge_counts(edition: Edition) -> tuple[int, int]:
    """(all, never printed)."""
    every = Participant.objects.filter(edition=edition)
    return every.count(), every.filter(badge_printed_at=None).count()


__all__ = [
    "Verified",
    "badge_counts",
    "badges",
    "certificate",
    "counts_without",
    "in_part",
    "last_signers",
    "of_honours",
    "participants",
    "register",
    "to_print",
    "verified",
    "without",
]
