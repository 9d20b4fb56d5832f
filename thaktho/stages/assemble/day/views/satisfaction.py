"""The form of the day on cheap phones, its counts, and what was said, for staff."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import Actor, allow, permitted
from thaktho.stages.listen.limits import Buckets

from ...common import act_id
from ...editions.models import Edition
from ..actions import satisfying as actions
from ..forms_roll import SatisfactionForm
from ..queries import satisfaction as queries
from ..states_roll import Refused
from .shared_roll import (
    actor_of,
    edition_or_404,
    inside,
    may,
    or_404,
    paged,
    programme_of,
    to,
)  # fmt: skip

COOKIE = "satisfied"
# A hall that answers at once stands behind one address; phones that keep no cookie cannot be told apart, and share a few.
OF_EDITION = Buckets(3000, 600)
WITHOUT = Buckets(120, 30)
KEPT_FOR = 90 * 24 * 3600  # the form closes with the wrap-up


def _cookie(request: HttpRequest) -> str:
    held = request.COOKIES.get(COOKIE, "")
    return held if len(held) == 43 and held.isascii() else ""


def token(edition: Edition, held: str) -> UUID:
    """Without the phone's cookie nobody can walk from a person to an answer; another edition is another token."""
    key = hashlib.sha256(b"assemble.satisfaction" + settings.SECRET_KEY.encode()).digest()
    return UUID(bytes=hmac.new(key, edition.pk.bytes + held.encode(), hashlib.sha256).digest()[:16])


@never_cache
@allow("assemble.enter")
def form(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    is_open = may_answer(found)
    held = _cookie(request)
    if held and queries.answered(found, token(found, held)):
        return render(request, "assemble/roll/satisfied.html", {"edition": found})
    asked = queries.current()
    sheet = SatisfactionForm(found, asked, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and not is_open:
        status = 409
    elif request.method == "POST" and sheet.is_valid() and _too_fast(found, held):
        sheet.add_error(None, _("มีผู้ส่งพร้อมกันมาก รอสักครู่แล้วกดส่งอีกครั้ง คำตอบของท่านยังอยู่ในแบบนี้"))
        status = 429
    elif request.method == "POST" and sheet.is_valid():
        # A phone that keeps no cookie still sends the form's own id: a double touch is one answer.
        own = held or str(act_id(request) or secrets.token_urlsafe(32))
        try:
            actions.answer(
                found,
                form=asked.code,
                answers=sheet.answers(),
                token=token(found, own),
                liked=sheet.cleaned_data["liked"],
                better=sheet.cleaned_data["better"],
                network=sheet.cleaned_data["network"],
            )
            return redirect(to(request, "assemble_satisfied", found.code))
        except actions.Answered:
            return redirect(to(request, "assemble_satisfied", found.code))
        except Refused as error:
            sheet.add_error(None, str(error))
            status = 422
    elif sheet.errors:
        status = 422
    context = {"edition": found, "form": sheet, "asked": asked, "open": is_open, "inside": inside(request)}
    answer = render(request, "assemble/roll/satisfaction.html", context, status=status)
    if not held and is_open:
        answer.set_cookie(
            COOKIE,
            secrets.token_urlsafe(32),
            max_age=KEPT_FOR,
            path=to(request, "assemble_satisfaction", found.code),
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",  # the phone comes from its QR reader
        )
    return answer


def _too_fast(edition: Edition, held: str) -> bool:
    return not ((held or WITHOUT.take(edition.pk)) and OF_EDITION.take(edition.pk))


def may_answer(edition: Edition) -> bool:
    return permitted(Actor(edition.programme_id), "assemble.day.satisfied", edition)


@allow("assemble.enter")
def thanks(request: HttpRequest, edition: str) -> HttpResponse:
    return render(request, "assemble/roll/satisfied.html", {"edition": edition_or_404(request, edition)})


@allow("assemble.read")
def results(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    asked, count, lines = queries.results(found)
    shown = [
        (
            line,
            [
                {"label": word, "count": number, "width": width}
                for _step, word, number, width in line.steps or ()
            ],
        )
        for line in lines
    ]
    return render(
        request,
        "assemble/roll/results.html",
        {
            "edition": found,
            "asked": asked,
            "count": count,
            "lines": shown,
            "enough": count >= queries.FEWEST,
            "fewest": queries.FEWEST,
            "open": may_answer(found),
            "inside": inside(request),
        },
    )


@allow("assemble.inside.read")
def words(request: HttpRequest, edition: str) -> HttpResponse:
    """What was said, without who, when or which steps. The secretariat may take words from view, and bring them back."""
    found = edition_or_404(request, edition)
    hides = may(request, "assemble.day.satisfied.hide", programme_of(request))
    hidden = hides and request.GET.get("state") == "hidden"
    return render(
        request,
        "assemble/roll/words.html",
        {
            "edition": found,
            "page": paged(request, queries.words(found, hidden=hidden), 30),
            "hides": hides,
            "hidden": hidden,
            "enough": queries.count(found) >= queries.FEWEST,
            "fewest": queries.FEWEST,
        },
    )


@require_POST
@allow("assemble.work")
def hide(request: HttpRequest, edition: str, satisfaction_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    row = or_404(queries.row(found, satisfaction_id), satisfaction_id)
    hidden = request.POST.get("hidden") != "no"
    actions.set_hidden(actor_of(request), row, hidden, act_id=act_id(request))
    say.done(request, _("ไม่แสดงข้อความนี้แล้ว") if hidden else _("แสดงข้อความนี้แล้ว"))
    query = "" if hidden else "?state=hidden"
    return redirect(to(request, "assemble_satisfaction_words", found.code) + query)


@allow("assemble.inside.read")
def steps_csv(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    return _csv(request, found, queries.steps_csv, "satisfaction")


@allow("assemble.inside.read")
def words_csv(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    heads = (_("สิ่งที่ชอบ"), _("สิ่งที่ควรทำให้ดีขึ้น"))
    return _csv(request, found, lambda one: queries.words_csv(one, heads), "satisfaction-words")


def _csv(request: HttpRequest, edition: Edition, write: Callable[[Edition], str], name: str) -> HttpResponse:
    if queries.count(edition) < queries.FEWEST:
        say.trouble(request, _("ยังไม่พอ ส่งออกได้เมื่อมีผู้ตอบ %(n)s คนขึ้นไป") % {"n": queries.FEWEST})
        return redirect(to(request, "assemble_satisfaction_results", edition.code))
    text = write(edition)
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{edition.code}.csv"'
    return answer
