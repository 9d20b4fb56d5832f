"""Hearings and what was said in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from thaktho.stages.listen.codes import receipt_hash
from thaktho.thai.anchors import Anchor, find

from ...editions.models import Edition
from ..models import Amendment, Clause, Comment, Hearing


def hearings(edition: Edition) -> QuerySet[Hearing]:
    """With counts of what came in. One query."""
    found = Hearing.objects.filter(programme_id=edition.programme_id, edition=edition)
    return found.select_related("network", "place", "version", "meeting").annotate(
        comment_count=Count("comments", filter=~Q(comments__state="hidden"), distinct=True),
        amendment_count=Count("amendments", distinct=True),
    )


def open_hearings(edition: Edition) -> QuerySet[Hearing]:
    """Those that take words today."""
    going_on = Q(closes_on=None) | Q(closes_on__gte=timezone.localdate())
    return hearings(edition).filter(going_on, state=Hearing.State.OPEN)


def hearing(edition: Edition, hearing_id: UUID) -> Hearing | None:
    found = Hearing.objects.filter(programme_id=edition.programme_id, edition=edition, pk=hearing_id)
    return found.select_related("network", "place", "version", "version__text", "edition", "meeting").first()


@dataclass(frozen=True)
class Placed:
    """A comment beside the clause as it stands: where its quote is found now; None when the words changed."""

    comment: Comment
    at: Anchor | None

    @property
    def lost(self) -> bool:
        return bool(self.comment.quote) and self.at is None


def placed(comments: Iterable[Comment], bodies: dict[UUID, str]) -> list[Placed]:
    """`bodies`: clause id -> its words now."""
    return [
        Placed(one, find(bodies.get(one.clause_id, ""), one.quote, one.start) if one.quote else None)
        for one in comments
    ]


def comments_of(clauses: Iterable[Clause | UUID], *, hidden: bool = False) -> QuerySet[Comment]:
    ids = [one.pk if isinstance(one, Clause) else one for one in clauses]
    found = Comment.objects.filter(clause__in=ids).select_related("network", "hearing")
    return found if hidden else found.exclude(state=Comment.State.HIDDEN)


def by_receipt(edition: Edition, code: str) -> Comment | Amendment | None:
    """What somebody without an account sent in this edition, by the code they were given."""
    key = receipt_hash(edition.programme_id, code)
    for model in (Comment, Amendment):
        found = (
            model.objects.filter(edition=edition, receipt_hash=key)
            .select_related("edition", "clause")
            .first()
        )
        if found is not None:
            return found  # type: ignore[return-value]
    return None
