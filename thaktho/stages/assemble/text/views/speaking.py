"""Saying something of a clause and its words; answering; and what became of it, by receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from thaktho.ground import say
from thaktho.ground.access import allow
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.requests import whole

from ...issues import codes
from .. import actions, hands, queries
from ..actions.commenting import words_of
from ..forms import CommentForm, plain
from ..models import Amendment, Comment, Hearing
from ..states import Changed, Refused
from .common import act_id, clause_or_404, edition_or_404, may, page, post, revision_for, to, voices_of

SLOW = gettext_noop("ส่งถี่เกินไป ข้อความที่ท่านพิมพ์ยังอยู่ในช่อง รอสักครู่แล้วกดส่งอีกครั้ง")


def hearing_of(request: HttpRequest, edition: Any) -> Hearing | None:
    """The hearing this page was opened from."""
    given = request.POST.get("hearing") or request.GET.get("hearing") or ""
    try:
        return queries.hearing(edition, UUID(given))
    except ValueError:
        return None


@allow("assemble.enter")
def comment(request: HttpRequest, edition: str, clause_id: UUID) -> HttpResponse:
    found, clause = clause_or_404(request, edition, clause_id)
    hearing = hearing_of(request, found)
    revision = revision_for(request, found, clause, hearing, whole(request.POST.get("revision", "")))
    form = CommentForm(request.POST or None, initial={"revision": revision})
    form.voice(request.programme, voices_of(request, found))  # type: ignore[attr-defined]
    status = 200
    if request.method == "POST" and form.is_valid():
        actor = request.actor  # type: ignore[attr-defined]
        code = "" if actor.own_id else codes.receipt_code(act_id(request))
        data = form.cleaned_data
        try:
            if hands.too_fast(request, found.pk):
                form.add_error(None, _(SLOW))
                status = 429
            else:
                actions.comment(
                    actor,
                    clause,
                    text=data["text"],
                    revision=revision,
                    quote=data["quote"],
                    start=data["start"],
                    hearing=hearing,
                    network=data.get("network"),
                    who=data["who"],
                    code=code,
                    act_id=act_id(request),
                )
                return _sent(request, found, clause, hearing, code)
        except Repeated:
            return _sent(request, found, clause, hearing, code)
        except Refused as error:
            form.add_error(None, str(error))
            status = 409
    try:
        words = words_of(clause, revision)
    except Refused:
        words = clause.body
    context = {
        "text": clause.text,
        "clause": clause,
        "hearing": hearing,
        "form": form,
        "words": words,
        "number": queries.numbers(clause.text).get(clause.pk),
    }
    return hands.give(
        request, page(request, "comment", found, context, status if not form.errors or status != 200 else 422)
    )


def _sent(
    request: HttpRequest, edition: Any, clause: Any, hearing: Hearing | None, code: str
) -> HttpResponse:
    back = (
        to(request, "assemble_hearing", edition.code, hearing.pk) + f"#c-{clause.pk}"
        if hearing
        else to(request, "assemble_clause", edition.code, clause.pk)
    )
    if not code:
        say.done(request, _("ส่งความเห็นแล้ว"))
        return redirect(back)
    return page(request, "sent", edition, {"code": code, "back": back, "what": _("รับความเห็นของท่านแล้ว")})


@require_GET
@allow("assemble.work")
def comments(request: HttpRequest, edition: str) -> HttpResponse:
    """All comments of an edition, for whoever answers them."""
    found = edition_or_404(request, edition)
    state = request.GET.get("state", "")
    every = Comment.objects.filter(programme_id=found.programme_id, edition=found).select_related(
        "clause", "network", "hearing"
    )
    rows = every.filter(state=state) if state in Comment.State.values else every
    listed = Paginator(rows.order_by("-made_at", "-id"), 30).get_page(request.GET.get("page"))
    bodies = {one.clause_id: one.clause.body for one in listed}
    context = {
        "comments": listed,
        "placed": queries.placed(listed, bodies),
        "state": state,
        "filters": [
            ("", _("ทั้งหมด"), None),
            *((key, str(label), None) for key, label in Comment.State.choices),
        ],
    }
    return page(request, "comments", found, context)


@allow("assemble.work")
def answer(request: HttpRequest, edition: str, comment_id: UUID) -> HttpResponse:
    """Answer it, hide it with a reason, or show it again."""
    found = edition_or_404(request, edition)
    one = (
        Comment.objects.filter(programme_id=found.programme_id, edition=found, pk=comment_id)
        .select_related("clause", "network")
        .first()
    )
    if one is None:
        raise Http404(str(comment_id))
    answers, hides = may(request, "answer", one), may(request, "hide", one)
    if not answers and not hides:
        raise PermissionDenied("assemble.text.answer")
    if request.method == "POST":
        by, once = request.actor, act_id(request)  # type: ignore[attr-defined]
        words, do = plain(request.POST.get("words", "")).strip()[:4000], request.POST.get("do", "")
        then = to(request, "assemble_comments", found.code)
        if do == "show":
            return post(request, lambda: actions.show(by, one, act_id=once), _("เปิดให้เห็นแล้ว"), then)
        if not words:
            say.trouble(request, _("พิมพ์คำตอบหรือเหตุผลก่อนบันทึก"))
            return redirect(to(request, "assemble_comment_answer", found.code, one.pk))
        if do == "hide":
            return post(
                request, lambda: actions.hide(by, one, words, act_id=once), _("ไม่แสดงความเห็นนี้แล้ว"), then
            )
        seen = whole(request.POST.get("version", ""))
        try:
            actions.answer(by, one, words, seen_version=seen, act_id=once)
        except Changed as changed:
            one.answer, one.version = changed.row.answer, changed.row.version
            return _answering(request, found, one, trouble=str(changed), words=words, status=409)
        except Refused as error:
            one.refresh_from_db()
            return _answering(request, found, one, trouble=str(error), words=words, status=409)
        except Repeated:
            return redirect(then)
        say.done(request, _("ตอบแล้ว"))
        return redirect(then)
    return _answering(request, found, one, words=one.answer)


def _answering(
    request: HttpRequest, found: Any, one: Comment, *, words: str = "", trouble: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "comment": one,
        "placed": queries.placed([one], {one.clause_id: one.clause.body})[0],
        "words": words,
        "trouble": trouble,
        "answers": may(request, "answer", one),
        "hides": may(request, "hide", one),
    }
    return page(request, "answer", found, context, status)


@require_GET
@allow("assemble.read")
def receipt(request: HttpRequest, edition: str) -> HttpResponse:
    """What became of a comment or an amendment, for whoever holds its code."""
    found = edition_or_404(request, edition)
    code = request.GET.get("code", "").strip()[:40]
    slow = bool(code) and not codes.ASKED.take(found.programme_id)
    one = queries.by_receipt(found, code) if code and not slow else None
    context = {
        "code": code,
        "one": one,
        "is_amendment": isinstance(one, Amendment),
        "asked": bool(code),
        "slow": slow,
        "may_withdraw": isinstance(one, Amendment) and one.state == "submitted",
    }
    response = page(request, "receipt", found, context, 429 if slow else 200)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address holds the code
    return response
