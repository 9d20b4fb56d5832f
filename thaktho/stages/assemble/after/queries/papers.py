"""Reading the proceedings."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from thaktho.ground.programme.models import Programme

from ...editions.models import Edition
from ..models import Proceedings, ProceedingsWords


def proceedings(edition: Edition) -> QuerySet[Proceedings]:
    """All versions, the newest first, without what is frozen in them."""
    return Proceedings.objects.filter(edition=edition).defer("frozen").prefetch_related("files")


def made(programme: Programme, id: UUID) -> Proceedings | None:
    found = Proceedings.objects.filter(programme=programme, pk=id)
    return found.select_related("edition", "programme").prefetch_related("files").first()


def words(edition: Edition) -> ProceedingsWords | None:
    return ProceedingsWords.objects.filter(edition=edition).first()
