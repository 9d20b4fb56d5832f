"""The papers of a version: the whole plan and the action plan of each year, in three formats, each a job of its own."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from thaktho.ground.access import Actor, system
from thaktho.ground.files import actions as files
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress

from ..models import PlanVersion, VersionDocument
from ..papers.printing import FORMATS, MEDIA_TYPES, name_of, write

WORK = "plan.version.document"
READ, WITHDRAWN_READ = "plan.version.read", "plan.version.make"  # who reads a version's papers
Kind = VersionDocument.Kind


def ask_documents(by: Actor, version: PlanVersion) -> list[Job]:
    """The version in three formats, each a job of its own."""
    return [ask_document(by, version, format) for format in FORMATS]


def ask_document(by: Actor, version: PlanVersion, format: str, *, year: int = 0) -> Job:
    """Ask for one paper (of one fiscal year, BE, or of all); the one that is being made or is made already is not made
    twice, also not by two at once."""
    with transaction.atomic():
        PlanVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
        return _asked(by, version, format, year)


def _asked(by: Actor, version: PlanVersion, format: str, year: int) -> Job:
    paper, _ = VersionDocument.objects.get_or_create(
        programme_id=version.programme_id,
        version=version,
        kind=Kind.ANNUAL if year else Kind.WHOLE,
        year=year,
        format=format,
        state=version.state,
    )
    if paper.job and paper.job.state not in (Job.State.FAILED, Job.State.CANCELLED):
        return paper.job
    paper.job = jobs.ask(
        by,
        version.programme,
        kind=WORK,
        title=f"{name_of(paper)} ({format.upper()})",
        params={"paper": str(paper.pk)},
        read_verb=READ,
    )
    paper.save(update_fields=["job"])
    return paper.job


def document_job(job: Job, progress: Progress) -> dict[str, object]:
    """Write one paper from the version's stored lines, never from the rows of today."""
    paper = VersionDocument.objects.select_related("version__programme__province").get(
        pk=job.params["paper"], programme=job.programme
    )
    version = paper.version
    progress(0, version.line_count, gettext_noop("กำลังจัดหน้า"))
    data = write(paper, lambda done, total: progress(done, total, "กำลังจัดหน้า"))
    with transaction.atomic():
        # Withdrawn while it was written, it is read by those who read withdrawn versions.
        state = PlanVersion.objects.select_for_update(no_key=True).get(pk=version.pk).state
        paper.file = files.store(
            system(job.programme_id),
            job.programme,
            name=f"{name_of(paper).replace(' ', '-')}.{paper.format}",
            data=data,
            media_type=MEDIA_TYPES[paper.format],
            purpose="document",
            read_verb=WITHDRAWN_READ if state == PlanVersion.State.WITHDRAWN else READ,
        )
        paper.save(update_fields=["file"])
    return {"url": f"/{job.programme.slug}/plan/versions/{version.number}/", "file": str(paper.file.pk)}
