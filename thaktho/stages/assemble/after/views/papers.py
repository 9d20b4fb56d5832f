"""The proceedings: words by hand, versions, their files."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.frozen import hash_of
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.requests import whole

from ...common import act_id, edition_or_404, to
from .. import actions, queries
from ..forms import VersionReasonForm, WordsForm
from ..models import Proceedings
from ..papers.work import WORK
from ..snapshot.missing import missing
from ..states import Changed, Refused
from .common import works


@require_GET
@allow("assemble.read")
def proceedings(request: HttpRequest, edition: str) -> HttpResponse:
    """All versions with their files; the secretariat also sees what is missing and makes the next one."""
    here = edition_or_404(request, edition)
    versions = list(queries.proceedings(here))
    seen = works(request)
    for one in versions:
        one.shown_files = [file for file in one.files.all() if seen or file.read_verb == "assemble.read"]  # type: ignore[attr-defined]
    may = permitted(request.actor, "assemble.after.proceedings", here)  # type: ignore[attr-defined]
    context = {
        "edition": here,
        "versions": versions,
        "works": seen,
        "may": may,
        "missing": missing(here) if may else [],
        "words": queries.words(here) if may else None,
        "form": VersionReasonForm() if versions else None,
    }
    return render(request, "assemble/after/proceedings.html", context)


@allow("assemble.work")
def words(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.after.proceedings", here)  # type: ignore[attr-defined]
    kept = queries.words(here)
    form = WordsForm(request.POST if request.method == "POST" else None, initial=kept.words if kept else {})
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_words(
                request.actor,  # type: ignore[attr-defined]
                here,
                form.cleaned_data,
                seen_version=whole(request.POST.get("version", "")),
                act_id=act_id(request),
            )
        except Changed as changed:
            newer = kept = changed.row  # type: ignore[assignment]
        else:
            say.done(request, _("บันทึกแล้ว"))
            return redirect(to(request, "assemble_proceedings", here.code))
    context = {"edition": here, "form": form, "version": kept.version if kept else 0, "newer": newer}
    return render(request, "assemble/after/words.html", context, status=409 if newer else 200)


@allow("assemble.work")
def make(request: HttpRequest, edition: str) -> HttpResponse:
    """Freeze a version and begin printing it. Printing again what is frozen needs no new version."""
    here = edition_or_404(request, edition)
    if request.method != "POST":
        return redirect(to(request, "assemble_proceedings", here.code))
    actor = request.actor  # type: ignore[attr-defined]
    try:
        made = actions.make(actor, here, reason=request.POST.get("reason", "")[:500], act_id=act_id(request))
    except Repeated as repeated:
        return redirect(to(request, "assemble_proceedings_version", here.code, repeated.act.subject_id))
    except Refused as error:
        say.trouble(request, str(error))
        return redirect(to(request, "assemble_proceedings", here.code))
    return redirect(to(request, "job_page", _print(request, made)))


def _print(request: HttpRequest, made: Proceedings, act: UUID | None = None) -> UUID:
    job = jobs.ask(
        request.actor,  # type: ignore[attr-defined]
        request.programme,  # type: ignore[attr-defined]
        kind=WORK,
        title="จัดทำรายงานการประชุมสมัชชา",
        params={"proceedings": str(made.pk)},
        read_verb="assemble.inside.read",
        act_id=act,
    )
    return job.pk


@allow("assemble.read")
def version(request: HttpRequest, edition: str, proceedings_id: UUID) -> HttpResponse:
    """One version: what is frozen in it, its hash held against the words, its files. POST prints missing files again."""
    here = edition_or_404(request, edition)
    made = queries.made(request.programme, proceedings_id)  # type: ignore[attr-defined]
    if made is None or made.edition_id != here.pk:
        raise Http404(str(proceedings_id))
    if request.method == "POST":
        demand(request.actor, "assemble.work", request.programme)  # type: ignore[attr-defined]
        return redirect(to(request, "job_page", _print(request, made, act_id(request))))
    seen = works(request)
    context = {
        "edition": here,
        "made": made,
        "frozen": made.frozen,
        "holds": hash_of(made.frozen) == made.frozen_hash,
        "files": [file for file in made.files.all() if seen or file.read_verb == "assemble.read"],
        "complete": len(made.files.all()) >= 6,
        "works": seen,
    }
    return render(request, "assemble/after/version.html", context)
