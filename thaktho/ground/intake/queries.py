"""Reading intakes: one file's preview, and the earlier ones."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting

from .models import Intake, IntakeLine


def intake(programme: Programme, room: str, id: UUID) -> Intake | None:
    found = Intake.objects.filter(programme=programme, register=room, pk=id)
    return found.select_related("network", "file", "job", "programme").first()


def intakes(programme: Programme, room: str, by: Actor) -> QuerySet[Intake]:
    """The newest first: all for the secretariat, their own networks' for coordinators."""
    found = Intake.objects.filter(programme=programme, register=room).select_related("file", "network")
    return found if by.has("secretariat") else found.filter(network_id__in=by.scopes("coordinator"))


def lines(found: Intake, only: str = "") -> QuerySet[IntakeLine]:
    """In the order of the file; `only` is «flagged» or a fate."""
    rows = IntakeLine.objects.filter(programme_id=found.programme_id, intake=found).order_by("number")
    if only == "flagged":
        return rows.exclude(flags=[])
    return rows.filter(fate=only) if only else rows


def fates(found: Intake) -> dict[str, int]:
    counted = IntakeLine.objects.filter(intake=found).order_by().values_list("fate")
    return dict(counted.annotate(Count("pk")))


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """Files of every register that wait to be looked at: all for the secretariat, their own for coordinators. One query."""
    found = Intake.objects.filter(programme=programme, state=Intake.State.PREVIEW).select_related("file")
    if not by.has("secretariat"):
        own = by.scopes("coordinator")
        if not own:
            return []
        found = found.filter(network_id__in=own)
    return [
        Waiting(
            title=gettext("มีไฟล์รอตรวจก่อนนำเข้า"),
            url=reverse(f"{file.register}_import", args=[programme.slug, file.pk]),
            verb=gettext("ตรวจไฟล์"),
            detail=file.file.name,
            icon="file",
        )
        for file in found.order_by("made_at")[:5]
    ]
