"""On the phone: one clause, four big buttons, the voice as it stands; and what delegates say inside their network."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import Actor, allow, demand
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import whole

from ...access import Of, in_edition
from ...editions.models import Edition
from .. import actions, queries, wording
from ..entering import delegacies, delegate_in
from ..models import Delegate, InnerVoice, Resolution, Round, RoundClause, Rulebook, Value
from ..states import Changed, Refused
from .common import act_id, asked_or_404, go, here, may, network_or_404, to

ICONS = {"agree": "check", "note": "info", "change": "pencil", "not_yet": "x"}


def _mine(request: HttpRequest, by: Actor, year: Edition) -> list[Network]:
    """Networks the actor belongs to here, as delegate or coordinator."""
    return [
        one
        for one in all_networks(year.programme)
        if by.has_for("coordinator", one.pk) or by.has_for("delegate", in_edition(year, one.pk))
    ]


@never_cache
@allow("assemble.enter")
def mine(request: HttpRequest, edition: str) -> HttpResponse:
    """Where a delegate lands: the network's clauses, or which network, and the vote that is open."""
    year, by = here(request, edition)
    networks = _mine(request, by, year)
    votes = _open_votes(year)
    if len(networks) == 1 and not votes:
        return go(request, "assemble_speak_network", year.code, networks[0].code)
    context = {
        "edition": year,
        "networks": networks,
        "votes": votes if by.has("delegate", "speaker") else [],
        "as_delegate": delegate_in(request, year) if not request.user.is_authenticated else None,
        "round": queries.open_round(year),
    }
    return render(request, "assemble/consensus/speak_mine.html", context)


def _open_votes(year: Edition) -> list[Resolution]:
    if not year.formal_votes:
        return []
    return [one for one in queries.resolutions(year) if one.state == Resolution.State.OPEN]


@never_cache
@allow("assemble.enter")
def network(request: HttpRequest, edition: str, network: str) -> HttpResponse:
    """All clauses of the open round with this network's voice on each."""
    year, by = here(request, edition)
    found = network_or_404(year, network)
    demand(by, "assemble.consensus.inner.read", Of(year, found))
    round = queries.open_round(year)
    lines = []
    if round is not None:
        for line in queries.board(round, by):
            tile = next((one for one in line.tiles if one.network.pk == found.pk), None)
            lines.append((line.asked, tile))
    told = sum(1 for _asked, tile in lines if tile and tile.value)
    return render(
        request,
        "assemble/consensus/speak_network.html",
        {
            "edition": year,
            "network": found,
            "round": round,
            "lines": lines,
            "told": told,
            "next": next((asked for asked, tile in lines if tile and not tile.value), None),
            "last": queries.rounds(year).exclude(state=Round.State.DRAFT).first() if round is None else None,
            "votes": _open_votes(year) if by.has("delegate", "speaker") else [],
            "as_delegate": delegate_in(request, year) if not request.user.is_authenticated else None,
            "speaks": may(by, "stance", year, found),
        },
    )  # fmt: skip


@never_cache
@allow("assemble.enter")
def clause(request: HttpRequest, edition: str, network: str, round_clause_id: UUID) -> HttpResponse:
    year, by = here(request, edition)
    found = network_or_404(year, network)
    asked = asked_or_404(year, round_clause_id)
    demand(by, "assemble.consensus.inner.read", Of(year, found))
    problem, status = "", 200
    typed = {"value": request.POST.get("value", ""), "reason": request.POST.get("reason", "")[:4000]}
    if request.method == "POST":
        try:
            actions.tell(
                by,
                asked,
                found,
                typed["value"] if typed["value"] in Value.values else "",
                typed["reason"],
                seen=whole(request.POST.get("seen", "")),
                act_id=act_id(request),
            )
        except Repeated:
            return _onward(request, year, found, asked, by)
        except ValueError:
            problem, status = _("เลือกหนึ่งในสี่คำตอบ"), 422
        except Changed as error:
            problem, status = str(error), 409
        except Refused as error:
            problem, status = str(error), 409
        else:
            say.done(request, _("บันทึกเสียงของเครือข่ายแล้ว เปลี่ยนได้จนกว่าจะปิดรอบ"))
            return _onward(request, year, found, asked, by)
    return render(
        request,
        "assemble/consensus/speak_clause.html",
        _clause_context(request, by, year, found, asked) | {"problem": problem, "typed": typed},
        status=status,
    )


