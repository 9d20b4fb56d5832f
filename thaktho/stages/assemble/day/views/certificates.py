"""ทะเบียนเกียรติบัตร: who still waits for one, issuing in one act, printing, revoking and correcting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.documents.frames.certificates import spaced
from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.people.history import lines as history
from thaktho.ground.rooms import reverse_or_none
from thaktho.stages.listen.origin import proposed

from ...common import act_id
from ...editions.models import Edition
from ..actions import certifying as actions
from ..forms_roll import CorrectForm, IssueForm
from ..models import Certificate
from ..papers import printing
from ..queries import certificates as queries
from ..states_roll import Refused
from .shared_roll import (
    actor_of,
    asked,
    back,
    edition_or_404,
    may,
    or_404,
    paged,
    programme_of,
    to,
    with_reason,
)  # fmt: skip


@allow("assemble.inside.read")
def register(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    text, kind, state = asked(request, "q"), asked(request, "kind", 12), asked(request, "state", 12)
    return render(
        request,
        "assemble/roll/certificates.html",
        {
            "edition": found,
            "page": paged(request, queries.register(found, text=text, kind=kind, state=state)),
            "q": text,
            "kind": kind,
            "state": state,
            "kinds": [("", _("ทุกชนิด"), None)]
            + [(value, label, None) for value, label in Certificate.Kind.choices],
            "states": [
                ("", _("ทั้งหมด"), None),
                ("valid", _("ใช้อยู่"), None),
                ("unprinted", _("ยังไม่ได้พิมพ์"), queries.register(found, state="unprinted").count()),
                ("revoked", _("ยกเลิกแล้ว"), None),
            ],
            "certifies": may(request, "assemble.day.certify", found),
        },
    )


@allow("assemble.work")
def issue(request: HttpRequest, edition: str) -> HttpResponse:
    """For everybody of a kind who has none, or for one: numbers follow in one act."""
    found = edition_or_404(request, edition)
    demand(actor_of(request), "assemble.day.certify", found)
    known, counts = queries.last_signers(found), queries.counts_without(found)
    form = IssueForm(found, request.POST if request.method == "POST" else None, signers=known)
    only = _one(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.issue(
                actor_of(request),
                found,
                form.cleaned_data["kind"],
                signers=form.signers(),
                issued_on=form.cleaned_data["issued_on"],
                only=[only] if only else None,
                act_id=act_id(request),
            )
        except Refused as error:
            form.add_error("kind", str(error))
        else:
            say.done(
                request,
                _("ออกแล้ว %(n)s ฉบับ เลขที่ %(first)s ถึง %(last)s")
                % {"n": len(made), "first": str(made[0]), "last": str(made[-1])},
            )
            return back(request, "assemble_certificates", found.code)
    elif request.method != "POST":
        # The one asked for, else the first that anybody waits for.
        form.initial["kind"] = asked(request, "kind", 12) or next((kind for kind, _w, n in counts if n), "")
    context = {
        "edition": found,
        "form": form,
        "counts": counts,
        "one": _subject(found, form, only),
        "only": only or "",
    }
    return render(
        request, "assemble/roll/certificates_issue.html", context, status=422 if form.errors else 200
    )


def _one(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("only", "") or request.GET.get("only", ""))
    except ValueError:
        return None


def _subject(edition: Edition, form: IssueForm, only: UUID | None) -> Any:
    kind = form["kind"].value()
    if only is None or kind not in Certificate.Kind.values:
        return None
    return queries.without(edition, kind, only=[only]).first()


def certificate_or_404(request: HttpRequest, edition: Edition, id: UUID) -> Certificate:
    found: Certificate = or_404(queries.certificate(programme_of(request), edition, id), id)
    return found


@allow("assemble.inside.read")
def show(request: HttpRequest, edition: str, certificate_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    one = certificate_or_404(request, found, certificate_id)
    path = reverse_or_none("assemble_verify", province=programme_of(request).slug, certificate_code=one.code)
    return render(
        request,
        "assemble/roll/certificate.html",
        {
            "edition": found,
            "certificate": one,
            "replaced_by": getattr(one, "replaced_by", None),
            "code": spaced(one.code),
            "verify": proposed(request) + path,
            "certifies": may(request, "assemble.day.certify", one),
            "lines": history(programme_of(request), "assemble.certificate", one.pk),
        },
    )


@allow("assemble.work")
def revoke(request: HttpRequest, edition: str, certificate_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    one = certificate_or_404(request, found, certificate_id)
    demand(actor_of(request), "assemble.day.certify", one)
    return with_reason(
        request,
        lambda reason: actions.revoke(actor_of(request), one, reason, act_id=act_id(request)),
        {
            "title": _("ยกเลิกเกียรติบัตร"),
            "text": _("เลขที่ %(n)s ของ %(name)s จะใช้ไม่ได้อีก ผู้ที่ตรวจสอบจะเห็นว่ายกเลิกแล้ว เลขนี้ไม่นำไปใช้ใหม่")
            % {"n": str(one), "name": one.name},
            "verb": _("ยกเลิกเกียรติบัตร"),
        },
        _("ยกเลิกเกียรติบัตรแล้ว"),
        to(request, "assemble_certificate", found.code, one.pk),
    )


@allow("assemble.work")
def correct(request: HttpRequest, edition: str, certificate_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    one = certificate_or_404(request, found, certificate_id)
    demand(actor_of(request), "assemble.day.certify", one)
    form = CorrectForm(one, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.correct(
                actor_of(request),
                one,
                form.cleaned_data["reason"],
                name=form.cleaned_data["name"],
                body=form.cleaned_data["body"],
                signers=form.signers(),
                act_id=act_id(request),
            )
        except Refused as error:
            say.trouble(request, str(error))
            return back(request, "assemble_certificate", found.code, one.pk)
        say.done(request, _("ออกฉบับใหม่เลขที่ %(n)s แล้ว ฉบับเดิมยกเลิก") % {"n": str(new)})
        return back(request, "assemble_certificate", found.code, new.pk)
    context = {"edition": found, "form": form, "certificate": one}
    return render(
        request, "assemble/roll/certificate_correct.html", context, status=422 if form.errors else 200
    )


@require_POST
@allow("assemble.work")
def print_them(request: HttpRequest, edition: str) -> HttpResponse:
    """One, a kind, or those never printed, by a job; again as often as needed, it is the same paper."""
    found = edition_or_404(request, edition)
    demand(actor_of(request), "assemble.day.certify", found)
    selection = {name: request.POST.get(name, "")[:40] for name in ("certificate", "kind", "state")}
    if selection["certificate"]:
        certificate_or_404(request, found, _uuid(selection["certificate"]))
    count = queries.to_print(found, selection).count()
    if not count:
        say.hint(request, _("ไม่มีเกียรติบัตรที่ต้องพิมพ์ตามที่เลือก"))
        return back(request, "assemble_certificates", found.code)
    title = f"พิมพ์เกียรติบัตร {count} ฉบับ"
    return ask_for(request, found, printing.CERTIFICATES, title, selection)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404(text) from None


def ask_for(
    request: HttpRequest, edition: Edition, kind: str, title: str, selection: dict[str, str]
) -> HttpResponse:
    """Put the printing on the queue and lead to its page. The QR leads to the address by which phones reach us."""
    params = {"edition": str(edition.pk), "selection": selection, "base": proposed(request)}
    try:
        job = jobs.ask(
            actor_of(request),
            programme_of(request),
            kind=kind,
            title=title,
            params=params,
            read_verb="assemble.work",
            act_id=act_id(request),
        ).pk
    except Repeated as repeated:
        job = repeated.act.subject_id
    return back(request, "job_page", job)
