"""The secretariat's pages of one assembly: preparing, changing, the scorecard, reminders, carrying on."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from thaktho.documents.frames.table import table_pdf, table_xlsx
from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.files.checks import PDF, XLSX
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.queries import networks, organisations_named, persons
from thaktho.ground.requests import whole
from thaktho.ground.rooms import reverse_or_none

from ...common import act_id, edition_or_404, to
from ...text.models import Clause
from .. import actions, queries
from ..forms import CommitmentForm, ProposalForm, ReasonForm
from ..models import Commitment
from ..papers import reminding, scorecard
from ..queries.listing import counted
from ..queries.proposing import MOST_PROPOSED
from ..states import Changed, Refused
from .common import commitment_or_404, decorated, works
from .public import A_PAGE, KNOWN, Counted, pills

MOST_PERSONS = 500


@require_GET
@allow("assemble.read")
def after(request: HttpRequest, edition: str) -> HttpResponse:
    """Where the year's end stands, and every commitment of this assembly; what was carried here stands first."""
    here = edition_or_404(request, edition)
    programme, actor = request.programme, request.actor  # type: ignore[attr-defined]
    counts = counted(Commitment.objects.filter(edition=here))
    state = request.GET.get("state", "")
    asked = queries.Filters(edition=here, state=state if state in KNOWN else "")
    found = queries.listing(programme, asked)
    page = Counted(found, A_PAGE, getattr(counts, asked.state or "all")).get_page(request.GET.get("page"))
    context = {
        "edition": here,
        "counts": counts,
        "filters": pills(counts),
        "asked": asked,
        "page": page,
        "rows": decorated(queries.page_rows(found, page.start_index(), page.end_index())),
        "carried_here": decorated(list(queries.open_from_before(programme, here)[:100])),
        "next": queries.next_edition(here),
        "proceedings": queries.proceedings(here).first(),
        "works": works(request),
        "may_commit": permitted(actor, "assemble.after.commit", here),
        "may_carry": permitted(actor, "assemble.after.carry", here),
        "clause_new": reverse_or_none("assemble_clause_new", province=programme.slug, edition=here.code)
        if permitted(actor, "assemble.text.draft", here)
        else "",
    }
    return render(request, "assemble/after/after.html", context)


@allow("assemble.work")
def prepare(request: HttpRequest, edition: str) -> HttpResponse:
    """Everything the text asks of anybody, to be looked through and saved in one act."""
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.after.commit", here)  # type: ignore[attr-defined]
    programme, posted = request.programme, request.method == "POST"  # type: ignore[attr-defined]
    proposed = queries.proposals(programme, here)
    known = list(networks(programme, here.year))
    sent = request.POST if posted else None
    # A line prepared by somebody else meanwhile is not sent again; a line that came meanwhile waits for the next page.
    forms = [ProposalForm(one, known, sent) for one in proposed[:MOST_PROPOSED]]
    status = 200
    if posted:
        forms = [one for one in forms if f"{one.prefix}-text" in request.POST]
        wrong = [one for one in forms if not one.is_valid()]  # each is asked, so that each says what is wrong
        if not wrong:
            organisations = organisations_named(programme, {one.cleaned_data.get("who", "") for one in forms})
            promises = [promise for one in forms for promise in one.promises(organisations)]
            try:
                made = actions.prepare(request.actor, here, promises, act_id=act_id(request))  # type: ignore[attr-defined]
            except Repeated:
                return redirect(to(request, "assemble_after", here.code))
            except Refused as error:
                say.trouble(request, str(error))
                status = 409
            else:
                say.done(
                    request,
                    ngettext("จัดทำพันธสัญญา %(n)s รายการแล้ว", "จัดทำพันธสัญญา %(n)s รายการแล้ว", len(made))
                    % {"n": len(made)},
                )
                return redirect(to(request, "assemble_after", here.code))
    context = {
        "edition": here,
        "forms": forms,
        "more": max(0, len(proposed) - MOST_PROPOSED),
        "invalid": [one for one in forms if one.is_bound and one.errors],
        "agreed": queries.is_agreed(here),
    }
    return render(
        request, "assemble/after/prepare.html", context, status=422 if context["invalid"] else status
    )


