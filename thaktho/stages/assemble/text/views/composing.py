"""Decided wishes become words: what combines, what clashes and is settled by hand, and the way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.requests import whole
from thaktho.thai.textdiff import diff
from thaktho.thai.textmerge import Clean

from .. import actions, queries
from ..actions.composing import plan_of
from ..forms import ReasonForm, plain
from ..merging import TODAY, Plan
from ..models import Amendment, Clause
from ..states import Changed, Refused
from .common import act_id, clause_or_404, page, post, to


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts[:200]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _choices(request: HttpRequest, plan: Plan) -> list[str]:
    """One for every conflict: a side by its key, the words of the clause, or words typed. Unanswered ones are left out."""
    chosen: list[str] = []
    for place, conflict in enumerate(plan.merged.conflicts):
        pick = request.POST.get(f"pick-{place}", "")
        typed = plain(request.POST.get(f"typed-{place}", ""))
        sides = dict(conflict.sides)
        if pick == "typed":
            chosen.append(typed)
        elif pick == "base":
            chosen.append(conflict.base)
        elif pick in sides:
            chosen.append(sides[pick])
    return chosen


@allow("assemble.work")
def compose(request: HttpRequest, edition: str, clause_id: UUID) -> HttpResponse:
    found, clause = clause_or_404(request, edition, clause_id)
    demand(request.actor, "assemble.text.compose", clause)  # type: ignore[attr-defined]
    accepted = [
        one
        for one in queries.amendments_of(clause)
        if one.state == "decided"
        and one.decision in ("accepted", "changed")
        and one.kind == "change"
        and not one.parent_id
    ]
    sent = request.POST if request.method == "POST" else request.GET
    ids = _ids(sent.getlist("a")) if "a" in sent else [one.pk for one in accepted]
    chosen = [one for one in accepted if one.pk in ids]
    plan, trouble, status = None, "", 200
    try:
        plan = plan_of(clause, chosen) if chosen else None
    except Refused as error:
        trouble = str(error)
    if request.method == "POST" and request.POST.get("do") == "compose" and (plan or trouble):
        choices = _choices(request, plan) if plan else []
        try:
            actions.compose(
                request.actor,  # type: ignore[attr-defined]
                clause,
                ids,
                seen_revision=whole(request.POST.get("revision", "")) or 0,
                choices=choices,
                seen_mark=request.POST.get("mark", ""),
                reason=request.POST.get("reason", "")[:1000],
                act_id=act_id(request),
            )
            say.done(request, _("นำเข้าร่างแล้ว ถ้อยคำเดิมยังอยู่ในฉบับก่อนหน้า"))
            if lost := sorted(plan.lost(choices), key=int) if plan else []:
                say.hint(
                    request,
                    _("ข้อเสนอที่ %(n)s ไม่ได้เข้าร่าง เพราะเลือกถ้อยคำอื่น ยังรออยู่ ตัดสินใหม่หากไม่รับแล้ว")
                    % {"n": ", ".join(lost)},
                )
            return redirect(to(request, "assemble_clause", found.code, clause.pk) + "#revisions")
        except Repeated:
            return redirect(to(request, "assemble_clause", found.code, clause.pk))
        except Changed as changed:
            trouble, status = str(changed), 409
            clause = changed.row
        except Refused as error:
            trouble, status = str(error), 409
    context = {
        "text": clause.text,
        "clause": clause,
        "number": queries.numbers(clause.text).get(clause.pk),
        "accepted": accepted,
        "chosen": [str(one.pk) for one in chosen],
        "plan": plan,
        "pieces": _shown(plan, accepted, request) if plan else [],
        "trouble": trouble,
    }
    return page(request, "compose", found, context, status)


def _shown(plan: Plan, accepted: list[Amendment], request: HttpRequest) -> list[dict[str, Any]]:
    """Pieces for the page: clean ones as differences with whose they are, conflicts with their sides."""
    named = {str(one.number): one for one in accepted}
    shown: list[dict[str, Any]] = []
    place = 0
    for piece in plan.merged.pieces:
        if isinstance(piece, Clean):
            by = [named[key] for key in piece.by if key in named]
            shown.append({"diff": diff(piece.base, piece.text), "by": by})
            continue
        sides = [
            {"key": key, "text": text, "amendment": named.get(key), "today": key == TODAY}
            for key, text in piece.sides
        ]
        shown.append(
            {
                "conflict": piece,
                "place": place,
                "sides": sides,
                "picked": request.POST.get(f"pick-{place}", ""),
                "typed": request.POST.get(f"typed-{place}", ""),
            }
        )
        place += 1
    return shown


@allow("assemble.work")
def back(request: HttpRequest, edition: str, clause_id: UUID) -> HttpResponse:
    """The words of an earlier revision once more."""
    found, clause = clause_or_404(request, edition, clause_id)
    demand(request.actor, "assemble.text.compose", clause)  # type: ignore[attr-defined]
    number = whole(request.GET.get("to", "")) or whole(request.POST.get("to", "")) or 0
    form = ReasonForm(request.POST or None)
    then = to(request, "assemble_clause", found.code, clause.pk)
    if request.method == "POST" and form.is_valid():
        reason, seen = form.cleaned_data["reason"], whole(request.POST.get("seen", ""))
        return post(
            request,
            lambda: actions.restore_revision(
                request.actor,  # type: ignore[attr-defined]
                clause,
                number,
                reason,
                seen_revision=seen,
                act_id=act_id(request),
            ),
            _("นำถ้อยคำเดิมกลับแล้ว"),
            then,
        )
    later = _later(clause, number)
    context = {
        "title": _("นำถ้อยคำฉบับที่ %(n)s กลับ") % {"n": number},
        "text": _("ถ้อยคำปัจจุบันจะเก็บไว้ในประวัติ ข้อเสนอ %(n)s ข้อที่เข้าร่างหลังจากนั้นจะกลับไปรอเข้าร่าง") % {"n": later},
        "verb": _("นำกลับ"),
        "cancel_url": then,
        "form": form,
        "hidden": {"to": number, "seen": clause.revision},
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


def _later(clause: Clause, number: int) -> int:
    return clause.amendments.filter(state="composed", kind="change", composed_revision__gt=number).count()
