"""Making and undoing links. Both happen inside an act of a room; the link remembers which."""

from __future__ import annotations

from django.db.models import Model

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


def undo(act: Draft, source: Model, target: Model, relation: str) -> int:
    """Undo the living link between two things; returns how many were undone (0 or 1)."""
    living = Link.objects.filter(
        programme_id=act.programme_id, source_id=source.pk, target_id=target.pk, relation=relation, undone_by=None
    )
    return living.update(undone_by_id=act.id)