@allow("assemble.work")
def new(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.after.commitment.add", here)  # type: ignore[attr-defined]
    form = CommitmentForm(
        here, request.POST if request.method == "POST" else None, clause=request.GET.get("clause", "")
    )
    if request.method == "POST" and form.is_valid():
        data = form.made()
        clause = Clause.objects.get(programme=request.programme, pk=data.pop("clause"))  # type: ignore[attr-defined]
        try:
            made = actions.add(
                request.actor, here, actions.Promise(clause=clause, **data), act_id=act_id(request)
            )  # type: ignore[attr-defined]
        except Refused as error:
            form.add_error(None, str(error))
        else:
            say.done(request, _("เพิ่มแล้ว"))
            return redirect(to(request, "assemble_commitment", made.pk))
    return _form(request, form, here, None)


@allow("assemble.work")
def edit(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    row = commitment_or_404(request, commitment_id)
    demand(request.actor, "assemble.after.commitment.edit", row)  # type: ignore[attr-defined]
    form = CommitmentForm(row.edition, request.POST if request.method == "POST" else None, row=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        data = form.made()
        data["clause"] = Clause.objects.get(programme=request.programme, pk=data["clause"])  # type: ignore[attr-defined]
        try:
            actions.edit(
                request.actor, row, seen_version=whole(request.POST.get("version", "")), act_id=act_id(request), **data  # type: ignore[attr-defined]
            )  # fmt: skip
        except Changed as changed:
            newer = changed.row
        except Refused as error:
            form.add_error(None, str(error))
        else:
            say.done(request, _("บันทึกแล้ว"))
            return redirect(to(request, "assemble_commitment", row.pk))
    return _form(request, form, row.edition, row, newer)


def _form(request: HttpRequest, form: CommitmentForm, edition: object, row: Commitment | None, newer: object = None) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "edition": edition,
        "row": row,
        "newer": newer,
        "version": (newer or row).version if row else None,  # type: ignore[attr-defined, union-attr]
        "persons": persons(request.programme)[:MOST_PERSONS],  # type: ignore[attr-defined]
    }
    status = 409 if newer else 422 if form.errors else 200
    return render(request, "assemble/after/form.html", context, status=status)


@allow("assemble.work")
def remove(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    row = commitment_or_404(request, commitment_id)
    demand(request.actor, "assemble.after.commitment.remove", row)  # type: ignore[attr-defined]
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove(request.actor, row, form.cleaned_data["reason"], act_id=act_id(request))  # type: ignore[attr-defined]
        except Refused as error:
            say.trouble(request, str(error))
            return redirect(to(request, "assemble_commitment", row.pk))
        say.done(request, _("นำออกแล้ว"))
        return redirect(to(request, "assemble_after", row.edition.code))
    context = {
        "title": _("นำพันธสัญญานี้ออก"),
        "text": _("“%(text)s” จะไม่อยู่ในรายการอีก นำออกได้เพราะยังไม่มีรายงาน") % {"text": row.text[:120]},
        "verb": _("นำออก"),
        "cancel_url": to(request, "assemble_commitment", row.pk),
        "danger": True,
        "form": form,
    }
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)


@require_GET
@allow("assemble.read")
def score(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    return render(request, "assemble/after/scorecard.html", {"edition": here, "score": queries.score(here)})


@require_GET
@allow("assemble.read")
def score_paper(request: HttpRequest, edition: str, kind: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    write, media = (table_pdf, PDF) if kind == "pdf" else (table_xlsx, XLSX)
    answer = HttpResponse(write(scorecard.document(queries.score(here))), content_type=media)
    name = quote(f"พันธสัญญา-{here.code}.{kind}")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


@require_GET
@allow("assemble.work")
def reminders(request: HttpRequest, edition: str) -> HttpResponse:
    """Words ready to be sent, owner by owner."""
    here = edition_or_404(request, edition)
    programme = request.programme  # type: ignore[attr-defined]
    owners = []
    for number, owner in enumerate(queries.owners_to_remind(programme, here), 1):
        network = f"?network={owner.network.code}" if owner.network else f"?edition={here.code}"
        address = request.build_absolute_uri(to(request, "assemble_commitments") + network)
        if len(owner.rows) == 1:
            address = request.build_absolute_uri(to(request, "assemble_commitment", owner.rows[0].pk))
        owners.append(
            {
                "owner": owner,
                "line": reminding.for_line(programme, here, owner, address),
                "letter": reminding.for_letter(programme, here, owner),
                "line_id": f"line-{number}",
                "letter_id": f"letter-{number}",
            }
        )
    return render(request, "assemble/after/reminders.html", {"edition": here, "owners": owners})


@require_POST
@allow("assemble.work")
def ask(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    row = commitment_or_404(request, commitment_id)
    try:
        actions.ask(request.actor, row, act_id=act_id(request))  # type: ignore[attr-defined]
        say.done(request, _("ขอความคืบหน้าแล้ว จะอยู่บนโต๊ะของผู้รับผิดชอบจนกว่าจะรายงาน"))
    except Refused as error:
        say.trouble(request, str(error))
    return redirect(to(request, "assemble_commitment", row.pk))


@allow("assemble.work")
def carry(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.after.carry", here)  # type: ignore[attr-defined]
    into = queries.next_edition(here)
    if request.method == "POST":
        try:
            made = actions.carry(request.actor, here, act_id=act_id(request))  # type: ignore[attr-defined]
        except Refused as error:
            say.trouble(request, str(error))
            return redirect(to(request, "assemble_after", here.code))
        say.done(request, _("ยกไปแล้ว %(n)s รายการ") % {"n": len(made)})
        return redirect(to(request, "assemble_after", into.code if into else here.code))
    context = {
        "title": _("ยกข้อที่ค้างไปสมัชชาปีถัดไป"),
        "text": _("ข้อที่ยังไม่เสร็จจะไปอยู่ใน “%(name)s” เป็นข้อค้างจากปีก่อน ข้อที่ยกแล้วจะไม่ยกซ้ำ") % {"name": into.title}
        if into
        else _("ยังไม่มีสมัชชาปีถัดไป เปิดสมัชชาปีใหม่ก่อน แล้วข้อที่ค้างจะไปอยู่ที่นั่นเอง"),
        "verb": _("ยกไป"),
        "cancel_url": to(request, "assemble_after", here.code),
    }
    return render(request, "web/confirm.html", context)
