"""ทำเนียบผู้ได้รับการยกย่อง: the public roll, its desk, pasting a list, and the stage where one after another is called."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.people.queries import all_networks
from thaktho.ground.requests import next_page, whole

from ...common import act_id
from ...editions.models import Edition
from ..actions import honours as actions
from ..forms_roll import HonourForm, PasteForm
from ..models import Honour
from ..queries import certificates
from ..queries import honours as queries
from ..reading_honours import MOST_LINES, Read, read_lines
from ..states_roll import Changed, Refused
from .shared_roll import (
    actor_of,
    asked,
    attempt,
    back,
    edition_or_404,
    inside,
    may,
    or_404,
    paged,
    programme_of,
    to,
    with_reason,
)  # fmt: skip


@allow("assemble.read")
def roll(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    text, kind = asked(request, "q"), asked(request, "kind", 12)
    counts = queries.kinds(found)
    return render(
        request,
        "assemble/roll/honours.html",
        {
            "edition": found,
            "page": paged(request, queries.roll(found, text=text, kind=kind)),
            "q": text,
            "kind": kind,
            "total": sum(counts.values()),
            "filters": [("", _("ทั้งหมด"), None)]
            + [(value, label, counts.get(value, 0)) for value, label in Honour.Kind.choices],
            "announced": queries.announced(found),
            "inside": inside(request),
        },
    )


@allow("assemble.inside.read")
def desk(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    text = asked(request, "q")
    return render(
        request,
        "assemble/roll/honours_desk.html",
        {
            "edition": found,
            "page": paged(request, queries.roll(found, text=text, everything=True)),
            "q": text,
            "removed": queries.removed(found)[:100],
            "keeps": may(request, "assemble.day.honour", found),
            "presents": may(request, "assemble.day.present", found),
            "certificates": certificates.of_honours(found),
        },
    )


def _form(request: HttpRequest, edition: Edition, form: HonourForm, honour: Honour | None, newer: Honour | None = None) -> HttpResponse:  # fmt: skip
    context = {"edition": edition, "form": form, "honour": honour, "newer": newer}
    context["version"] = newer.version if newer else honour.version if honour else ""
    status = 409 if newer else 422 if form.errors else 200
    return render(request, "assemble/roll/honour_form.html", context, status=status)


@allow("assemble.work")
def new(request: HttpRequest, edition: str) -> HttpResponse:
    found = edition_or_404(request, edition)
    demand(actor_of(request), "assemble.day.honour", found)
    form = HonourForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.add(actor_of(request), found, act_id=act_id(request), **form.made())
        say.done(request, _("เพิ่มในรายชื่อแล้ว"))
        return back(request, "assemble_honours_desk", found.code)
    return _form(request, found, form, None)


def _honour(request: HttpRequest, edition: Edition, honour_id: UUID) -> Honour:
    found: Honour = or_404(queries.honour(programme_of(request), edition, honour_id), honour_id)
    return found


@allow("assemble.work")
def edit(request: HttpRequest, edition: str, honour_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    honour = _honour(request, found, honour_id)
    demand(actor_of(request), "assemble.day.honour", honour)
    form = HonourForm(found, request.POST if request.method == "POST" else None, honour=honour)
    if request.method == "POST" and form.is_valid():
        seen = whole(request.POST.get("version", ""))
        try:
            actions.edit(actor_of(request), honour, seen_version=seen, act_id=act_id(request), **form.made())
        except Changed:
            return _form(request, found, form, honour, _honour(request, found, honour_id))
        except Refused as error:
            say.trouble(request, str(error))
        else:
            say.done(request, _("บันทึกแล้ว"))
        return back(request, "assemble_honours_desk", found.code)
    return _form(request, found, form, honour)


@require_POST
@allow("assemble.work")
def place(request: HttpRequest, edition: str, honour_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    honour = _honour(request, found, honour_id)
    wanted = whole(request.POST.get("position", ""))
    if wanted is None:
        say.trouble(request, _("ลำดับต้องเป็นจำนวน เช่น 3"))
    else:
        attempt(
            request,
            lambda: actions.place(actor_of(request), honour, wanted, act_id=act_id(request)),
            _("จัดลำดับแล้ว"),
        )
    return redirect(next_page(request, to(request, "assemble_honours_desk", found.code)))


@allow("assemble.work")
def remove(request: HttpRequest, edition: str, honour_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    honour = _honour(request, found, honour_id)
    demand(actor_of(request), "assemble.day.honour", honour)
    return with_reason(
        request,
        lambda reason: actions.remove(actor_of(request), honour, reason, act_id=act_id(request)),
        {
            "title": _("นำออกจากรายชื่อ"),
            "text": _("“%(name)s” จะไม่อยู่ในทำเนียบ ประวัติยังอยู่ นำกลับได้") % {"name": honour.name},
            "verb": _("นำออก"),
        },
        _("นำออกแล้ว"),
        to(request, "assemble_honours_desk", found.code),
        to(request, "assemble_honour_restore", found.code, honour.pk),
    )


@require_POST
@allow("assemble.work")
def restore(request: HttpRequest, edition: str, honour_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    honour = _honour(request, found, honour_id)
    attempt(
        request,
        lambda: actions.restore(actor_of(request), honour, act_id=act_id(request)),
        _("นำกลับแล้ว อยู่ลำดับสุดท้าย"),
    )
    return back(request, "assemble_honours_desk", found.code)


@allow("assemble.work")
def bring(request: HttpRequest, edition: str) -> HttpResponse:
    """Paste, look, then take: what is shown is what will be taken."""
    found = edition_or_404(request, edition)
    demand(actor_of(request), "assemble.day.honour", found)
    form = PasteForm(request.POST if request.method == "POST" else None)
    rows: list[Read] = []
    if request.method == "POST" and form.is_valid():
        standing = set(queries.roll(found, everything=True).values_list("name", "category"))
        rows = read_lines(form.cleaned_data["text"], all_networks(programme_of(request)), standing)
        bad = [row for row in rows if row.problems]
        if not rows:
            form.add_error("text", _("ไม่พบรายชื่อ วางบรรทัดละหนึ่งรายการ คั่นช่องด้วย | หรือแท็บ"))
        elif len(rows) > MOST_LINES:
            form.add_error("text", _("วางได้ครั้งละ %(most)s รายการ แบ่งเป็นส่วน") % {"most": MOST_LINES})
        elif request.POST.get("take") and not bad:
            try:
                made = actions.bring(
                    actor_of(request), found, [row.fields for row in rows], act_id=act_id(request)
                )
            except Refused as error:
                form.add_error("text", str(error))
            else:
                say.done(request, _("นำเข้าแล้ว %(n)s รายการ") % {"n": len(made)})
                return back(request, "assemble_honours_desk", found.code)
    context = {
        "edition": found,
        "form": form,
        "rows": rows,
        "bad": sum(1 for row in rows if row.problems),
        "known": sum(1 for row in rows if row.known),
        "ready": bool(rows) and not form.errors and not any(row.problems for row in rows),
    }
    return render(request, "assemble/roll/honours_bring.html", context, status=422 if form.errors else 200)


@allow("assemble.work")
def stage(request: HttpRequest, edition: str) -> HttpResponse:
    """For who stands beside the stage: whom to call, one button, and a way back."""
    found = edition_or_404(request, edition)
    following, later, last = queries.on_stage(found)
    counts = queries.roll(found, everything=True)
    return render(
        request,
        "assemble/roll/stage.html",
        {
            "edition": found,
            "honour": following,
            "later": later,
            "last": last,
            "total": counts.count(),
            "presented": counts.exclude(presented_at=None).count(),
            "presents": may(request, "assemble.day.present", found),
        },
    )


@require_POST
@allow("assemble.work")
def present(request: HttpRequest, edition: str, honour_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    honour = _honour(request, found, honour_id)
    attempt(
        request,
        lambda: actions.present(actor_of(request), honour, act_id=act_id(request)),
        _("มอบให้ %(name)s แล้ว") % {"name": honour.name},
        to(request, "assemble_honour_back", found.code, honour.pk),
    )
    return redirect(next_page(request, to(request, "assemble_honours_stage", found.code)))


@require_POST
@allow("assemble.work")
def take_back(request: HttpRequest, edition: str, honour_id: UUID) -> HttpResponse:
    found = edition_or_404(request, edition)
    honour = _honour(request, found, honour_id)
    attempt(
        request,
        lambda: actions.take_back(actor_of(request), honour, act_id=act_id(request)),
        _("ยังไม่ได้มอบ กลับมารอเรียกอีกครั้ง"),
    )
    return redirect(next_page(request, to(request, "assemble_honours_stage", found.code)))
