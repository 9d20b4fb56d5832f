"""What a row's page shows besides the form's columns; and the answers of the organisations it names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import organisations
from thaktho.ground.programme.queries import own_virtues

from .. import actions, cells, groups
from ..forms.rows import RowForm
from ..models import Acceptance, PlanRow
from ..queries import acceptance as answers
from ..queries import tree as queries
from ..queries.budget import sum_of_lines
from ..queries.counting import AMENDED, APPROVED, INTEGRATED, NO_BRANCH, standings
from ..queries.rows import Filters, visible
from .common import act_id, back, tells, url


def row_form(request: HttpRequest, row: PlanRow, data: Any = None) -> RowForm:
    return RowForm(
        request.programme,
        data,
        cells=cells.read(row),
        areas=row.areas.all(),
        branches=queries.branches_to_hang_on(request.programme, row.network_id),
        projects=queries.projects_of(request.programme, row, row.network_id),
    )


def new_form(request: HttpRequest, network: Network, data: Any = None) -> RowForm:
    return RowForm(
        request.programme,
        data,
        branches=queries.branches_to_hang_on(request.programme, network.pk),
        projects=queries.projects_of(request.programme, None, network.pk),
    )


def context(request: HttpRequest, row: PlanRow) -> dict[str, Any]:
    known = groups.names()
    return {
        "quarters": queries.quarters(row),
        "groups": [known.get(code, code) for code in row.groups],
        "project": queries.project(row, request.actor),
        **_beside(request, row),
        "own_virtues": [
            one for one in own_virtues(request.programme) if set(one.national) & set(row.virtues)
        ],
        "standing": standings(request.programme, [row])[row.pk],
        "acceptances": answers.of_row(row, request.actor),
        "answer_states": Acceptance.State.choices,
    }


def _beside(request: HttpRequest, row: PlanRow) -> dict[str, Any]:
    """What the row is named beside, so far as this reader may see it: no draft is told of by way of a sent row."""
    by, branch, above = request.actor, row.branch, row.part_of
    hangs = branch is not None and not branch.removed_at and permitted(by, "plan.tree.read", branch.tree)
    pieces = row.pieces.filter(live=True).order_by("number", "id") if row.split_at else ()
    return {
        "branch": branch if hangs else None,
        "above": above if above is not None and permitted(by, "plan.row.read", above) else None,
        "pieces": [piece for piece in pieces if permitted(by, "plan.row.read", piece)],
    }


def chosen_by_tree(request: HttpRequest, asked: Filters) -> dict[str, Any]:
    """What the list of all rows says above itself when it was opened from a branch, a project or a sum."""
    branches = queries.all_branches(request.programme) if asked.branch not in ("", NO_BRANCH) else []
    branches = queries.readable(branches, request.actor)
    project = None
    if asked.part_of:
        project = visible(request.programme, request.actor).filter(pk=_id(asked.part_of)).first()
    return {
        "standings": standing_names(),
        "loose": asked.branch == NO_BRANCH,
        "chosen_branch": next((one for one in branches if str(one.pk) == asked.branch), None),
        "chosen_project": project,
        "part": sum_of_lines(request.programme, request.actor, asked)
        if asked.fund is not None or (asked.branch and asked.year is not None)
        else None,
    }


def standing_names() -> list[tuple[str, str]]:
    return [
        *((value, str(label)) for value, label in PlanRow.State.choices),
        (INTEGRATED, _("อยู่ในร่างแผนรวม")),
        (APPROVED, _("เห็นชอบแล้ว")),
        (AMENDED, _("แก้หลังเห็นชอบ")),
    ]


@require_POST
@allow("plan.read")
@tells
def accept_part(request: HttpRequest, row: UUID) -> HttpResponse:
    """Record whether an organisation took its part; from the row's page or the officer's list."""
    found = answers.row_asked(request.programme, row)
    if found is None:
        raise Http404(str(row))
    if not permitted(request.actor, "plan.row.read", found):
        found = next(
            (one.row for one in answers.asked_of(request.programme, request.actor) if one.row_id == row), None
        )
        if found is None:
            raise Http404(str(row))
    named = organisations(request.programme).filter(pk=_id(request.POST.get("organisation", ""))).first()
    if named is None:
        raise Http404("organisation")
    done = actions.answer(
        request.actor,
        found,
        named,
        request.POST.get("state", ""),
        request.POST.get("note", "")[:2000],
        act_id=act_id(request),
    )
    say.done(
        request, _("บันทึกแล้ว: %(name)s %(state)s") % {"name": named.name, "state": done.get_state_display()}
    )
    return back(request, url(request, "plan_row", row=found.pk) + "#answers")


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@allow("plan.acceptances.read")
def acceptances(request: HttpRequest) -> HttpResponse:
    """What organisations were asked to take upon themselves: an officer's own; all for the secretariat."""
    state = request.GET.get("state", "")
    found = answers.asked_of(request.programme, request.actor, state=state)[:300]
    context = {
        "lines": [
            {
                "answer": one,
                "organisation": one.organisation,
                "row": one.row,
                "opens": permitted(request.actor, "plan.row.read", one.row),
                "may_ask": permitted(request.actor, "plan.acceptance.ask", one),
                "may_answer": permitted(request.actor, "plan.acceptance.answer", one),
            }
            for one in found
        ],
        "states": Acceptance.State.choices,
        "answer_states": Acceptance.State.choices,
        "state": state,
    }
    return render(request, "plan/acceptances.html", context)
