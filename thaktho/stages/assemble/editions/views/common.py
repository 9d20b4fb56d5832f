from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.translation import gettext_lazy as _

from thaktho.ground import rooms, say
from thaktho.ground.access import permitted
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile

from ...common import to
from ..models import Edition
from ..states import Refused


def works(request: HttpRequest, verb: str, of: Any) -> bool:
    return permitted(request.actor, verb, of)  # type: ignore[attr-defined]


def found(row: Any, id: UUID) -> Any:
    if row is None:
        raise Http404(str(id))
    return row


def done(
    request: HttpRequest, act: Callable[[], Any], words: str, where: str, *, undo: str = ""
) -> HttpResponse:
    """Do it and go on; what was refused is said there."""
    try:
        act()
    except (Refused, files.Refused) as refused:
        say.trouble(request, str(refused))
    else:
        say.done(request, words, undo=undo)
    return redirect(where)


def upload(request: HttpRequest, name: str, read_verb: str) -> Callable[[], StoredFile] | None:
    """Stores what the form sent when it is called, inside the act; None when nothing was sent."""
    sent = request.FILES.get(name)
    if not sent:
        return None
    return lambda: files.store(
        request.actor, request.programme, name=sent.name or "", data=sent.read(), media_type=sent.content_type or "",  # type: ignore[attr-defined]
        purpose="paper", read_verb=read_verb,
    )  # fmt: skip


# The pages of the other chambers, as far as they stand and the reader may open them: address name, words, icon.
DOORS: tuple[tuple[str, Any, str], ...] = (
    ("assemble_issues", _("ประเด็นสมัชชา"), "messages-square"),
    ("assemble_text", _("ร่างประกาศเจตนารมณ์"), "file"),
    ("assemble_consensus", _("ฉันทมติของเครือข่าย"), "scale"),
    ("assemble_delegates", _("ผู้แทนเครือข่าย"), "users"),
    ("assemble_day", _("วันงาน"), "calendar"),
    ("assemble_booths", _("ตลาดนัดคุณธรรม"), "map"),
    ("assemble_honours", _("ผู้ได้รับการยกย่อง"), "star"),
    ("assemble_certificates", _("ทะเบียนเกียรติบัตร"), "badge-check"),
    ("assemble_commitments", _("สัญญาแล้วทำอะไรไปบ้าง"), "flag"),
    ("assemble_after", _("พันธสัญญาและรายงาน"), "list-checks"),
)


def doors(request: HttpRequest, edition: Edition) -> list[dict[str, str]]:
    slug = request.programme.slug  # type: ignore[attr-defined]
    listed = []
    for name, label, icon in DOORS:
        url = rooms.reverse_or_none(name, province=slug, edition=edition.code)
        url = url or rooms.reverse_or_none(name, province=slug)  # a page of all years
        if url and works(request, resolve(url).func.rule, request.programme):  # type: ignore[attr-defined]
            listed.append({"url": url, "label": str(label), "icon": icon})
    return listed


__all__ = ["done", "doors", "found", "to", "upload", "works"]
