"""Collaborations: what the engine proposes, what was sent as an invitation, what two networks agreed."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import act_id

from ..actions import collaborations as actions
from ..actions.collaborating import ask_collaborating
from ..models import Collaboration, PlanRow
from ..queries import collaborations as queries
from ..queries.collaborating import KINDS
from ..queries.rows import visible
from ..states_loom import OFFICE, PARTY, can
from .common import must, tells, url

PER_PAGE = 20


@allow("plan.pairs.read")
def collaborations(request: HttpRequest) -> HttpResponse:
    programme = request.programme
    asked = queries.Asked(**{name: request.GET.get(name, "") for name in ("state", "giver", "taker", "kind")})
    found = queries.collaborations(programme, request.actor, asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.counts(programme, request.actor)
    context = {
        "page": page,
        "asked": asked,
        "states": [
            ("", _("ทั้งหมด"), sum(counts.values())),
            *((state, Collaboration.State(state).label, counts.get(state, 0)) for state in queries.ORDER),
        ],
        "networks": all_networks(programme),
        "kinds": KINDS.items(),
        "progress": queries.progress_of(counts),
        "may_ask": permitted(request.actor, "plan.weave.ask", programme),
    }
    return render(request, "plan/collaborations.html", context)


@allow("plan.pairs.read")
def collaboration(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """One collaboration: the row and the offer side by side, why, and what this reader may do now."""
    found = _found(request, collaboration_id)
    may_decide = permitted(request.actor, "plan.collaboration.decide", found)
    may_answer = permitted(request.actor, "plan.collaboration.answer", found)
    may_record = permitted(request.actor, "plan.collaboration.answer_for", found)
    context = {
        "item": found,
        "alone": queries.without_coordinator(request.programme, found) if may_decide else [],
        "records": [verb for verb in PARTY if may_record and can(found.state, verb)],
        "kind": queries.kind_name(found),
        "offer_url": queries.address_of(request.programme, found),
        "moves": {verb: may_decide and can(found.state, verb) for verb in OFFICE},
        "may_accept": may_answer and can(found.state, "accept") and _waits_for(request, found),
        "may_decline": may_answer and can(found.state, "decline"),
        "text": queries.invitation_text(found, request.build_absolute_uri(request.path)),
    }
    return render(request, "plan/collaboration.html", context)


def _waits_for(request: HttpRequest, found: Collaboration) -> bool:
    sides = queries.sides_of(request.actor, found)
    return any(getattr(found, f"{side}_answer") != Collaboration.Answer.YES for side in sides)


@allow("plan.pairs.read")
@require_POST
@tells
def decide(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """The secretariat invites, skips, brings back or withdraws."""
    found = _found(request, collaboration_id)
    must(request, "plan.collaboration.decide", found)
    verb, reason = request.POST.get("verb", ""), request.POST.get("reason", "")
    _back_here(request, found)
    if verb == "invite":
        actions.invite(request.actor, found, request.POST.get("message", "")[:1000], act_id=act_id(request))
        if queries.without_coordinator(request.programme, found):
            say.hint(request, _("บันทึกคำเชิญแล้ว เครือข่ายที่ไม่มีผู้ประสานงานจะไม่เห็น เชิญด้วยหนังสือแล้วบันทึกคำตอบแทน"))
        else:
            say.done(request, _("ส่งคำเชิญแล้ว ผู้ประสานงานทั้งสองฝ่ายเห็นในหน้ารอท่าน"))
    elif verb in OFFICE:
        actions.decide(request.actor, found, verb, reason[:1000], act_id=act_id(request))
        said = {
            "skip": _("ข้ามข้อนี้แล้ว นำกลับมาได้"),
            "reopen": _("นำกลับมารอเชิญแล้ว"),
            "withdraw": _("ถอนแล้ว เครือข่ายทั้งสองเห็นเหตุผล"),
        }
        say.done(request, said[verb])
    else:
        raise Http404(verb)
    return redirect(url(request, "plan_collaboration", collaboration_id=found.pk))


@allow("plan.pairs.read")
@require_POST
@tells
def answer(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    found = _found(request, collaboration_id)
    must(request, "plan.collaboration.answer", found)
    verb = request.POST.get("verb", "")
    if verb not in ("accept", "decline"):
        raise Http404(verb)
    _back_here(request, found)
    now = actions.answer(
        request.actor, found, verb, request.POST.get("note", "")[:1000], act_id=act_id(request)
    )
    said = {
        Collaboration.State.AGREED: _("ตกลงครบสองฝ่ายแล้ว อยู่ในหน้าของแถวและในภาคผนวกของแผน"),
        Collaboration.State.INVITED: _("บันทึกคำตอบแล้ว รออีกฝ่ายตอบ"),
        Collaboration.State.DECLINED: _("บันทึกคำตอบแล้ว ฝ่ายเลขานุการเห็นเหตุผลของท่าน"),
    }
    say.done(request, said[Collaboration.State(now.state)])
    return redirect(url(request, "plan_collaboration", collaboration_id=found.pk))


@allow("plan.pairs.read")
@require_POST
@tells
def record(request: HttpRequest, collaboration_id: UUID) -> HttpResponse:
    """The secretariat records the answer of a network that gave it by letter or in a meeting."""
    found = _found(request, collaboration_id)
    must(request, "plan.collaboration.answer_for", found)
    _back_here(request, found)
    side, verb, note = (request.POST.get(name, "") for name in ("side", "verb", "note"))
    actions.answer_for(request.actor, found, side, verb, note[:1000], act_id=act_id(request))
    say.done(request, _("บันทึกคำตอบแทนแล้ว เครือข่ายเปลี่ยนคำตอบเองได้"))
    return redirect(url(request, "plan_collaboration", collaboration_id=found.pk))


@allow("plan.weave.ask")
@require_POST
@tells
def find(request: HttpRequest) -> HttpResponse:
    job = ask_collaborating(request.actor, request.programme, act_id=act_id(request))
    return redirect("job_page", request.programme.slug, job.pk)


@allow("plan.read")
@tells
def lacks(request: HttpRequest, row: UUID) -> HttpResponse:
    """What a row goes without, as its network says it, and who helps it."""
    found = _row(request, row)
    may = permitted(request.actor, "plan.lack.state", found)
    if request.method == "POST":
        must(request, "plan.lack.state", found)
        kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
        actions.state_lack(request.actor, found, kind, text, act_id=act_id(request))
        say.done(request, _("บันทึกแล้ว เมื่อหาความร่วมมือครั้งถัดไป ระบบจะหาว่าใครมี"))
        return redirect(url(request, "plan_row_lacks", row=found.pk))
    context = {
        "row": found,
        "network": found.network,
        "lacks": [(item, KINDS.get(item.kind, item.kind)) for item in queries.lacks(found)],
        "agreed": queries.agreed_for(found),
        "kinds": KINDS.items(),
        "may": may,
    }
    return render(request, "plan/lacks.html", context)


@allow("plan.read")
@require_POST
@tells
def retire(request: HttpRequest, row: UUID, lack_id: UUID) -> HttpResponse:
    found = _row(request, row)
    must(request, "plan.lack.state", found)
    lack = queries.lack(request.programme, found, lack_id)
    if lack is None:
        raise Http404(str(lack_id))
    actions.retire_lack(request.actor, lack, act_id=act_id(request))
    say.done(request, _("นำออกแล้ว"))
    return redirect(url(request, "plan_row_lacks", row=found.pk))


def _row(request: HttpRequest, id: UUID) -> PlanRow:
    """A row they may see, without the many things its own page shows."""
    found = visible(request.programme, request.actor).filter(pk=id).select_related("network").first()
    if found is None:
        raise Http404(str(id))
    return found


def _found(request: HttpRequest, id: UUID) -> Collaboration:
    found = queries.collaboration(request.programme, request.actor, id)
    if found is None:
        raise Http404(str(id))
    return found


def _back_here(request: HttpRequest, found: Collaboration) -> None:
    """Where a refusal is told: on the page of this collaboration."""
    request.POST = request.POST.copy()
    request.POST.setdefault("next", url(request, "plan_collaboration", collaboration_id=found.pk))
