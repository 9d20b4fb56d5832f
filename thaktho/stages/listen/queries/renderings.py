"""Statements in other languages and read aloud."""

from __future__ import annotations

import re

from django.db.models import Count, QuerySet

from thaktho.ground.files.models import StoredFile

from ..models import Rendering, Statement, Topic
from .ballot import MARK

_MARK = re.compile(rf"[0-9a-f]{{{MARK}}}")


def clip(topic: Topic, mark: str) -> StoredFile | None:
    """The sound of a shown statement by the first signs of its hash. Whoever holds a ballot may hear what may be answered."""
    if not _MARK.fullmatch(mark):
        return None
    rows = Rendering.objects.filter(
        statement__topic=topic, statement__state=Statement.State.SHOWN, clip__sha256__startswith=mark
    )
    found = rows.select_related("clip").first()
    return found.clip if found else None


def rendered(topic: Topic, which: str = "") -> QuerySet[Statement]:
    """Statements with their renderings; "none": those that have none, "some": those that have."""
    rows = (
        Statement.objects.filter(topic=topic)
        .exclude(state=Statement.State.HIDDEN)
        .annotate(tongues=Count("renderings"))
        .prefetch_related("renderings")
        .order_by("number")
    )
    return {"none": rows.filter(tongues=0), "some": rows.filter(tongues__gt=0)}.get(which, rows)


def renderings(statement: Statement) -> list[Rendering]:
    return list(Rendering.objects.filter(statement=statement).select_related("clip").order_by("language"))
