"""Badges and certificates as one PDF each, by jobs; what was printed is counted once, however often a job begins again."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext_noop, override

from thaktho.documents.frames import NetworkMark
from thaktho.documents.frames.badges import Badge, BadgesDocument, badges_pdf
from thaktho.documents.frames.certificates import CertificatePaper, CertificatesDocument, certificates_pdf
from thaktho.ground.access import system
from thaktho.ground.files import actions as files
from thaktho.ground.jobs.actions import TellUser
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.rooms import reverse_or_none

from ...editions.models import Edition
from ..actions import certifying
from ..models import Certificate, Participant
from ..queries import certificates as queries

BADGES = "assemble.day.badges"
CERTIFICATES = "assemble.day.certificates"
_SAYS = gettext_noop("กำลังจัดหน้า")
_NOTHING = gettext_noop("ไม่มีรายการที่จะพิมพ์แล้ว กลับไปเลือกใหม่")


def _edition(job: Job) -> Edition:
    return Edition.objects.select_related("programme").get(
        programme_id=job.programme_id, pk=job.params["edition"]
    )


@override("th")
def badge(one: Participant, edition: Edition, base: str) -> Badge:
    """`base` is the address by which phones in the hall reach this machine."""
    path = reverse_or_none(
        "assemble_badge_in", province=edition.programme.slug, edition=edition.code, badge=one.code
    )
    return Badge(
        number=one.number,
        name=one.name,
        address=base + path if path else one.code,
        about=" ".join(filter(None, (one.position, one.organisation))),
        network=NetworkMark(one.network.order, one.network.name) if one.network else None,
        part=str(one.get_kind_display()),
        is_example=one.is_example,
    )


def badges(job: Job, progress: Progress) -> dict[str, Any]:
    """All badges of the selection, by network and Thai name, in one PDF."""
    edition = _edition(job)
    found = list(queries.badges(edition, job.params.get("selection", {})))
    if not found:
        raise TellUser(_NOTHING)
    document = BadgesDocument(
        title=edition.title,
        printed_on=timezone.localdate(job.queued_at),
        badges=tuple(badge(one, edition, job.params.get("base", "")) for one in found),
    )
    data = badges_pdf(document, lambda done, total: progress(done, total, _SAYS))
    return _kept(job, edition, f"ป้ายชื่อ {edition.code} {len(found)} คน.pdf", data, [one.pk for one in found])


@override("th")
def paper(one: Certificate, slug: str, base: str) -> CertificatePaper:
    path = reverse_or_none("assemble_verify", province=slug, certificate_code=one.code)
    return CertificatePaper(
        number=one.number,
        year=one.year,
        name=one.name,
        body=one.body,
        on=one.issued_on,
        code=one.code,
        address=base + path,
        signers=tuple((signer.get("name", ""), signer.get("position", "")) for signer in one.signers),
        is_example=one.is_example,
    )


def certificates(job: Job, progress: Progress) -> dict[str, Any]:
    """The valid certificates of the selection in one PDF, by number."""
    edition = _edition(job)
    found = list(queries.to_print(edition, job.params.get("selection", {})))
    if not found:
        raise TellUser(_NOTHING)
    document = CertificatesDocument(
        heading=edition.programme.office_th,
        made_on=found[0].issued_on,
        papers=tuple(paper(one, edition.programme.slug, job.params.get("base", "")) for one in found),
    )
    data = certificates_pdf(document, lambda done, total: progress(done, total, _SAYS))
    return _kept(
        job, edition, f"เกียรติบัตร {edition.code} {len(found)} ฉบับ.pdf", data, [one.pk for one in found]
    )


def _kept(job: Job, edition: Edition, name: str, data: bytes, ids: list[UUID]) -> dict[str, Any]:
    by = system(job.programme_id)
    file = files.store(
        by,
        job.programme,
        name=name,
        data=data,
        media_type="application/pdf",
        purpose="document",
        read_verb="assemble.work",
    )
    count = certifying.badges_printed if job.kind == BADGES else certifying.printed
    try:
        count(by, edition, ids, act_id=uuid5(job.pk, "printed"))
    except Repeated:
        pass  # this job counted them before it was begun again
    return {"url": f"/{job.programme.slug}/files/{file.pk}/{file.name}", "file": str(file.pk)}
