"""What a proposal may begin from: a voice of the opinion map, a need, a row of the plan. Only what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread.registry import Knot, kind
from thaktho.thai.words import search_terms

MODELS = {"listen.statement": "listen.Statement", "plan.need": "plan.Need", "plan.row": "plan.PlanRow"}
MOST = 15


def read(by: Actor, told: str) -> tuple[Knot, Model] | None:
    """`<kind>:<id>` as an address says it; None for what is not there, or not for this reader."""
    name, _, id = told.partition(":")
    try:
        wanted = UUID(id)
    except ValueError:
        return None
    known = kind(name)
    if known is None or name not in MODELS:
        return None
    knot = known.load(by, [wanted]).get(wanted)
    row = (
        apps.get_model(MODELS[name])._default_manager.filter(programme_id=by.programme_id, pk=wanted).first()
    )
    return (knot, row) if knot and row else None


def find(programme: Programme, by: Actor, text: str) -> list[Knot]:
    """Of each kind the first fifteen with every word of `text`. Without words nothing is offered."""
    terms = search_terms(text)
    if not terms:
        return []
    knots: list[Knot] = []
    for name, label in MODELS.items():
        known = kind(name)
        rows = apps.get_model(label)._default_manager.filter(programme=programme)
        for term in terms:
            rows = rows.filter(search_text__contains=term)
        ids: Iterable[UUID] = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST * 2])
        if known and ids:
            knots += list(known.load(by, ids).values())[:MOST]
    return knots
