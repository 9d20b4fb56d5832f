"""The declaration as everybody reads it; its versions; a clause with what was said of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thaktho.ground.access import allow
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.history import lines as history
from thaktho.thai.textdiff import diff

from .. import actions, queries
from ..actions.agreeing import unsettled
from ..actions.versions import canonical
from ..forms import VersionForm
from ..models import Clause, Text, TextVersion
from ..queries.amendments import rows
from ..states import AGREED, OPEN_TO_CHANGE, PROCLAIMED, Refused
from .common import act_id, clause_or_404, edition_or_404, inside, may, page, text_or_404, to

Lines = list[dict[str, Any]]


def grouped(lines: Lines) -> list[tuple[str, Lines]]:
    """Clauses under the names of their periods, in order."""
    groups: list[tuple[str, Lines]] = []
    for line in lines:
        if not groups or groups[-1][0] != line["period"]:
            groups.append((line["period"], []))
        groups[-1][1].append(line)
    return groups


def living(text: Text) -> Lines:
    return [
        {
            "number": number,
            "id": clause.pk,
            "period": clause.period.name if clause.period else "",
            "body": clause.body,
            "actions": list(clause.actions.all()),
            "clause": clause,
            "is_example": clause.is_example,
        }
        for number, clause in queries.living_clauses(text)
    ]


def of_version(version: TextVersion) -> Lines:
    return [
        {
            "number": one.number,
            "id": one.clause_id,
            "period": one.period,
            "body": one.body,
            "actions": one.actions,
        }
        for one in queries.frozen_clauses(version)
    ]


@require_GET
@allow("assemble.read")
def text(request: HttpRequest, edition: str) -> HttpResponse:
    """The living draft for those with a role, the last version for everybody else."""
    found = edition_or_404(request, edition)
    declaration = queries.text_of(found)
    if declaration is None:
        return page(request, "none", found, {"may_begin": may(request, "draft", found)})
    latest = queries.latest_version(found)
    shows_draft = inside(request)
    lines = living(declaration) if shows_draft else (of_version(latest) if latest else [])
    declaration.edition = found
    drafts = may(request, "draft", declaration) and declaration.state in OPEN_TO_CHANGE
    context = {
        "text": declaration,
        "groups": grouped(lines),
        "count": len(lines),
        "latest": latest,
        "shows_draft": shows_draft,
        "drafts": drafts,
        "removed": list(declaration.clauses.filter(live=False)[:100]) if drafts else [],
        "hearings": list(queries.open_hearings(found)[:20]),
        "may_agree": may(request, "version", declaration),
        "may_proclaim": may(request, "proclaim", declaration),
        "unsettled": unsettled(declaration) if drafts else 0,
        "true": actions.true_to_hash(latest) if latest else None,
    }
    return page(request, "text", found, context)


@require_GET
@allow("assemble.read")
def printed(request: HttpRequest, edition: str) -> HttpResponse:
    """For paper: the version asked for, else the last; the draft for those with a role who ask for it."""
    found, declaration = text_or_404(request, edition)
    chosen = _version(found, request.GET.get("version", ""))
    draft = "draft" in request.GET and inside(request)
    latest = chosen or queries.latest_version(found)
    if latest is None and not draft:
        raise Http404(edition)
    lines = living(declaration) if draft or latest is None else of_version(latest)
    head = declaration if draft or latest is None else _head(declaration, latest)
    context = {
        "text": declaration,
        "head": head,
        "groups": grouped(lines),
        "version": None if draft else latest,
    }
    return page(request, "print", found, context)


def _head(text: Text, version: TextVersion) -> Any:
    return {name: version.frozen.get(name, getattr(text, name)) for name in ("title", "opening", "closing")}


def _version(edition: Any, text_id: str) -> TextVersion | None:
    try:
        return queries.version(edition, UUID(text_id))
    except ValueError:
        return None


@allow("assemble.read")
def versions(request: HttpRequest, edition: str) -> HttpResponse:
    found, declaration = text_or_404(request, edition)
    form = VersionForm(request.POST or None)
    allowed = may(request, "version", declaration) and declaration.state in OPEN_TO_CHANGE
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_version(
                request.actor, declaration, act_id=act_id(request), **form.cleaned_data
            )  # type: ignore[attr-defined]
            return redirect(to(request, "assemble_version", found.code, made.pk))
        except Repeated:
            return redirect(to(request, "assemble_versions", found.code))
        except Refused as error:
            form.add_error(None, str(error))
    kept = list(declaration.versions.all()[:100])
    context = {"text": declaration, "versions": kept, "form": form, "allowed": allowed}
    return page(request, "versions", found, context, 409 if form.errors else 200)


@require_GET
@allow("assemble.read")
def version(request: HttpRequest, edition: str, version_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    kept = queries.version(found, version_id)
    if kept is None:
        raise Http404(str(version_id))
    before = kept.text.versions.filter(number__lt=kept.number).first()
    context = {
        "text": kept.text,
        "version": kept,
        "head": _head(kept.text, kept),
        "groups": grouped(of_version(kept)),
        "before": before,
        "true": actions.true_to_hash(kept),
    }
    return page(request, "version", found, context)


@require_GET
@allow("assemble.read")
def frozen(request: HttpRequest, edition: str, version_id: UUID) -> HttpResponse:
    """The very bytes whose SHA-256 the version tells."""
    kept = queries.version(edition_or_404(request, edition), version_id)
    if kept is None:
        raise Http404(str(version_id))
    return HttpResponse(canonical(kept.frozen), content_type="application/json; charset=utf-8")


@require_GET
@allow("assemble.read")
def compare(request: HttpRequest, edition: str) -> HttpResponse:
    """Two versions side by side; without a choice the last two."""
    found, declaration = text_or_404(request, edition)
    kept = list(declaration.versions.all()[:100])
    one = _version(found, request.GET.get("a", "")) or (kept[1] if len(kept) > 1 else None)
    two = _version(found, request.GET.get("b", "")) or (kept[0] if kept else None)
    pairs = queries.compare(one, two) if one and two else []
    heads = []
    if one and two:
        for name, label in (("title", _("ชื่อประกาศ")), ("opening", _("คำขึ้นต้น")), ("closing", _("คำลงท้าย"))):
            pieces = diff(one.frozen.get(name, ""), two.frozen.get(name, ""))
            if any(piece.op != "same" for piece in pieces):
                heads.append((label, pieces))
    context = {
        "text": declaration,
        "versions": kept,
        "one": one,
        "two": two,
        "heads": heads,
        "pairs": pairs,
        "changes": sum(pair.what != "same" or pair.moved for pair in pairs),
    }
    return page(request, "compare", found, context)


@require_GET
@allow("assemble.read")
def clause(request: HttpRequest, edition: str, clause_id: UUID) -> HttpResponse:
    """A clause, its requests, comments, amendments; for those with a role also every revision of its words."""
    found, one = clause_or_404(request, edition, clause_id)
    draft = inside(request) or (one.live and one.text.state in (AGREED, PROCLAIMED))
    body, number, requests = one.body, queries.numbers(one.text).get(one.pk), None
    if not draft:
        latest = queries.latest_version(found)
        shown = next(
            (line for line in (queries.frozen_clauses(latest) if latest else []) if line.clause_id == one.pk),
            None,
        )
        if shown is None:
            raise Http404(str(clause_id))
        body, number, requests = shown.body, shown.number, shown.actions
    comments = list(queries.comments_of([one])[:200])
    amendments = list(queries.veil(queries.amendments_of(one)[:200], request.actor, found))  # type: ignore[attr-defined]
    context = {
        "text": one.text,
        "clause": one,
        "body": body,
        "number": number,
        "requests": list(one.actions.select_related("network", "organisation"))
        if requests is None
        else requests,
        "owners": requests is None,
        "placed": queries.placed(comments, {one.pk: body}),
        "amendments": rows(amendments, {one.pk: number} if number else {}),
        "composable": [
            a for a in amendments if a.state == "decided" and a.decision in ("accepted", "changed")
        ],
        "revisions": _revisions(one) if inside(request) else [],
        "hearing": queries.open_hearings(found).first(),
        "drafts": may(request, "draft", one) and one.text.state in OPEN_TO_CHANGE,
        "composes": may(request, "compose", one) and one.text.state in OPEN_TO_CHANGE,
        "answers": may(request, "answer", one),
        "inside": inside(request),
        "lines": history(request.programme, Clause.thread_kind, one.pk) if inside(request) else [],  # type: ignore[attr-defined]
    }
    return page(request, "clause", found, context)


def _revisions(clause: Clause) -> list[dict[str, Any]]:
    """Newest first, each as a difference from the one before."""
    kept = list(clause.revisions.all()[:30])
    return [
        {
            "row": one,
            "pieces": diff(kept[n + 1].body if n + 1 < len(kept) else "", one.body),
            "first": n + 1 == len(kept),
            "now": one.number == clause.revision,
        }
        for n, one in enumerate(kept)
    ]
