"""A round's page with its tiles, and its steps: draft, open, close, publish; the chair's words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thaktho.ground import say
from thaktho.ground.access import Actor, allow, demand, permitted
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.history import lines as history

from .. import actions, live, queries, wording
from ..forms import CloseForm, DissentForm, RoundForm
from ..models import Round, RoundClause
from ..states import Missing, Refused
from .common import act_id, asked_or_404, attempt, go, here, may, network_or_404, round_or_404


def _readable(request: HttpRequest, round: Round) -> None:
    """A draft is the secretariat's and the networks'; an opened round is everybody's."""
    if round.state == Round.State.DRAFT:
        demand(request.actor, "assemble.inside.read", round.edition.programme)  # type: ignore[attr-defined]


@allow("assemble.work")
def new(request: HttpRequest, edition: str) -> HttpResponse:
    """From a version; all clauses, or those that do not stand yet."""
    year, by = here(request, edition)
    demand(by, "assemble.consensus.round", year)
    form = RoundForm(year, request.POST if request.method == "POST" else None)
    contested = queries.contested(year)
    if request.method == "POST" and form.is_valid():
        only = contested if form.cleaned_data["about"] == "contested" else None
        try:
            round = actions.draft_round(
                by, year, form.cleaned_data["version"], only=only, act_id=act_id(request)
            )
        except Refused as error:
            form.add_error(None, str(error))
        except Repeated as repeated:
            return go(request, "assemble_round", year.code, repeated.act.subject_id)
        else:
            say.done(request, _("ร่างรอบแล้ว ตรวจข้อความแล้วจึงเปิด"))
            return go(request, "assemble_round", year.code, round.pk)
    context = {
        "edition": year,
        "form": form,
        "has_versions": queries.versions(year).exists(),
        "contested": len(contested),
        "reasons": len(queries.open_reasons(year)),
    }
    return render(request, "assemble/consensus/round_new.html", context, status=422 if form.errors else 200)


def _board(round: Round, by: Actor) -> dict[str, Any]:
    lines = queries.board(round, by)
    now = queries.outcome_now(round, lines=lines) if round.state == Round.State.OPEN else None
    fixed = round.result
    return {
        "edition": round.edition,
        "programme": round.edition.programme,
        "round": round,
        "lines": [
            (line, wording.outcome_words(line.outcome), *wording.OUTCOME_TONES[line.outcome])
            if line.outcome
            else (line, "", "", "")
            for line in lines
        ],
        "missing": sum(len(line.waiting) for line in lines),
        "is_open": round.state == Round.State.OPEN,
        "quorum": now.quorum if now else fixed.get("quorum"),
        "present": now.present if now else fixed.get("present"),
        "needed": now.needed if now else fixed.get("needed"),
        "entitled": now.entitled if now else fixed.get("entitled"),
        "says_quorum": round.state != Round.State.DRAFT,
    }


@allow("assemble.read")
def show(request: HttpRequest, edition: str, round_id: UUID) -> HttpResponse:
    year, by = here(request, edition)
    round = round_or_404(year, round_id)
    _readable(request, round)
    works = permitted(by, "assemble.consensus.round", round)
    context = _board(round, by)
    return render(
        request,
        "assemble/consensus/round.html",
        context
        | {
            "rule_lines": wording.rule_lines(round.rule, len(round.networks)) if round.rule else [],
            "works": works,
            "finishes": permitted(by, "assemble.consensus.finish", round),
            "chairs": permitted(by, "assemble.consensus.dissent", round)
            and round.state in (Round.State.OPEN, Round.State.CLOSED),
            "types": may(by, "stance", year) or permitted(by, "assemble.consensus.dissent", round),
            "takes_part": bool(by.held),
            "reads_reasons": queries.may_read_reasons(by, round),
            "history": history(year.programme, Round.thread_kind, round.pk) if request.actor.grants else [],  # type: ignore[attr-defined]
        },
    )


