"""Minutes: reading, writing while saving, approving, correcting, printing."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.documents.frames import minutes_docx, minutes_pdf
from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.requests import whole

from .. import actions, papers, queries, snapshot, states
from ..forms import MinutesForm, ReasonForm
from ..models import Meeting, Minutes, MinutesText
from .common import act_id, file, may, meeting_or_404, pdf, to

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _version(request: HttpRequest, meeting: Meeting) -> Minutes | None:
    """The version asked for by number; else the one in force; else the draft."""
    asked = request.GET.get("version", "")
    if asked:
        found = Minutes.objects.filter(meeting=meeting, number=whole(asked)).first()
        if found is None:
            raise Http404(asked)
        return found
    return queries.minutes_in_force(meeting) or queries.draft_minutes(meeting)


def _taken(meeting: Meeting, minutes: Minutes) -> dict[str, Any]:
    """Frozen for an approved version, today's for a draft."""
    return minutes.frozen if minutes.state == Minutes.State.APPROVED else snapshot.take(meeting, minutes)


@allow("convene.inside.read")
def read(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    version = _version(request, meeting)
    taken = _taken(meeting, version) if version else None
    return render(
        request,
        "convene/minutes.html",
        {
            "meeting": meeting,
            "minutes": version,
            "taken": taken,
            # The page stands under the heads of the paper.
            "came": papers.asked_and_came(taken) if taken else [],
            "walked_in": papers.walked_in(taken) if taken else [],
            "headings": papers.headings(taken) if taken else [],
            "versions": list(queries.minutes_versions(meeting)),
            "may": may(request, meeting, "minutes.write", "minutes.approve", "minutes.correct"),
            "reason_form": ReasonForm(),
        },
    )


@allow("convene.plan")
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """The editor: every field saves by itself where scripts run, and all together with one button where not."""
    meeting = meeting_or_404(request, id)
    by = request.actor  # type: ignore[attr-defined]
    demand(by, "convene.minutes.write", meeting)
    draft = queries.draft_minutes(meeting) or actions.begin_minutes(by, meeting)
    form = MinutesForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(draft, name) for name in MinutesForm.base_fields},
    )
    parts = parts_of(meeting, draft)
    conflicts = 0
    if request.method == "POST" and form.is_valid():
        changed = {name: value for name, value in form.cleaned_data.items() if value != getattr(draft, name)}
        if changed:
            actions.edit_minutes(by, draft, act_id=act_id(request), **changed)
        conflicts = save_all(request, draft, parts)
        if not conflicts:
            say.done(request, _("บันทึกร่างแล้ว เวลา %(time)s น.") % {"time": f"{timezone.localtime():%H.%M}"})
            return to(request, "convene_minutes_edit", id)
    return render(
        request,
        "convene/minutes_edit.html",
        {
            "meeting": meeting,
            "minutes": draft,
            "form": form,
            "parts": parts,
            "conflicts": conflicts,
            "may": may(request, meeting, "minutes.approve"),
            "present": sum(count.present for count in queries.attendance_by_network(meeting)),
        },
    )


def save_all(request: HttpRequest, draft: Minutes, parts: list[dict[str, Any]]) -> int:
    """Save every field this writer touched; returns how many another had saved first. Those are shown both."""
    conflicts = 0
    for part in parts:
        typed = request.POST.get(f"text-{part['part']}")
        if typed is None or mark(_plain(typed)) == request.POST.get(f"was-{part['part']}", ""):
            continue  # not touched by this writer: whatever another saved meanwhile stays
        if _plain(typed) == part["text"]:
            continue  # the same form sent twice
        seen = request.POST.get(f"seen-{part['part']}", "")
        try:
            saved = actions.save_text(
                request.actor,  # type: ignore[attr-defined]
                draft,
                part["part"],
                _plain(typed),
                seen_revision=whole(seen) or 0,
            )
            part.update(text=saved.text, revision=saved.revision, mark=mark(saved.text))
        except actions.Conflict as conflict:
            conflicts += 1
            part.update(
                conflict=True,
                mine=_plain(typed),
                text=conflict.current.text,
                revision=conflict.current.revision,
            )
    return conflicts


