"""How proposals appear on the thread: among the voices."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor
from thaktho.ground.thread.registry import Kind, Knot, register

from .models import Issue


def load(by: Actor, ids: Iterable[UUID]) -> dict[UUID, Knot]:
    """What nobody has read yet is seen by those with a role only."""
    found = Issue.objects.filter(programme_id=by.programme_id, edition__rehearsal_of=None, pk__in=list(ids))
    if not (by.grants or by.kind == "system"):
        found = found.filter(shown=True)
    return {
        issue.pk: Knot(
            Issue.thread_kind,
            issue.pk,
            issue.title,
            reverse("assemble_issue", args=[issue.programme.slug, issue.edition.code, issue.pk]),
            f"{issue.edition.title} · {issue.get_state_display()}",
            network_order=issue.network.order if issue.network else None,
            network_name=issue.network.short_name if issue.network else "",
            is_example=issue.is_example,
            who=issue.proposer,
        )
        for issue in found.select_related("programme", "edition", "network")
    }


def enlist() -> None:
    register(Kind(Issue.thread_kind, gettext_lazy("ประเด็นสมัชชา"), 1, load))
