"""Papers asked for, made by a job, and kept as files anybody may read: they hold published figures only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from thaktho.ground.access import Actor, demand, system
from thaktho.ground.files import actions as files
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress

from ..models import Topic
from ..queries.papers import READ, UNDER_WAY, WORK, paper_jobs, readable_papers

WITHDRAWN = "listen.work"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
NAMES = {
    "report.pdf": "รายงานผลการรับฟังความคิดเห็น",
    "report.docx": "รายงานผลการรับฟังความคิดเห็น",
    "answers.pdf": "ใบตอบทุกเครือข่าย",
}


def ask_paper(by: Actor, topic: Topic, paper: str, address: str, *, act_id: UUID | None = None) -> Job:
    """Ask for a paper; `address` is the topic's public page, which its QR opens. One that is being made is not made
    twice."""
    demand(by, "listen.paper.ask", topic)
    waiting = paper_jobs(topic).filter(params__paper=paper, state__in=UNDER_WAY).first()
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


def withdraw_papers(topic: Topic) -> None:
    """Papers that were made hold the words of a statement hidden since: nobody outside reads them any more, and they are
    made anew when asked for."""
    by = system(topic.programme_id)
    for file in readable_papers(topic):
        files.guard(by, file, WITHDRAWN)


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