@require_GET
@allow("assemble.read")
def tiles(request: HttpRequest, edition: str, round_id: UUID) -> HttpResponse:
    """The board alone, to be asked for every few seconds. Who may read reasons gets another one than the public."""
    year, by = here(request, edition)
    round = round_or_404(year, round_id)
    _readable(request, round)
    reads = queries.may_read_reasons(by, round)
    chairs = permitted(by, "assemble.consensus.dissent", round)
    key = (round.pk, reads, chairs, get_language())

    def make() -> str:
        context = _board(round, by) | {
            "reads_reasons": reads,
            "chairs": chairs and round.state in (Round.State.OPEN, Round.State.CLOSED),
            "types": chairs,
        }
        return render_to_string("assemble/consensus/_board.html", context)

    return live.told(request, key, make, "text/html; charset=utf-8")


def _step(request: HttpRequest, edition: str, round_id: UUID, act: Any, done: str) -> HttpResponse:
    year, by = here(request, edition)
    round = round_or_404(year, round_id)
    attempt(request, lambda: act(by, round, act_id=act_id(request)), done)
    return go(request, "assemble_round", year.code, round.pk)


@require_POST
@allow("assemble.work")
def open_(request: HttpRequest, edition: str, round_id: UUID) -> HttpResponse:
    done = _("เปิดรับเสียงแล้ว กติกาและข้อความของรอบนี้ล็อกแล้ว")
    return _step(request, edition, round_id, actions.open_round, done)


@require_POST
@allow("assemble.work")
def publish(request: HttpRequest, edition: str, round_id: UUID) -> HttpResponse:
    return _step(request, edition, round_id, actions.publish_round, _("ประกาศผลแล้ว ทุกคนอ่านเหตุผลได้"))


@require_POST
@allow("assemble.work")
def drop(request: HttpRequest, edition: str, round_id: UUID) -> HttpResponse:
    year, by = here(request, edition)
    round = round_or_404(year, round_id)
    if attempt(request, lambda: actions.drop_round(by, round, act_id=act_id(request)), _("ลบร่างของรอบแล้ว")):
        return go(request, "assemble_consensus", year.code)
    return go(request, "assemble_round", year.code, round.pk)


@allow("assemble.work")
def close(request: HttpRequest, edition: str, round_id: UUID) -> HttpResponse:
    """Says who is missing, and asks why it closes all the same."""
    year, by = here(request, edition)
    round = round_or_404(year, round_id)
    demand(by, "assemble.consensus.finish", round)
    form = CloseForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_round(by, round, reason=form.cleaned_data["reason"], act_id=act_id(request))
        except Missing as error:
            form.add_error("reason", str(error))
            status = 409
        except Repeated:
            return go(request, "assemble_round", year.code, round.pk)
        except Refused as error:
            say.trouble(request, str(error))
            return go(request, "assemble_round", year.code, round.pk)
        else:
            say.done(request, _("ปิดรอบแล้ว ตรวจผลแล้วจึงประกาศ"))
            return go(request, "assemble_round", year.code, round.pk)
    context = _board(round, by) | {"form": form}
    return render(request, "assemble/consensus/round_close.html", context, status=status)


@allow("assemble.work")
def dissent(request: HttpRequest, edition: str, network: str, round_clause_id: UUID) -> HttpResponse:
    year, by = here(request, edition)
    asked, whose = asked_or_404(year, round_clause_id), network_or_404(year, network)
    demand(by, "assemble.consensus.dissent", asked)
    stance = queries.stances(asked).get(whose.pk)
    form = DissentForm(
        request.POST if request.method == "POST" else None,
        initial={"text": stance.reason if stance else "", "chair": _chair(asked)},
    )
    if request.method == "POST" and form.is_valid():
        attempt(
            request,
            lambda: actions.record_dissent(by, asked, whose, act_id=act_id(request), **form.cleaned_data),
            _("บันทึกข้อสงวนแล้ว"),
        )
        return go(request, "assemble_round", year.code, asked.round_id)
    context = {"edition": year, "asked": asked, "network": whose, "stance": stance, "form": form}
    return render(request, "assemble/consensus/dissent.html", context, status=422 if form.errors else 200)


def _chair(asked: RoundClause) -> str:
    """Who chaired the last time somebody was written down: typed once a sitting."""
    last = asked.round.clauses.filter(dissents__isnull=False).values_list("dissents__chair", flat=True).last()
    return last or ""
