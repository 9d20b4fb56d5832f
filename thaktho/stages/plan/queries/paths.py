"""The way from the top of the tree down to a branch, for headings of printed plans."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from thaktho.ground.programme.models import Programme

from ..models import Branch


def branch_paths(programme: Programme) -> dict[UUID, list[str]]:
    """Each branch's ancestors and itself, from the top, as texts. One query; a broken circle ends where it began."""
    found = {branch.pk: branch for branch in _standing(programme)}
    return {pk: _path(found, pk) for pk in found}


def _standing(programme: Programme) -> QuerySet[Branch]:
    """Of trees that everybody may read: what a version prints is public."""
    return Branch.objects.filter(programme=programme, removed_at=None).exclude(tree__state="draft")


def _path(branches: dict[UUID, Branch], pk: UUID) -> list[str]:
    path: list[str] = []
    seen: set[UUID] = set()
    here: UUID | None = pk
    while here in branches and here not in seen:
        seen.add(here)
        path.insert(0, branches[here].text)
        here = branches[here].parent_id
    return path
