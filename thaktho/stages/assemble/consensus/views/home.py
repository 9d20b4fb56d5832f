"""The edition's consensus page: which clauses stand, who is waited for, the rounds; its rules; what redrafters must answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.requests import whole

from .. import actions, queries, wording
from ..actions.rulebook import as_rule
from ..forms import RulebookForm
from ..models import Round
from ..states import Locked, Refused
from .common import act_id, attempt, go, here, may


@allow("assemble.read")
def consensus(request: HttpRequest, edition: str) -> HttpResponse:
    year, by = here(request, edition)
    staff = bool(request.actor.grants)  # type: ignore[attr-defined]
    rounds = [one for one in queries.rounds(year) if staff or one.state != Round.State.DRAFT]
    open_ = next((one for one in rounds if one.state == Round.State.OPEN), None)
    standing = queries.standing(year) if staff else queries.published_standing(year)
    clauses = sorted(standing.values(), key=lambda one: one.asked.number)
    board = queries.board(open_, by) if open_ else []
    book = queries.rulebook(year)
    names = queries.networks_of_year(year)
    waited = {tile.network.pk: tile.network for line in board for tile in line.waiting}
    return render(
        request,
        "assemble/consensus/consensus.html",
        {
            "edition": year,
            "rounds": rounds,
            "open": open_,
            "waited": sorted(waited.values(), key=lambda one: one.order),
            "clauses": [(one, wording.outcome_words(one.outcome), *wording.OUTCOME_TONES[one.outcome]) for one in clauses],
            "stand": sum(one.stands for one in clauses),
            "book": book,
            "rule_lines": wording.rule_lines(as_rule(book), len(names)),
            "resolutions": list(queries.resolutions(year)) if year.formal_votes else [],
            "works": may(by, "round", year),
            "sets_rules": may(by, "rules", year),
            "inside": staff,
            "takes_part": bool(by.held),
            "can_resolve": may(by, "resolution", year) and year.formal_votes,
        },
    )  # fmt: skip


@allow("assemble.read")
def rules(request: HttpRequest, edition: str) -> HttpResponse:
    """The rules in plain words for everybody; the form for the secretariat until they lock."""
    year, by = here(request, edition)
    book = queries.rulebook(year)
    entitled = len(queries.networks_of_year(year))
    edits = may(by, "rules", year) and book.locked_at is None
    form = RulebookForm(book, entitled, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        demand(by, "assemble.consensus.rules", year)
        if form.is_valid():
            try:
                if attempt(
                    request,
                    lambda: actions.edit_rulebook(
                        by,
                        year,
                        seen_version=whole(request.POST.get("version", "")),
                        act_id=act_id(request),
                        **form.cleaned_data,
                    ),
                    _("บันทึกกติกาแล้ว"),
                ):
                    return go(request, "assemble_rulebook", year.code)
            except Locked as error:
                say.trouble(request, str(error))
            except Refused as error:
                form.add_error(None, str(error))
            status, book = 409, queries.rulebook(year)
        else:
            status = 422
    context = {
        "edition": year,
        "book": book,
        "form": form if edits else None,
        "lines": wording.rule_lines(as_rule(book), entitled),
    }
    return render(request, "assemble/consensus/rules.html", context, status=status)


@allow("assemble.enter")
def reasons(request: HttpRequest, edition: str) -> HttpResponse:
    """What the redrafter has to answer, clause by clause."""
    year, by = here(request, edition)
    demand(by, "assemble.consensus.reasons.read", year)
    grouped: dict[int, list[queries.Reason]] = {}
    for one in queries.open_reasons(year):
        grouped.setdefault(one.number, []).append(one)
    context = {
        "edition": year,
        "groups": grouped.items(),
        "works": permitted(by, "assemble.consensus.round", year),
    }
    return render(request, "assemble/consensus/reasons.html", context)