def _clause_context(
    request: HttpRequest, by: Actor, year: Edition, network: Network, asked: RoundClause
) -> dict[str, object]:
    round = asked.round
    stance = queries.stances(asked).get(network.pk)
    order = list(RoundClause.objects.filter(round=round).values_list("pk", "number"))
    place = next(at for at, (pk, _number) in enumerate(order) if pk == asked.pk)
    total, counts = queries.inner_counts(asked, network)
    seat = _seat(by, year, network)
    spoken = InnerVoice.objects.filter(asked=asked, person_id=by.person_id).first() if seat else None
    named = round.rule.get("inner") == Rulebook.Inner.NAMED
    voices = (
        InnerVoice.objects.filter(asked=asked, delegate__network=network).select_related("delegate")
        if named
        else []
    )
    return {
        "edition": year,
        "network": network,
        "round": round,
        "asked": asked,
        "stance": stance,
        "place": place + 1,
        "total": len(order),
        "before": order[place - 1][0] if place else None,
        "after": order[place + 1][0] if place + 1 < len(order) else None,
        "choices": [(value, label, ICONS[value]) for value, label in Value.choices],
        "is_open": round.state == Round.State.OPEN,
        "speaks": may(by, "stance", year, network),
        "by_secretariat": may(by, "stance", year, network)
        and not (
            by.has_for("coordinator", network.pk) or by.has_for("speaker", in_edition(year, network.pk))
        ),
        "seat": seat,
        "spoken": spoken,
        "named": named,
        "voices": voices,
        "inner_total": total,
        "inner_counts": [(label, counts[value]) for value, label in Value.choices] if counts else None,
        "inner_words": wording.inner_words(round.rule),
        "note_needs_reason": round.rule.get("note_needs_reason", True),
    }


def _seat(by: Actor, year: Edition, network: Network) -> Delegate | None:
    return next((one for one in delegacies(by, year) if one.network_id == network.pk), None)


def _onward(
    request: HttpRequest, year: Edition, network: Network, asked: RoundClause, by: Actor
) -> HttpResponse:
    """To the next clause still awaited, else back to the list."""
    told = set(
        RoundClause.objects.filter(round=asked.round, stances__network=network).values_list("pk", flat=True)
    )
    rest = [one for one in RoundClause.objects.filter(round=asked.round) if one.pk not in told]
    after = next((one for one in rest if one.number > asked.number), rest[0] if rest else None)
    if after is None:
        return go(request, "assemble_speak_network", year.code, network.code)
    return go(request, "assemble_speak_clause", year.code, network.code, after.pk)


@require_POST
@allow("assemble.enter")
def inner(request: HttpRequest, edition: str, round_clause_id: UUID) -> HttpResponse:
    """A delegate's own voice inside the network named by the form."""
    year, by = here(request, edition)
    asked = asked_or_404(year, round_clause_id)
    found = network_or_404(year, request.POST.get("network", ""))
    seat = _seat(by, year, found)
    if seat is None:
        raise PermissionDenied("assemble.consensus.inner")
    try:
        actions.speak_inside(by, asked, seat, request.POST.get("value", ""), act_id=act_id(request))
    except Repeated:
        pass
    except ValueError:
        say.trouble(request, _("เลือกหนึ่งในสี่คำตอบ"))
    except Refused as error:
        say.trouble(request, str(error))
    else:
        say.done(request, _("นับเสียงของท่านในเครือข่ายแล้ว"))
    return redirect(to(request, "assemble_speak_clause", year.code, found.code, asked.pk))
