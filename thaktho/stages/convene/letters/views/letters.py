"""The register, a letter, writing it, issuing and cancelling it, printing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.documents.frames.letters import letters_docx, letters_pdf
from thaktho.documents.frames.report import report_pdf
from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.requests import act_id, whole
from thaktho.thai.dates import fiscal_year

from ...views.common import address, file, meeting_or_404, pdf, to
from .. import actions, papers, queries, wording
from ..forms import EnclosureForm, HeadForm, LetterForm, ReasonForm
from ..models import Letter
from ..states import Changed, Unfinished, WrongState, lacking
from .common import base, letter_or_404, may, recipient_or_404

PAGE = 30
MOST_PRINTED = 1000


def _asked(request: HttpRequest) -> dict[str, Any]:
    get = request.GET
    year, state = get.get("year", ""), get.get("state", "")
    return {
        "state": state if state in Letter.State.values else "",
        "meeting": _id(get.get("meeting", "")),
        "text": get.get("q", "").strip()[:100],
        "year": int(year) if re.fullmatch("2[4-6][0-9]{2}", year) else None,
    }


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@allow("letters.read")
def index(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    asked = _asked(request)
    counts = queries.counts(programme)
    page = Paginator(queries.letters(programme, **asked), PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.to, row.plain_subject = papers.to_words(row), papers.plain(row.subject)
    pills = [("", _("ทั้งหมด"), counts["all"])]
    pills += [(value, label, counts[value]) for value, label in Letter.State.choices]
    this_year = fiscal_year(timezone.localdate())
    return render(
        request,
        "convene/letters/index.html",
        {
            "page": page,
            "asked": asked,
            "pills": pills,
            "years": range(this_year, this_year - 8, -1),
            "any": counts["all"],
            "keeps": permitted(request.actor, "letters.keep", programme),  # type: ignore[attr-defined]
            "query": request.GET.urlencode(),
        },
    )


@allow("letters.read")
def register(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    today, asked = timezone.localdate(), _asked(request)
    rows = queries.letters(programme, **asked).exclude(state=Letter.State.DRAFT)[:MOST_PRINTED]
    title = _("ปีงบประมาณ %(year)s") % {"year": asked["year"]} if asked["year"] else programme.name_th
    return pdf(report_pdf(papers.register(programme, rows, title=title, today=today)), "letters.pdf")


@allow("letters.keep")
def head(request: HttpRequest) -> HttpResponse:
    """The office's head, and its emblem."""
    programme = request.programme  # type: ignore[attr-defined]
    there = queries.head(programme)
    start = (
        {name: getattr(there, name) for name in actions.HEAD} if there else {"office": programme.office_th}
    )
    form = HeadForm(*_sent(request), initial=start)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            emblem = _upload(request, data.pop("emblem"), "letters.read")
            actions.set_head(request.actor, programme, emblem=emblem, act_id=act_id(request), **data)  # type: ignore[attr-defined]
        except files.Refused as refused:
            form.add_error("emblem", str(refused))
        else:
            say.done(request, _("บันทึกหัวหนังสือแล้ว"))
            return to(request, "letters_index")
    context = {"form": form, "head": there}
    return render(request, "convene/letters/head.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _upload(request: HttpRequest, upload: Any, read_verb: str) -> Callable[[], StoredFile] | None:
    if not upload:
        return None
    return lambda: files.store(
        request.actor,  # type: ignore[attr-defined]
        request.programme,  # type: ignore[attr-defined]
        name=upload.name,
        data=upload.read(),
        media_type=upload.content_type or "",
        purpose="paper",
        read_verb=read_verb,
    )


@allow("letters.keep")
def new(request: HttpRequest, id: UUID | None = None) -> HttpResponse:
    """A draft; of a meeting with ready words of invitation."""
    programme = request.programme  # type: ignore[attr-defined]
    meeting = meeting_or_404(request, id) if id else None
    there = queries.head(programme)
    office = (there.office if there else "") or programme.office_th
    start: dict[str, Any] = {"asks_reply": meeting is not None, "conclusion": "จึง{เรียน}มาเพื่อโปรดพิจารณา"}
    if there:
        start |= {"section": there.section, "phone": there.phone}
    if meeting is not None:
        start |= wording.invitation(meeting, office)
    form = LetterForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft(
                request.actor, programme, meeting=meeting, act_id=act_id(request), **form.cleaned_data  # type: ignore[attr-defined]
            ).pk  # fmt: skip
        except Repeated as repeated:
            made = repeated.act.subject_id
        say.done(request, _("บันทึกร่างแล้ว ต่อไปเลือกผู้รับ"))
        return to(request, "letters_letter", made)
    return _form(request, form, {"meeting": meeting})


@allow("letters.keep")
def edit(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    found = letter_or_404(request, letter_id)
    if not permitted(request.actor, "letters.write", found):  # type: ignore[attr-defined]
        say.trouble(request, _("หนังสือนี้ออกแล้วหรือยกเลิกแล้ว จึงแก้ไม่ได้ หากผิดให้ยกเลิกพร้อมเหตุผล แล้วออกฉบับใหม่"))
        return to(request, "letters_letter", found.pk)
    form = LetterForm(request.POST if request.method == "POST" else None, letter=found)
    context: dict[str, Any] = {"letter": found, "meeting": found.meeting, "version": found.version}
    if request.method == "POST" and form.is_valid():
        seen = whole(request.POST.get("version", ""))
        try:
            actions.write(
                request.actor, found, seen_version=seen, act_id=act_id(request), **form.cleaned_data
            )  # type: ignore[attr-defined]
        except Changed as changed:
            context |= {"newer": changed.letter, "version": changed.letter.version}
            return _form(request, form, context, 409)
        except WrongState as why:
            say.trouble(request, str(why))
        else:
            say.done(request, _("บันทึกร่างแล้ว"))
        return to(request, "letters_letter", found.pk)
    return _form(request, form, context)


def _form(request: HttpRequest, form: LetterForm, context: dict[str, Any], status: int = 0) -> HttpResponse:
    status = status or (422 if form.errors else 200)
    return render(request, "convene/letters/form.html", context | {"form": form}, status=status)


@allow("letters.read")
def show(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    found = letter_or_404(request, letter_id)
    rows = Paginator(queries.recipients(found), PAGE * 2).get_page(request.GET.get("page"))
    counts = queries.replies(found)
    document = papers.document(
        found, base=base(request), only=rows.object_list[0].pk if rows.object_list else None
    )
    url = ""
    if found.meeting:
        url = request.build_absolute_uri(address(request, "convene_meeting", found.meeting_id))
    return render(
        request,
        "convene/letters/letter.html",
        {
            "letter": found,
            "copy": document.copies[0],
            "document": document,
            "page": rows,
            "counts": counts,
            "lacking": lacking(found, counts["all"]) if found.state == Letter.State.DRAFT else [],
            "same_number": queries.same_number(found) if found.state == Letter.State.DRAFT else None,
            "may": may(request, found),
            "enclosure_form": EnclosureForm(auto_id="enclosure_%s"),
            "salutations": [("rian", "เรียน"), ("krab", "กราบเรียน"), ("monk", "นมัสการ")],
            "summary": papers.line_text(found, url),
        },
    )


@allow("letters.keep")
def issue(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Asked once more: an issued letter never changes."""
    found = letter_or_404(request, letter_id)
    here = address(request, "letters_letter", found.pk)
    if request.method == "POST":
        try:
            actions.issue(request.actor, found, act_id=act_id(request))  # type: ignore[attr-defined]
            say.done(request, _("ออกหนังสือแล้ว พิมพ์หรือส่งต่อได้"))
        except Unfinished as missing:
            say.trouble(request, _("ยังออกไม่ได้: %(why)s") % {"why": " · ".join(missing.lacking)})
        except WrongState as why:
            say.trouble(request, str(why))
        except PermissionDenied:
            say.trouble(request, _("หนังสือนี้ออกแล้วหรือยกเลิกแล้ว"))
        return to(request, "letters_letter", found.pk)
    demand(request.actor, "letters.issue", found)  # type: ignore[attr-defined]
    count = queries.replies(found)["all"]
    text = _("ที่ %(number)s ถึงผู้รับ %(n)s ราย เมื่อออกแล้วข้อความ ผู้ลงนาม และรายชื่อผู้รับแก้ไม่ได้อีก") % {
        "number": found.number,
        "n": count,
    }
    if same := queries.same_number(found):
        text += " · " + _("ระวัง: เลขที่นี้ใช้แล้วกับเรื่อง “%(subject)s”") % {"subject": papers.plain(same.subject)}
    context = {"title": _("ออกหนังสือ"), "text": text, "verb": _("ออกหนังสือ"), "cancel_url": here}
    return render(request, "web/confirm.html", context)


@allow("letters.keep")
def cancel(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    found = letter_or_404(request, letter_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(request.actor, found, form.cleaned_data["reason"], act_id=act_id(request))  # type: ignore[attr-defined]
            say.done(request, _("ยกเลิกหนังสือแล้ว เลขที่และเหตุผลยังอยู่ในทะเบียน"))
        except (WrongState, PermissionDenied):
            say.trouble(request, _("หนังสือนี้ยกเลิกไปแล้ว"))
        return to(request, "letters_letter", found.pk)
    demand(request.actor, "letters.cancel", found)  # type: ignore[attr-defined]
    context = {
        "title": _("ยกเลิกหนังสือ"),
        "text": _("หนังสือยังอยู่ในทะเบียนพร้อมเหตุผล ลิงก์ตอบรับจะใช้ไม่ได้อีก และย้อนกลับไม่ได้"),
        "verb": _("ยกเลิกหนังสือ"),
        "cancel_url": address(request, "letters_letter", found.pk),
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@allow("letters.read")
def print_all(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """All copies as one file, by a job."""
    found = letter_or_404(request, letter_id)
    kind = "docx" if request.POST.get("format") == "docx" else "pdf"
    try:
        job = jobs.ask(
            request.actor,  # type: ignore[attr-defined]
            request.programme,  # type: ignore[attr-defined]
            kind=papers.WORK,
            title=f"พิมพ์หนังสือทุกฉบับ: {papers.plain(found.subject)}"[:200],
            params={"letter": str(found.pk), "format": kind, "base": base(request)},
            read_verb="letters.read",
            act_id=act_id(request),
        ).pk
    except Repeated as repeated:
        job = repeated.act.subject_id
    return to(request, "job_page", job)


@allow("letters.read")
def sample(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The first copy, as it will be printed."""
    found = letter_or_404(request, letter_id)
    first = queries.recipients(found).first()
    document = papers.document(found, base=base(request), only=first.pk if first else None)
    return pdf(letters_pdf(document), "letter.pdf")


@allow("letters.read")
def one(request: HttpRequest, letter_id: UUID, recipient_id: UUID) -> HttpResponse:
    return pdf(letters_pdf(_single(request, letter_id, recipient_id)), "letter.pdf")


@allow("letters.read")
def one_docx(request: HttpRequest, letter_id: UUID, recipient_id: UUID) -> HttpResponse:
    return file(letters_docx(_single(request, letter_id, recipient_id)), "letter.docx", papers.DOCX)


def _single(request: HttpRequest, letter_id: UUID, recipient_id: UUID) -> Any:
    found = letter_or_404(request, letter_id)
    return papers.document(found, base=base(request), only=recipient_or_404(found, recipient_id).pk)


@require_POST
@allow("letters.keep")
def enclose(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    found = letter_or_404(request, letter_id)
    form = EnclosureForm(request.POST, request.FILES)
    if not form.is_valid():
        say.trouble(request, next(iter(form.errors.values()))[0])
        return to(request, "letters_letter", found.pk, anchor="enclosures")
    data = form.cleaned_data
    try:
        actions.enclose(
            request.actor,  # type: ignore[attr-defined]
            found,
            title=data["title"],
            amount=data["amount"],
            file=_upload(request, data["file"], "letters.read"),
            act_id=act_id(request),
        )
        say.done(request, _("เพิ่มสิ่งที่ส่งมาด้วยแล้ว"))
    except (files.Refused, WrongState) as why:
        say.trouble(request, str(why))
    return to(request, "letters_letter", found.pk, anchor="enclosures")


@require_POST
@allow("letters.keep")
def unenclose(request: HttpRequest, letter_id: UUID, enclosure_id: UUID) -> HttpResponse:
    found = letter_or_404(request, letter_id)
    one = queries.enclosure(found, enclosure_id)
    if one is None:
        raise Http404(str(enclosure_id))
    try:
        actions.unenclose(request.actor, one, act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("นำออกแล้ว"))
    except WrongState as why:
        say.trouble(request, str(why))
    return to(request, "letters_letter", found.pk, anchor="enclosures")
