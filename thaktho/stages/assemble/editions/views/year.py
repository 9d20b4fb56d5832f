"""Beginning a year, changing it, moving it through its stages, ending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.requests import whole
from thaktho.thai.dates import fiscal_year

from ...common import act_id, edition_or_404, to
from .. import actions, queries
from ..forms import BeginForm, EditionForm, EndForm, ReasonForm, SpansForm
from ..lacking import END, Hindered, hindrances, lacking
from ..models import Edition, Stage
from ..states import Changed, Refused, StillOpen, after, before


def _by(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@allow("assemble.begin")
def begin(request: HttpRequest) -> HttpResponse:
    programme = request.programme  # type: ignore[attr-defined]
    last = queries.editions(programme).first()
    year = last.year + 1 if last else fiscal_year(timezone.localdate())
    start: dict[str, Any] = {
        "year": year,
        "number": (last.number or 0) + 1 if last else 1,
        "title": _("สมัชชาคุณธรรมจังหวัด%(name)s ปี %(year)s")
        % {"name": programme.province.name_th, "year": year},
    }
    if last:
        start |= {"carry_from": last.pk, "carry": ["tasks", "spans", "framework", "criteria"]}
    form = BeginForm(programme, _sent(request), initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.begin(
                _by(request), programme, year=data["year"], carry_from=data["carry_from"], carry=data["carry"],
                act_id=act_id(request), **form.made(),
            )  # fmt: skip
        except Repeated as repeated:
            made = Edition.objects.get(programme=programme, pk=repeated.act.subject_id)
        say.done(request, _("เริ่มสมัชชาของปีแล้ว"))
        return redirect(to(request, "assemble_work", made.code))
    return render(
        request,
        "assemble/editions/begin.html",
        {"form": form, "last": last},
        status=422 if form.errors else 200,
    )


@allow("assemble.work")
def edit(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    form = EditionForm(_sent(request), edition=year)

    def save(**how: Any) -> None:
        actions.change(_by(request), year, **how, **form.made())

    return _written(request, year, form, save, _("บันทึกแล้ว"), "assemble/editions/edit.html")


@allow("assemble.work")
def spans(request: HttpRequest, edition: str) -> HttpResponse:
    """When each stage begins and is to be done."""
    year = edition_or_404(request, edition)
    form = SpansForm(year, _sent(request))

    def save(**how: Any) -> None:
        actions.set_spans(_by(request), year, form.days(), **how)

    return _written(request, year, form, save, _("บันทึกกำหนดวันแล้ว"), "assemble/editions/spans.html")


def _written(
    request: HttpRequest, year: Edition, form: Any, save: Callable[..., None], words: str, template: str
) -> HttpResponse:
    """A form of the year itself. Saved over by somebody else, it keeps what was typed and shows the newer."""
    demand(_by(request), "assemble.editions.edit", year)
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            save(seen_version=whole(request.POST.get("version", "")), act_id=act_id(request))
        except Changed as changed:
            newer = changed.row
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say.done(request, words)
            return redirect(to(request, "assemble_work", year.code))
    context = {"form": form, "edition": year, "newer": newer, "version": (newer or year).version}  # type: ignore[attr-defined]
    return render(request, template, context, status=409 if newer else 422 if form.errors else 200)


@allow("assemble.work")
def move(request: HttpRequest, edition: str) -> HttpResponse:
    """On to the next stage; what is missing is said first, and kept beside the act."""
    year = edition_or_404(request, edition)
    nxt, lacks = after(year.stage), lacking(year)

    def go(**how: Any) -> Edition:
        return actions.move_on(_by(request), year, lacking=[one.text for one in lacks], **how)

    context = {
        "title": _("ไปขั้น “%(stage)s”") % {"stage": Stage(nxt).label if nxt else ""},
        "text": _("สิ่งที่แต่ละคนทำได้จะเปลี่ยนไปตามขั้น ย้อนกลับได้โดยบอกเหตุผล"),
        "verb": _("ไปขั้นถัดไป"),
        "lacks": lacks,
    }
    end_of_line = _("นี่คือขั้นสุดท้าย ปิดสมัชชาของปีนี้ได้เมื่อติดตามครบ")
    return _moved(request, year, nxt, go, context, _("ตอนนี้อยู่ที่ขั้น “%(stage)s”"), end_of_line)


@allow("assemble.work")
def back(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    last, form = before(year.stage), ReasonForm(_sent(request))

    def go(**how: Any) -> Edition:
        return actions.go_back(_by(request), year, form.cleaned_data["reason"], **how)

    context = {
        "title": _("กลับไปขั้น “%(stage)s”") % {"stage": Stage(last).label if last else ""},
        "text": _("สิ่งที่ทำไปแล้วไม่หาย แต่สิ่งที่ทำได้เฉพาะขั้นนี้จะหยุดไว้ก่อน"),
        "verb": _("ย้อนกลับ"),
        "form": form,
    }
    return _moved(request, year, last, go, context, _("กลับไปขั้น “%(stage)s” แล้ว"), _("นี่คือขั้นแรก ไม่มีขั้นก่อนหน้า"))


def _moved(
    request: HttpRequest,
    year: Edition,
    stage: str,
    go: Callable[..., Edition],
    context: dict[str, Any],
    words: str,
    end_of_line: str,
) -> HttpResponse:
    """The question before the year goes to another stage, and the going. What hinders it is named with its links."""
    demand(_by(request), "assemble.editions.move", year)
    work, form = to(request, "assemble_work", year.code), context.get("form")
    hinder, status = hindrances(year, stage) if stage else [], 200
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            fresh = go(seen_stage=request.POST.get("seen_stage", ""), act_id=act_id(request))
            say.done(request, words % {"stage": fresh.get_stage_display()})
            return redirect(work)
        except Hindered as hindered:
            hinder, status = hindered.found, 409
        except Refused as refused:
            say.trouble(request, str(refused))
            return redirect(work)
    if not stage:
        say.hint(request, end_of_line)
        return redirect(work)
    context |= {
        "cancel_url": work,
        "hidden": {"seen_stage": year.stage},
        "hindrances": hinder,
        "edition": year,
        "barred": bool(hinder) and request.method == "GET",
    }
    if form is not None and form.errors:
        status = 422
    return render(request, "assemble/editions/move.html", context, status=status)


@allow("assemble.work")
def end(request: HttpRequest, edition: str) -> HttpResponse:
    return _close(
        request, edition, actions.end, _("ปิดสมัชชาของปีนี้"), _("ปิดแล้ว"),
        _("หลังปิดแล้วแก้ไม่ได้ นอกจากรายงานพันธสัญญาและพิมพ์เกียรติบัตรซ้ำ นำกลับได้โดยบอกเหตุผล"),
    )  # fmt: skip


@allow("assemble.work")
def cancel(request: HttpRequest, edition: str) -> HttpResponse:
    return _close(
        request, edition, actions.cancel, _("ยกเลิกสมัชชาของปีนี้"), _("ยกเลิกแล้ว"),
        _("ทุกอย่างที่ทำไว้ยังอยู่และยังอ่านได้ แต่ทำต่อไม่ได้ นำกลับได้โดยบอกเหตุผล"),
    )  # fmt: skip


def _close(request: HttpRequest, edition: str, act: Any, title: str, words: str, text: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    demand(_by(request), "assemble.editions.end", year)
    work, still = to(request, "assemble_work", year.code), queries.still_open(year)
    form = EndForm(_sent(request), asks=bool(still))
    hinder, status = hindrances(year, END), 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            act(
                _by(request),
                year,
                data["reason"],
                over_open=data.get("over_open", False),
                act_id=act_id(request),
            )
        except StillOpen as open_:
            still = open_.still
            form = EndForm(request.POST, asks=True)
            form.is_valid()
            form.add_error("over_open", str(open_))
        except Hindered as hindered:
            hinder, status = hindered.found, 409
        except Refused as refused:
            say.trouble(request, str(refused))
            return redirect(work)
        else:
            say.done(request, words)
            return redirect(work)
    context = {
        "title": title, "text": text, "verb": title, "cancel_url": work, "danger": True, "form": form, "still": still,
        "hindrances": hinder, "barred": bool(hinder) and request.method == "GET", "edition": year,
    }  # fmt: skip
    return render(request, "assemble/editions/end.html", context, status=422 if form.errors else status)


@allow("assemble.resume")
def resume(request: HttpRequest, edition: str) -> HttpResponse:
    year = edition_or_404(request, edition)
    form, work = ReasonForm(_sent(request)), to(request, "assemble_work", year.code)
    if request.method == "POST" and form.is_valid():
        try:
            actions.resume(_by(request), year, form.cleaned_data["reason"], act_id=act_id(request))
            say.done(request, _("นำกลับแล้ว ดำเนินการต่อได้"))
        except Refused as refused:
            say.trouble(request, str(refused))
        return redirect(work)
    context = {
        "title": _("นำสมัชชาของปีนี้กลับมาดำเนินการ"), "text": year.end_reason, "verb": _("นำกลับ"), "cancel_url": work,
        "form": form,
    }  # fmt: skip
    return render(request, "web/confirm.html", context, status=422 if form.errors else 200)
