"""Amendments: the list, handing one in, and one with its advice, decision and family."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thaktho.ground import say
from thaktho.ground.access import allow
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.history import lines as history
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import whole
from thaktho.thai.textdiff import diff
from thaktho.thai.textmerge import Clean

from ...access import Of
from ...issues import codes
from .. import actions, hands, queries
from ..actions.amending import Wish, is_own
from ..actions.commenting import words_of
from ..forms import AdviseForm, AmendmentForm, DecideForm
from ..merging import fits_today
from ..models import Amendment, Clause
from ..queries.amendments import Filters, fit_of, rows
from ..states import OPEN_TO_CHANGE, Refused
from .common import (
    act_id,
    edition_or_404,
    inside,
    may,
    page,
    revision_for,
    text_or_404,
    to,
    voices_of,
)
from .speaking import SLOW, hearing_of

PAGE = 50


@require_GET
@allow("assemble.read")
def amendments(request: HttpRequest, edition: str) -> HttpResponse:
    """Fifty a page, each with its change shown; differences are made for these fifty alone."""
    found, text = text_or_404(request, edition)
    asked = Filters(
        **{name: request.GET.get(name, "")[:100] for name in ("clause", "state", "network", "decision", "q")}
    )
    listed = Paginator(queries.amendments(text, asked, request.actor), PAGE).get_page(  # type: ignore[attr-defined]
        request.GET.get("page")
    )
    read = queries.veil(list(listed), request.actor, found)  # type: ignore[attr-defined]
    numbers = queries.numbers(text)
    shown = [{"row": row, "pieces": _pieces(row.amendment)} for row in rows(list(read), numbers)]
    counts = queries.filter_counts(text)
    states = [
        ("", _("ทั้งหมด"), sum(counts.values())),
        *((key, str(label), counts.get(key, 0)) for key, label in Amendment.State.choices),
    ]
    context = {
        "text": text,
        "page": listed,
        "shown": shown,
        "asked": asked,
        "states": states,
        "clauses": sorted((number, id) for id, number in numbers.items()),
        "decisions": [
            ("none", _("ยังไม่ตัดสิน")),
            *((key, str(label)) for key, label in Amendment.Decision.choices if key),
        ],
        "networks": all_networks(request.programme),  # type: ignore[attr-defined]
        "total": sum(counts.values()),
        "may_add": text.state in OPEN_TO_CHANGE
        and (may(request, "decide", text) or bool(voices_of(request, found))),
        "inside": may(request, "decide", text),
    }
    return page(request, "amendments", found, context)


def _pieces(one: Amendment) -> Any:
    return diff("", one.body) if one.kind == Amendment.Kind.ADD else diff(one.base_body, one.body)


def amendment_or_404(request: HttpRequest, code: str, amendment_id: UUID) -> tuple[Any, Amendment]:
    found = edition_or_404(request, code)
    one = queries.amendment(found, amendment_id)
    if one is None:
        raise Http404(str(amendment_id))
    return found, queries.veil([one], request.actor, found)[0]  # type: ignore[attr-defined]


def _row(model: Any, edition: Any, given: str) -> Any:
    try:
        return model.objects.filter(edition=edition, pk=UUID(given)).first()
    except ValueError:
        return None


@allow("assemble.enter")
def new(request: HttpRequest, edition: str) -> HttpResponse:
    """?clause= a clause, ?parent= an amendment, neither: a new clause; ?hearing= where it is said."""
    found, text = text_or_404(request, edition)
    sent = request.POST if request.method == "POST" else request.GET
    hearing = hearing_of(request, found)
    clause: Clause | None = _row(Clause, found, sent.get("clause", ""))
    parent: Amendment | None = _row(Amendment, found, sent.get("parent", ""))
    if parent is not None and queries.veil([parent], request.actor, found)[0].veiled:  # type: ignore[attr-defined]
        say.trouble(request, _("ข้อเสนอหลักไม่ได้แสดงถ้อยคำอยู่ ให้เสนอแก้ที่ข้อโดยตรง"))
        return redirect(to(request, "assemble_amendment", found.code, parent.pk))
    asked = whole(sent.get("revision", ""))
    revision = revision_for(request, found, clause, hearing, asked) if clause else 0
    base = parent.body if parent else ""
    if clause is not None and parent is None:
        try:
            base = words_of(clause, revision)
        except Refused:
            revision, base = clause.revision, clause.body
    kind = "change" if clause or parent else "add"
    form = AmendmentForm(request.POST or None, initial={"body": base, "kind": kind, "revision": revision})
    form.voice(request.programme, voices_of(request, found))  # type: ignore[attr-defined]
    _fit(request, form, text, clause, parent)
    status = 200
    if request.method == "POST" and form.is_valid():
        data, actor, once = form.cleaned_data, request.actor, act_id(request)  # type: ignore[attr-defined]
        code = "" if actor.own_id else codes.receipt_code(once)
        wish = Wish(
            kind=data.get("kind") or kind,
            clause=clause,
            body=data["body"],
            reason=data["reason"],
            revision=revision,
            after=data.get("after"),
            parent=parent,
        )
        try:
            if hands.too_fast(request, found.pk):
                form.add_error(None, _(SLOW))
                status = 429
            else:
                made = actions.submit(
                    actor,
                    text,
                    wish,
                    hearing=hearing,
                    network=data.get("network"),
                    who=data["who"],
                    code=code,
                    act_id=once,
                )
                return _sent(request, found, made.pk, made.number, code)
        except Repeated as repeated:
            return _sent(request, found, repeated.act.subject_id, None, code)
        except Refused as error:
            form.add_error(None, str(error))
            status = 409
    context = {
        "text": text,
        "clause": clause,
        "parent": parent,
        "hearing": hearing,
        "form": form,
        "base": base,
        "number": queries.numbers(text).get(clause.pk) if clause else None,
        "revision": revision,
    }
    bad = status if status != 200 else 422 if form.errors else 200
    return hands.give(request, page(request, "amendment_form", found, context, bad))


def _fit(
    request: HttpRequest, form: AmendmentForm, text: Any, clause: Clause | None, parent: Amendment | None
) -> None:
    """Only the fields this wish needs."""
    if clause is None and parent is None:
        del form.fields["kind"]
        after: Any = form.fields["after"]
        told = queries.told_clauses(text, inside(request))
        after.queryset = Clause.objects.filter(pk__in=told, live=True)
        after.label_from_instance = lambda one: told[one.pk]
        return
    del form.fields["after"]
    if parent is not None:
        del form.fields["kind"]
    else:
        choices = [one for one in Amendment.Kind.choices if one[0] != Amendment.Kind.ADD]
        form.fields["kind"].choices = choices  # type: ignore[attr-defined]


def _sent(
    request: HttpRequest, edition: Any, amendment_id: Any, number: int | None, code: str
) -> HttpResponse:
    address = to(request, "assemble_amendment", edition.code, amendment_id)
    if not code:
        say.done(request, _("ส่งข้อเสนอแก้ไขแล้ว"))
        return redirect(address)
    what = _("รับข้อเสนอแก้ไขที่ %(n)s แล้ว") % {"n": number} if number else _("รับข้อเสนอแก้ไขแล้ว")
    return page(request, "sent", edition, {"code": code, "back": address, "what": what})


@require_GET
@allow("assemble.read")
def show(request: HttpRequest, edition: str, amendment_id: UUID) -> HttpResponse:
    return showing(request, *amendment_or_404(request, edition, amendment_id))


def showing(
    request: HttpRequest,
    found: Any,
    one: Amendment,
    *,
    advise: AdviseForm | None = None,
    decide: DecideForm | None = None,
    status: int = 200,
) -> HttpResponse:
    fit = fit_of(one, one.clause)
    merged = (
        fits_today(one, one.clause)
        if fit == "moved" and one.kind == "change" and one.clause and one.body and inside(request)
        else None
    )
    decides = may(request, "decide", one) and one.state in ("submitted", "decided")
    voices = voices_of(request, found)
    networks = all_networks(request.programme)  # type: ignore[attr-defined]
    own = [n for n in networks if voices is None or str(n.pk) in voices]
    supported = list(one.supports.select_related("network"))
    having = {support.network_id for support in supported}
    context = {
        "text": one.text,
        "amendment": one,
        "clause": one.clause,
        "number": queries.numbers(one.text).get(one.clause_id) if one.clause_id else None,
        "pieces": _pieces(one),
        "decided_pieces": diff(one.base_body, one.decided_body) if one.decided_body else None,
        "fit": fit,
        "merged": [
            {"diff": diff(piece.base, piece.text)} if isinstance(piece, Clean) else {"conflict": piece}
            for piece in merged.pieces
        ]
        if merged
        else [],
        "fits": merged.is_clean if merged else None,
        "children": list(one.children.select_related("network")),
        "merged_here": list(one.merged.select_related("network")),
        "supports": supported,
        "may_support": [n for n in own if n.pk not in having and n.pk != one.network_id]
        if one.state in ("submitted", "decided")
        else [],
        "may_unsupport": [n for n in own if n.pk in having and may(request, "support", Of(found, n))]
        if one.state in ("submitted", "decided")
        else [],
        "advise_form": (advise or AdviseForm(initial={"advice": one.advice, "reason": one.advice_reason}))
        if decides
        else None,
        "decide_form": (decide or DecideForm(one)) if decides else None,
        "decides": decides,
        "composes": decides
        and one.state == "decided"
        and one.decision in ("accepted", "changed")
        and not one.parent_id,
        "may_withdraw": one.state == "submitted"
        and is_own(request.actor, one)  # type: ignore[attr-defined]
        and may(request, "amend", one),
        "may_amend": one.state in ("submitted", "decided")
        and not one.parent_id
        and not one.veiled  # type: ignore[attr-defined]
        and one.kind != "strike",
        "hides": may(request, "hide", one),
        "hearing": queries.open_hearings(found).first() if not request.actor.held else None,  # type: ignore[attr-defined]
        "follows": one.advice in ("accept", "decline"),
        "inside": may(request, "decide", one),
        "lines": history(request.programme, Amendment.thread_kind, one.pk)  # type: ignore[attr-defined]
        if request.actor.grants  # type: ignore[attr-defined]
        else [],
    }
    return page(request, "amendment", found, context, status)
