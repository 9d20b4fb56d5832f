"""ซ้อมทั้งวัน: one key, one job. It copies the assembly, walks the day on the copy, and leaves the copy to be tried by hand."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from thaktho.ground.access import system
from thaktho.ground.jobs.actions import TellUser
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress

from ..editions.models import Edition
from . import rehearsal_steps
from .actions import rehearsing

WORK = "assemble.rehearsal"
TITLE = gettext_noop("ซ้อมทั้งวันงานสมัชชา")


def work(job: Job, progress: Progress) -> dict[str, Any]:
    """Begun again after its worker died, it begins anew: the half-made copy is thrown away."""
    edition = (
        Edition.objects.filter(programme_id=job.programme_id, pk=job.params["edition"])
        .select_related("programme")
        .first()
    )
    if edition is None:
        raise TellUser("ไม่พบสมัชชาปีนี้แล้ว")
    by = system(job.programme_id)
    old = rehearsing.copy_of(edition)
    if old is not None:
        rehearsing.throw_away(by, old)
    copy = rehearsing.copy_edition(by, edition)
    copy.programme = edition.programme
    steps = rehearsal_steps.walk(by, copy, progress)
    url = reverse("assemble_rehearsal", args=[edition.programme.slug, edition.code])
    return {"url": url, "steps": steps, "copy": copy.code}


def newest(edition: Edition) -> Job | None:
    """The last rehearsal of this edition that was asked for."""
    found = Job.objects.filter(programme_id=edition.programme_id, kind=WORK, params__edition=str(edition.pk))
    return found.order_by("-asked_at").first()
