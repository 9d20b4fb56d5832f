"""Printing the proceedings: two papers (for the secretariat with names, for everybody without), each as PDF, DOCX and XLSX."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop, override
from PIL import Image

from thaktho.documents.frames.proceedings import (
    ProceedingsDocument,
    proceedings_docx,
    proceedings_pdf,
    proceedings_xlsx,
)
from thaktho.ground.access import system
from thaktho.ground.files import actions as files
from thaktho.ground.files import checks
from thaktho.ground.files import queries as stored
from thaktho.ground.files.models import StoredFile
from thaktho.ground.jobs.actions import TellUser
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress

from ...editions.models import Photo
from ..models import Proceedings
from .proceedings import document

WORK = "assemble.after.proceedings"
EDGE = 1400  # pixels of a picture's longer side on paper
MOST_PHOTOS = 60
log = logging.getLogger(__name__)
WRITERS: tuple[tuple[str, str, Callable[[ProceedingsDocument], bytes]], ...] = (
    ("pdf", checks.PDF, proceedings_pdf),
    ("docx", checks.DOCX, proceedings_docx),
    ("xlsx", checks.XLSX, proceedings_xlsx),
)


def write(job: Job, progress: Progress) -> dict[str, Any]:
    """Write the six files of one version. Begun again, what is written already stays."""
    made = Proceedings.objects.select_related("programme", "edition").filter(
        programme_id=job.programme_id, pk=job.params["proceedings"]
    ).first()  # fmt: skip
    if made is None:
        raise TellUser("ไม่พบรายงานการประชุมฉบับนี้ จัดทำใหม่จากหน้ารายงาน")
    print_all(made, lambda done, total, words: progress(done, total, words))
    address = reverse("assemble_proceedings_version", args=[made.programme.slug, made.edition.code, made.pk])
    return {"url": address}


def print_all(made: Proceedings, progress: Callable[[int, int, str], None]) -> None:
    photos = pictures(made)
    kept = {file.name for file in made.files.all()}
    total, done = len(WRITERS) * 2, 0
    for public in (True, False):
        with override("th"):
            doc = document(made, photos, public=public)
        for kind, media, writer in WRITERS:
            progress(done, total, gettext_noop("กำลังจัดหน้ารายงานการประชุม"))
            name = file_name(made, kind, public=public)
            if name not in kept:
                _keep(made, name, writer(doc), media, photos, public=public)
            done += 1
    progress(total, total, gettext_noop("เสร็จแล้ว"))


def file_name(made: Proceedings, kind: str, *, public: bool) -> str:
    for_whom = "เผยแพร่" if public else "ฝ่ายเลขานุการ"
    return f"รายงานการประชุมสมัชชา-{made.edition.code}-ฉบับที่-{made.number}-{for_whom}.{kind}"


def _keep(
    made: Proceedings, name: str, data: bytes, media: str, photos: dict[str, bytes], *, public: bool
) -> None:
    """The file and that it belongs to this version: both or neither. The paper with names is not for everybody."""
    with transaction.atomic():
        # Held: who takes a picture off meanwhile waits, and then finds this file.
        if set(photos) - {
            str(id) for id in _shown(made).select_for_update(no_key=True).values_list("pk", flat=True)
        }:
            raise TellUser("มีภาพที่ถอนออกขณะจัดหน้า กด “จัดทำไฟล์ที่ยังขาด” ในหน้ารายงานอีกครั้ง")
        file = files.store(
            system(made.programme_id),
            made.programme,
            name=name,
            data=data,
            media_type=media,
            purpose=StoredFile.Purpose.DOCUMENT,
            read_verb="assemble.read" if public else "assemble.work",
        )
        made.files.add(file)


def _shown(made: Proceedings) -> QuerySet[Photo]:
    return Photo.objects.filter(programme_id=made.programme_id, edition_id=made.edition_id, public=True)


def pictures(made: Proceedings) -> dict[str, bytes]:
    """The frozen photos that are public still, made as small as paper needs. One that was taken off since, or whose file
    is gone, is left out with its caption."""
    found: dict[str, bytes] = {}
    shown = {str(id) for id in _shown(made).values_list("pk", flat=True)}
    for one in made.frozen["photos"][:MOST_PHOTOS]:
        if one["id"] not in shown:
            continue
        file = stored.stored(made.programme, one["file"])
        if file is None:
            continue
        try:
            found[one["id"]] = small(stored.data(file))
        except OSError:
            log.warning("photo %s of proceedings %s cannot be read", one["id"], made.pk)
    return found


def small(data: bytes) -> bytes:
    """A JPEG no larger than paper needs; the same picture gives the same bytes."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.thumbnail((EDGE, EDGE))
        out = io.BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=82)
        return out.getvalue()