def parts_of(meeting: Meeting, draft: Minutes) -> list[dict[str, Any]]:
    saved = {text.part: text for text in draft.texts.all()}
    asked = [(MinutesText.OPENING, "", _("เปิดประชุม"), "")]
    asked += [(str(item.pk), item.label, item.title, item.text) for item in meeting.agenda.all()]
    asked += [(MinutesText.CLOSING, "", _("ปิดประชุม"), "")]
    return [
        {
            "part": part,
            "label": label,
            "title": title,
            "about": about,
            "text": saved[part].text if part in saved else "",
            "revision": saved[part].revision if part in saved else 0,
            "mark": mark(saved[part].text if part in saved else ""),
        }
        for part, label, title, about in asked
    ]


def _plain(text: str) -> str:
    """Browsers send lines ended by CR LF."""
    return text.replace("\r\n", "\n")


def mark(text: str) -> str:
    """A short mark of a text, to see whether a field was touched."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@require_POST
@allow("convene.plan")
def save(request: HttpRequest, id: UUID) -> HttpResponse:
    """Autosave of one field, called while one types. 409 brings the newer text, so that people choose."""
    meeting = meeting_or_404(request, id)
    draft = queries.draft_minutes(meeting)
    seen = request.POST.get("seen", "")
    if draft is None:
        return JsonResponse({"why": _("ไม่มีร่างรายงานให้บันทึก")}, status=410)
    draft.meeting = meeting
    try:
        saved = actions.save_text(
            request.actor,  # type: ignore[attr-defined]
            draft,
            request.POST.get("part", ""),
            _plain(request.POST.get("text", "")),
            seen_revision=whole(seen) or 0,
            act_id=act_id(request),
        )
    except actions.Conflict as conflict:
        why = _("มีผู้แก้ช่องนี้ก่อนท่าน เลือกว่าจะใช้ของใคร")
        body = {"why": why, "text": conflict.current.text, "revision": conflict.current.revision}
        return JsonResponse(body, status=409)
    except (states.WrongState, PermissionDenied):
        return JsonResponse({"why": _("รายงานนี้รับรองแล้ว แก้ไม่ได้")}, status=410)
    except ValueError:
        raise Http404 from None
    at = timezone.localtime(saved.saved_at)
    return JsonResponse(
        {"revision": saved.revision, "said": _("บันทึกแล้ว %(time)s น.") % {"time": f"{at:%H.%M}"}}
    )


@require_POST
@allow("convene.plan")
def approve(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    try:
        actions.approve_minutes(request.actor, meeting, act_id=act_id(request))  # type: ignore[attr-defined]
    except actions.Unfinished:
        say.trouble(request, _("ยังรับรองไม่ได้ ใส่ชื่อผู้จดรายงานและผู้ตรวจรายงานก่อน"))
        return to(request, "convene_minutes_edit", id)
    say.done(request, _("รับรองรายงานแล้ว แก้ไม่ได้อีก หากผิดให้ทำฉบับแก้ไข"))
    return to(request, "convene_minutes", id)


@require_POST
@allow("convene.plan")
def correct(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting = meeting_or_404(request, id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        say.trouble(request, _("ยังไม่ได้บอกเหตุผล พิมพ์เหตุผลแล้วลองใหม่"))
        return to(request, "convene_minutes", id)
    actions.correct_minutes(request.actor, meeting, form.cleaned_data["reason"], act_id=act_id(request))  # type: ignore[attr-defined]
    say.done(request, _("เริ่มฉบับแก้ไขแล้ว ฉบับเดิมยังใช้อยู่จนกว่าฉบับใหม่จะรับรอง"))
    return to(request, "convene_minutes_edit", id)


@allow("convene.inside.read")
def as_pdf(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting, document = _document(request, id)
    return pdf(minutes_pdf(document), f"minutes-{meeting.held_on:%Y%m%d}.pdf")


@allow("convene.inside.read")
def as_docx(request: HttpRequest, id: UUID) -> HttpResponse:
    meeting, document = _document(request, id)
    return file(minutes_docx(document), f"minutes-{meeting.held_on:%Y%m%d}.docx", DOCX)


def _document(request: HttpRequest, id: UUID) -> tuple[Meeting, Any]:
    meeting = meeting_or_404(request, id)
    version = _version(request, meeting)
    if version is None:
        raise Http404
    approved = version.state == Minutes.State.APPROVED
    day = timezone.localtime(version.approved_at).date() if version.approved_at else timezone.localdate()
    taken = _taken(meeting, version)
    office = request.programme.office_th  # type: ignore[attr-defined]
    return meeting, papers.minutes(taken, office=office, printed_on=day, approved=approved)
