"""Papers asked for, made by a job, and kept as files anybody may read: they hold published figures only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from thaktho.ground.access import Actor, demand, system
from thaktho.ground.files import actions as files
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress

from ..models import Topic

WORK, READ = "listen.paper", "listen.read"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# Kept as titles of jobs and names of files, so Thai; shown through the catalogue.
PAPERS = {
    "report.pdf": gettext_lazy("รายงานผลการรับฟังความคิดเห็น (PDF)"),
    "report.docx": gettext_lazy("รายงานผลการรับฟังความคิดเห็น (Word)"),
    "answers.pdf": gettext_lazy("ใบตอบทุกเครือข่าย (PDF)"),
}
NAMES = {
    "report.pdf": "รายงานผลการรับฟังความคิดเห็น",
    "report.docx": "รายงานผลการรับฟังความคิดเห็น",
    "answers.pdf": "ใบตอบทุกเครือข่าย",
}


@dataclass(frozen=True)
class Made:
    """The newest of one paper; `job` while it is not made yet, `file` once it is."""

    paper: str
    label: Any
    job: Job | None = None
    url: str = ""
    at: datetime | None = None


def ask_paper(by: Actor, topic: Topic, paper: str, address: str, *, act_id: UUID | None = None) -> Job:
    """Ask for a paper; `address` is the topic's public page, which its QR opens. One that is being made is not made
    twice."""
    demand(by, "listen.paper.ask", topic)
    waiting = (
        _jobs(topic).filter(params__paper=paper, state__in=(Job.State.WAITING, Job.State.RUNNING)).first()
    )
    if waiting is not None:
        return waiting
    return jobs.ask(
        by,
        topic.programme,
        kind=WORK,
        title=f"{NAMES[paper]}: {topic.title}"[:300],
        params={"topic": str(topic.pk), "paper": paper, "address": address},
        read_verb=READ,
        act_id=act_id,
    )


def _jobs(topic: Topic) -> Any:
    return Job.objects.filter(
        programme_id=topic.programme_id, kind=WORK, params__topic=str(topic.pk)
    ).order_by("-asked_at", "-id")


def made(topic: Topic) -> list[Made]:
    """Every paper that can be had, with its newest file or the job that makes it. One query."""
    newest: dict[str, Job] = {}
    begun: dict[str, Job] = {}
    for job in _jobs(topic)[:60]:
        paper = str(job.params.get("paper"))
        if job.state == Job.State.DONE:
            newest.setdefault(paper, job)
        elif job.state in (Job.State.WAITING, Job.State.RUNNING):
            begun.setdefault(paper, job)
    found = []
    for paper, label in PAPERS.items():
        done = newest.get(paper)
        found.append(
            Made(
                paper,
                label,
                begun.get(paper),
                str(done.result.get("file_url", "")) if done else "",
                done.ended_at if done else None,
            )
        )
    return found


def paper_job(job: Job, progress: Progress) -> dict[str, Any]:
    """Write one paper and keep it."""
    from ..papers.printing import write

    topic = Topic.objects.select_related("programme__province", "source", "meeting").get(
        pk=job.params["topic"], programme=job.programme
    )
    paper = str(job.params["paper"])
    progress(0, 1, "กำลังจัดหน้า")
    data = write(
        topic, paper, str(job.params["address"]), lambda done, total: progress(done, total, "กำลังจัดหน้า")
    )
    kind = paper.rpartition(".")[2]
    day = timezone.localdate()
    file = files.store(
        system(job.programme_id),
        job.programme,
        name=f"{NAMES[paper]}-{topic.code}-{day.year + 543}{day:%m%d}.{kind}",
        data=data,
        media_type=MEDIA_TYPES[kind],
        purpose="document",
        read_verb=READ,
    )
    slug = job.programme.slug
    return {
        "url": reverse("listen_papers", args=[slug, topic.code]),
        "file": str(file.pk),
        "file_url": reverse("file_download", args=[slug, file.pk, file.name]),
    }
