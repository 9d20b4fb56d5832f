"""Making and undoing links. Both happen inside an act of a room; the link remembers which."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model, Q

from thaktho.ground.access import programme_of
from thaktho.ground.ledger.actions import Draft, kind_of

from .models import Link


class WrongProgramme(Exception):
    """A thread never leaves its programme."""


def link(act: Draft, source: Model, target: Model, relation: str) -> Link:
    """Say that `target` came from `source`. Linking twice gives the link that stands."""
    if {programme_of(source), programme_of(target)} != {act.programme_id}:
        raise WrongProgramme(relation)
    standing, _ = Link.objects.get_or_create(
        programme_id=act.programme_id,
        source_kind=kind_of(source),
        source_id=source.pk,
        target_kind=kind_of(target),
        target_id=target.pk,
        relation=relation,
        undone_by=None,
        defaults={"act_id": act.id},
    )
    return standing


def link_all(act: Draft, sources: Iterable[Model], target: Model, relation: str) -> int:
    """Link many things to one at once, for sources that are new to this relation."""
    made = Link.objects.bulk_create(
        (
            Link(
                programme_id=act.programme_id,
                source_kind=kind_of(source),
                source_id=source.pk,
                target_kind=kind_of(target),
                target_id=target.pk,
                relation=relation,
                act_id=act.id,
            )
            for source in sources
            if programme_of(source) == act.programme_id
        ),
        batch_size=500,
    )
    return len(made)


def undo(act: Draft, source: Model, target: Model, relation: str) -> int:
    """Undo the living link between two things; returns how many were undone (0 or 1)."""
    living = Link.objects.filter(
        programme_id=act.programme_id,
        source_id=source.pk,
        target_id=target.pk,
        relation=relation,
        undone_by=None,
    )
    return living.update(undone_by_id=act.id)


def forget(programme_id: UUID, ids: Iterable[UUID]) -> int:
    """Remove the links of things that were never meant to last and are gone: a rehearsal that was thrown away."""
    held = list(ids)
    removed = 0
    for start in range(0, len(held), 300):
        some = held[start : start + 300]
        links = Link.objects.filter(programme_id=programme_id)
        removed += links.filter(Q(source_id__in=some) | Q(target_id__in=some)).delete()[0]
    return removed
