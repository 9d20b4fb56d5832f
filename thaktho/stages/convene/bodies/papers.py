"""The chart as a paper, printed by a job. It is Thai, whatever the reader's language, and says names: for staff."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop, override

from thaktho.documents.frames import NetworkMark
from thaktho.documents.frames.mechanism import BodyBox, MechanismDocument, Seat, mechanism_pdf
from thaktho.ground.access import system
from thaktho.ground.files import actions as files
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress
from thaktho.ground.programme.models import Programme
from thaktho.thai.dates import show

from . import queries
from .models import Body, BodyMember

WORK = "convene.bodies.paper"


@override("th")
def document(programme: Programme) -> MechanismDocument:
    return MechanismDocument(
        title="ผังกลไกการทำงาน",
        subtitle=programme.name_th,
        office=programme.office_th,
        printed_on=timezone.localdate(),
        tops=tuple(_box(branch) for branch in queries.tree(programme)),
        ways=tuple((way.title, way.text, way.is_example) for way in queries.ways(programme)),
    )


def _box(branch: queries.Branch) -> BodyBox:
    body = branch.body
    return BodyBox(
        name=body.name,
        kind=str(body.get_kind_display()),
        lead=_seat(branch.lead) if branch.lead else None,
        cadence=body.cadence,
        mandate=body.mandate,
        order=order_line(body),
        validity=validity(body),
        networks=tuple(NetworkMark(one.order, one.short_name) for one in body.networks.all()),
        seats=tuple(_seat(member) for member in branch.members),
        below=tuple(_box(below) for below in branch.below),
        is_example=body.is_example,
    )


def _seat(member: BodyMember) -> Seat:
    return Seat(str(member.get_part_display()), member.position, member.name, member.is_example)


def order_line(body: Body) -> str:
    """คำสั่งที่ 12/2563 ลงวันที่ 11 มีนาคม 2563 ลงนามโดย …; what nobody said is left out."""
    parts = [f"คำสั่งที่ {body.order_number}"] if body.order_number else []
    parts += [f"ลงวันที่ {show(body.order_date)}"] if body.order_date else []
    parts += [f"ลงนามโดย {body.signed_by}"] if body.signed_by else []
    return " ".join(parts)


def validity(body: Body) -> str:
    since = f"มีผลตั้งแต่ {show(body.valid_from)}" if body.valid_from else ""
    until = f"ถึง {show(body.valid_until)}" if body.valid_until else ""
    return " ".join(filter(None, (since, until)))


def paper(job: Job, progress: Progress) -> dict[str, Any]:
    """Write the chart of today and keep it; the page of the job leads to it."""
    progress(0, 2, gettext_noop("กำลังจัดหน้า"))
    data = mechanism_pdf(document(job.programme), lambda done, total: progress(done, total, "กำลังจัดหน้า"))
    file = files.store(
        system(job.programme_id),
        job.programme,
        name="ผังกลไกการทำงาน.pdf",
        data=data,
        media_type="application/pdf",
        purpose="document",
        read_verb="bodies.inside.read",
    )
    return {"url": f"/{job.programme.slug}/files/{file.pk}/{file.name}", "file": str(file.pk)}
