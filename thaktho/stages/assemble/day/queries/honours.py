"""Reading the roll of honour. Winners only; nobody reads who was not chosen, for nobody writes it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.thai.words import search_terms

from ...editions.models import Edition, Stage
from ..models import Honour

ANNOUNCED = (Stage.WRAP_UP, Stage.FOLLOW_UP)


def announced(edition: Edition) -> bool:
    """After the day the whole roll is public; on the day each as it is presented."""
    return edition.stage in ANNOUNCED or edition.state == Edition.State.ENDED


def roll(edition: Edition, *, text: str = "", kind: str = "", everything: bool = False) -> QuerySet[Honour]:
    """The public roll in the order of the stage; `everything` for staff."""
    found = Honour.objects.filter(edition=edition, live=True).select_related("network", "source")
    if not everything and not announced(edition):
        found = found.exclude(presented_at=None)
    if kind in Honour.Kind.values:
        found = found.filter(kind=kind)
    for term in search_terms(text):
        found = found.filter(search_text__contains=term)
    return found.order_by("number")


def removed(edition: Edition) -> QuerySet[Honour]:
    return Honour.objects.filter(edition=edition, live=False).select_related("network").order_by("-pk")


def honour(programme: Programme, edition: Edition, id: UUID) -> Honour | None:
    found = Honour.objects.filter(programme=programme, edition=edition, pk=id)
    return found.select_related("network", "source", "edition").first()


def kinds(edition: Edition, *, everything: bool = False) -> dict[str, int]:
    found = roll(edition, everything=everything).order_by().values_list("kind").annotate(n=Count("pk"))
    return dict(found)


def on_stage(edition: Edition) -> tuple[Honour | None, list[Honour], Honour | None]:
    """(who is next, who follows, who was presented last)."""
    waiting = list(roll(edition, everything=True).filter(presented_at=None)[:6])
    last = (
        roll(edition, everything=True).exclude(presented_at=None).order_by("-presented_at", "-number").first()
    )
    return (waiting[0] if waiting else None), waiting[1:], last


def seen(by: Actor, ids: list[UUID]) -> QuerySet[Honour]:
    """Those of these that this reader may see: for the thread."""
    found = Honour.objects.filter(programme_id=by.programme_id, pk__in=ids, live=True)
    return found.select_related("network", "edition", "edition__programme")
