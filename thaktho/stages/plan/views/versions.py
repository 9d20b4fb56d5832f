"""The integrated plan: as it would be today, its numbered versions, their papers and their approval."""

from __future__ import annotations

import csv
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.documents.spreadsheet_cell import plain
from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.people.queries import all_networks
from thaktho.ground.thread.queries import knot

from ..actions import papers
from ..actions import versions as actions
from ..forms.weaving import ApproveForm, ReasonForm, VersionForm
from ..models import NetworkPlan, PlanVersion
from ..papers.printing import FORMATS
from ..queries import portfolio, weaving
from ..queries import versions as queries
from ..queries.plans import NetworkState, network_states
from ..queries.versions import SENT
from ..states import Refused
from ..summary import summary_of
from .common import version_or_404

PER_PAGE = 50


@allow("plan.read")
def integrated(request: HttpRequest) -> HttpResponse:
    """What the plan would hold if it were issued today, and the versions that were."""
    rows = queries.integrated_rows(request.programme)
    if network := request.GET.get("network", ""):
        rows = rows.filter(network__code=network)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    joined = queries.origins(request.programme)
    context = {
        "page": page,
        "lines": [(row, joined.networks(row)) for row in page.object_list],
        "network": network,
        "networks": all_networks(request.programme),
        "versions": queries.versions_seen(request.actor, request.programme),
        "progress": weaving.progress(request.programme),
        "may_make": permitted(request.actor, "plan.version.make", request.programme),
    }
    return render(request, "plan/integrated.html", context)


@allow("plan.version.make")
def new_version(request: HttpRequest) -> HttpResponse:
    """Ask for a version: what it will hold and what is still undecided stands on the page."""
    programme = request.programme
    first, last = programme.first_year, programme.last_year
    title = f"แผนการขับเคลื่อนเครือข่ายทางสังคม เพื่อขับเคลื่อน{programme.name_th} ระยะ {last - first + 1} ปี (พ.ศ. {first} – {last})"
    form = VersionForm(request.POST or None, initial={"title": title})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.make_version(request.actor, programme, **form.cleaned_data)
            say.done(request, _("ออกฉบับที่ %(number)s แล้ว กำลังจัดทำเอกสาร") % {"number": version.number})
            return redirect("plan_version", programme.slug, version.number)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {
        "form": form,
        "count": queries.integrated_rows(programme).count(),
        "outside": portfolio.outside_adopted(programme),
        "progress": weaving.progress(programme),
        "not_taken": _not_taken(request),
    }
    return render(request, "plan/version_new.html", context, status=status)


def _not_taken(request: HttpRequest) -> list[NetworkState]:
    """Networks whose sent rows a version would hold though the secretariat has not taken their plan."""
    taken = NetworkPlan.State.ACCEPTED
    states = network_states(request.programme, request.actor)
    return [one for one in states if one.plan.state != taken and any(one.by_state.get(sent) for sent in SENT)]


@allow("plan.version.read")
def version(request: HttpRequest, number: int) -> HttpResponse:
    found = version_or_404(request, number)
    context = {
        "version": found,
        # A decision is everybody's once its meeting has closed.
        "decision": knot(request.actor, "convene.decision", found.approved_by_id)
        if found.approved_by_id
        else None,
        "page": Paginator(queries.lines(found), PER_PAGE).get_page(request.GET.get("page")),
        "outside": portfolio.outside_frozen(found, queries.lines(found)),
        "papers": [(format, _paper(found, format)) for format in FORMATS],
        "annual": [
            (year, [(format, _paper(found, format, year)) for format in FORMATS])
            for year in request.programme.years
        ],
        "making": any(
            paper.file is None and paper.job and not paper.job.is_over for paper in found.documents.all()
        ),
        "may_approve": permitted(request.actor, "plan.version.approve", found),
        "may_make_papers": permitted(request.actor, "plan.version.papers", request.programme),
        "may_withdraw": permitted(request.actor, "plan.version.make", found),
        "summary": summary_of(found, request.build_absolute_uri(request.path)),
    }
    return render(request, "plan/version.html", context)


@allow("plan.version.approve")
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """A page, not a dialog: approval freezes the version for good."""
    found = version_or_404(request, number)
    if request.method != "POST" and found.state != PlanVersion.State.PROPOSED:
        return _settled(request, found)
    form = ApproveForm(found, request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            act_id = form.cleaned_data["act_id"]
            actions.approve_version(request.actor, found, UUID(form.cleaned_data["decision"]), act_id=act_id)
            say.done(request, _("บันทึกว่าที่ประชุมเห็นชอบแล้ว ฉบับนี้ไม่เปลี่ยนอีก"))
            return redirect("plan_version", request.programme.slug, number)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
    return render(request, "plan/version_approve.html", {"version": found, "form": form}, status=status)


@allow("plan.version.make")
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    found = version_or_404(request, number)
    if request.method != "POST" and found.state != PlanVersion.State.PROPOSED:
        return _settled(request, found)
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_version(request.actor, found, **form.cleaned_data)
            say.done(request, _("ถอนฉบับที่ %(number)s แล้ว") % {"number": number})
            return redirect("plan_integrated", request.programme.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
    return render(request, "plan/version_withdraw.html", {"version": found, "form": form}, status=status)


def _settled(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """No question is asked whose answer would be refused."""
    say.hint(request, _("ฉบับนี้%(state)s จึงไม่เปลี่ยนอีก") % {"state": version.get_state_display()})
    return redirect("plan_version", request.programme.slug, version.number)


@allow("plan.version.papers")
@require_POST
def paper(request: HttpRequest, number: int, format: str, year: int = 0) -> HttpResponse:
    """Make a paper: of one fiscal year, or one of the whole plan that failed. Its progress is a page."""
    if format not in FORMATS or (year and year not in request.programme.years):
        raise Http404(format)
    job = papers.ask_document(request.actor, version_or_404(request, number), format, year=year)
    return redirect("job_page", request.programme.slug, job.pk)


@allow("plan.version.read")
def version_csv(request: HttpRequest, number: int) -> HttpResponse:
    """A version's lines as open data."""
    found = version_or_404(request, number)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="plan-{request.programme.slug}-{number}.csv"'
    response.write("\ufeff")
    cells = (
        "virtue",
        "problem",
        "good_deed",
        "title",
        "indicator",
        "when",
        "starts_on",
        "ends_on",
        "budget",
        "agency",
        "area",
    )
    out = csv.writer(response)
    out.writerow(["no", *cells, "networks", "is_example"])
    for line in queries.lines(found).iterator(chunk_size=1000):
        marks = " ".join(mark["name"] for mark in line.data["networks"])
        values = [plain(line.data[cell]) for cell in cells]
        out.writerow([line.number, *values, plain(marks), line.data["is_example"]])
    return response


def _paper(version: PlanVersion, format: str, year: int = 0) -> object:
    return next(
        (
            item
            for item in version.documents.all()
            if (item.format, item.state, item.year) == (format, version.state, year)
        ),
        None,
    )
