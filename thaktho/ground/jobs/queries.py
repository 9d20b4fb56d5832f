"""Reading jobs. Every function takes the programme first."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from thaktho.ground.access import Actor, permitted
from thaktho.ground.programme.models import Programme

from .models import Job


def job(programme: Programme, job_id: UUID) -> Job | None:
    return Job.objects.select_related("asked_by").filter(programme=programme, pk=job_id).first()


def jobs_for(programme: Programme, by: Actor) -> QuerySet[Job]:
    """The jobs whose progress this reader may see, newest first."""
    verbs = Job.objects.filter(programme=programme).order_by().values_list("read_verb", flat=True).distinct()
    readable = [verb for verb in verbs if permitted(by, verb, programme)]
    found = Job.objects.filter(programme=programme, read_verb__in=readable).select_related("asked_by")
    return found.order_by("-asked_at", "-id")
