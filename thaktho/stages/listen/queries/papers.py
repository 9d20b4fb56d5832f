"""Papers of a closed topic that were made or are being made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from thaktho.ground.files.models import StoredFile
from thaktho.ground.jobs.models import Job

from ..models import Topic

WORK, READ = "listen.paper", "listen.read"
MOST_LOOKED_AT = 60
UNDER_WAY = (Job.State.WAITING, Job.State.RUNNING)
# Kept as titles of jobs and names of files, so Thai; shown through the catalogue.
PAPERS = {
    "report.pdf": gettext_lazy("รายงานผลการรับฟังความคิดเห็น (PDF)"),
    "report.docx": gettext_lazy("รายงานผลการรับฟังความคิดเห็น (Word)"),
    "answers.pdf": gettext_lazy("ใบตอบทุกเครือข่าย (PDF)"),
}


@dataclass(frozen=True)
class Made:
    """The newest of one paper; `job` while it is not made yet, `file` once it is."""

    paper: str
    label: Any
    job: Job | None = None
    url: str = ""
    at: datetime | None = None


def paper_jobs(topic: Topic) -> QuerySet[Job]:
    return Job.objects.filter(
        programme_id=topic.programme_id, kind=WORK, params__topic=str(topic.pk)
    ).order_by("-asked_at", "-id")


def papers_made(topic: Topic) -> list[Made]:
    """Every paper that can be had, with its newest file that anybody may read, or the job that makes it. Two queries."""
    readable = {str(file.pk) for file in readable_papers(topic)}
    newest: dict[str, Job] = {}
    begun: dict[str, Job] = {}
    for job in paper_jobs(topic)[:MOST_LOOKED_AT]:
        paper = str(job.params.get("paper"))
        if job.state in UNDER_WAY:
            begun.setdefault(paper, job)
        elif job.state == Job.State.DONE and job.result.get("file") in readable:
            newest.setdefault(paper, job)
    return [_made(paper, label, newest.get(paper), begun.get(paper)) for paper, label in PAPERS.items()]


def _made(paper: str, label: Any, done: Job | None, begun: Job | None) -> Made:
    if done is None:
        return Made(paper, label, begun)
    return Made(paper, label, begun, str(done.result["file_url"]), done.ended_at)


def readable_papers(topic: Topic) -> list[StoredFile]:
    """Files of papers that anybody may read: those not withdrawn since they were made."""
    ids = [id for job in paper_jobs(topic).filter(state=Job.State.DONE) if (id := job.result.get("file"))]
    return list(StoredFile.objects.filter(programme_id=topic.programme_id, pk__in=ids, read_verb=READ))
