"""Who answered what: the office's page, and the page of a link."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.requests import act_id, next_page

from ...views.common import to
from .. import actions, papers, queries
from ..forms import NoteForm, ReplyForm
from ..models import Letter, LetterRecipient
from ..states import TooLate, WrongState
from .common import letter_or_404, recipient_or_404

PAGE = 60
SIFTS = {"none": "", "coming": "coming", "substitute": "substitute", "not": "not"}


@allow("letters.read")
def index(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    letter = letter_or_404(request, letter_id)
    asked = request.GET.get("reply", "")
    text = request.GET.get("q", "").strip()[:100]
    counts = queries.replies(letter)
    rows = queries.recipients(letter, reply=SIFTS.get(asked), text=text)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.letter = letter
        row.may_note = permitted(request.actor, "letters.note", row)  # type: ignore[attr-defined]
    missing = list(queries.recipients(letter, reply="")) if letter.state == Letter.State.ISSUED else []
    return render(
        request,
        "convene/letters/replies.html",
        {
            "letter": letter,
            "subject": papers.plain(letter.subject),
            "page": page,
            "counts": counts,
            "asked": asked if asked in SIFTS else "",
            "q": text,
            "pills": [
                ("", _("ทั้งหมด"), counts["all"]),
                ("none", _("ยังไม่ตอบ"), counts["none"]),
                ("coming", _("มา"), counts["coming"]),
                ("substitute", _("ส่งผู้แทน"), counts["substitute"]),
                ("not", _("ไม่มา"), counts["refused"]),
            ],
            "reminder": papers.reminder(letter, missing, counts["all"]),
            "here": request.get_full_path(),
        },
    )


@require_POST
@allow("letters.read")
def note(request: HttpRequest, letter_id: UUID, recipient_id: UUID) -> HttpResponse:
    """Typed in by the office, or by the coordinator of the recipient's network."""
    letter = letter_or_404(request, letter_id)
    found = recipient_or_404(letter, recipient_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        say.trouble(request, next(iter(form.errors.values()))[0])
    else:
        try:
            actions.note(request.actor, found, act_id=act_id(request), **form.cleaned_data)  # type: ignore[attr-defined]
            say.done(request, _("บันทึกคำตอบของ %(name)s แล้ว") % {"name": found.name})
        except WrongState as why:
            say.trouble(request, str(why))
    there = next_page(request)
    return redirect(there) if there else to(request, "letters_replies", letter.pk)


@allow("letters.reply")
def reply(request: HttpRequest, reply_token: str) -> HttpResponse:
    """The page of a link: one question, three answers, changed as often as one likes until the day."""
    found = queries.by_token(request.programme, reply_token)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    why = actions.closed(found.letter, timezone.localdate())
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        initial={
            "reply": found.reply,
            "substitute": found.substitute,
            "substitute_position": found.substitute_position,
        },
    )
    if request.method == "POST" and not why and form.is_valid():
        try:
            actions.answer(found, **form.cleaned_data)
        except TooLate as late:
            why = str(late)
        else:
            say.done(request, _("บันทึกคำตอบแล้ว ขอบคุณ"))
            return to(request, "letters_reply", reply_token)
    answer = render(
        request,
        "convene/letters/reply.html",
        {
            "recipient": found,
            "letter": found.letter,
            "meeting": found.letter.meeting,
            "subject": papers.plain(found.letter.subject),
            "closed": why,
            "until": actions.answers_until(found.letter),
            "form": form,
            "Reply": LetterRecipient.Reply,
        },
        status=409 if why and request.method == "POST" else 422 if form.errors else 200,
    )
    # The address is the key: it is told to no other site, and no search engine or cache keeps the page.
    answer["Referrer-Policy"] = "same-origin"
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer
