"""กำหนดการ: the public programme, its calendar file, planning it, and running it on the day."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.requests import whole

from ..actions import halls as hall_actions
from ..actions import programme as actions
from ..forms.programme import HallForm, SlotForm
from ..models import Slot
from ..queries import people, programme
from ..states import Changed, Refused
from .common import act_id, attempt, edition_or_404, hall_or_404, inside, may, slot_or_404, to

BANGKOK = ZoneInfo("Asia/Bangkok")


@allow("assemble.read")
def day(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    days = programme.days(here)
    return render(
        request,
        "assemble/day/programme.html",
        {
            "edition": here,
            "days": days,
            "now": [one for one in programme.now(here) if one.running or one.next] if _is_on(days) else [],
            "clashing": programme.clashing(days),
            "total": people.total(people.there(here)),
            "plans": may(request, "plan", here),
            "runs": may(request, "run", here),
            "registers": may(request, "register", here),
            "invites": may(request, "people", here),
            "inside": inside(request),
            "others": list(programme.other_programmes(here)[:5])
            if not days and may(request, "plan", here)
            else [],
            "has_hall": bool(days) or programme.halls(here).exists(),
            "chair": programme.chair(here),
        },
    )


def _is_on(days: list[programme.Day]) -> bool:
    """Now and next are told on the days themselves, and while something runs."""
    today = timezone.localdate()
    return any(one.on == today for one in days) or any(
        slot.state == "running" for one in days for part in one.halls for slot in part.slots
    )


@allow("assemble.read")
def ics(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    url = request.build_absolute_uri(to(request, "assemble_day", here.code))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Thaktho//assemble//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    stamp = f"{timezone.now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for slot in programme.slots(here):
        lines += _event(slot, stamp, url, here.place_text)
    lines += ["END:VCALENDAR", ""]
    answer = HttpResponse("\r\n".join(map(_folded, lines)), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="assembly-{here.code}.ics"'
    return answer


def _event(slot: Slot, stamp: str, url: str, place: str) -> list[str]:
    def at(hour) -> str:  # type: ignore[no-untyped-def]
        return f"{datetime.combine(slot.on, hour, BANGKOK).astimezone(UTC):%Y%m%dT%H%M%SZ}"

    return [
        "BEGIN:VEVENT", f"UID:{slot.pk}@thaktho", f"SEQUENCE:{slot.version}", f"DTSTAMP:{stamp}",
        f"DTSTART:{at(slot.starts_at)}", f"DTEND:{at(slot.ends_at)}", f"SUMMARY:{_escaped(slot.title)}",
        f"LOCATION:{_escaped(' '.join(filter(None, (slot.hall.name, place))))}",
        *([f"DESCRIPTION:{_escaped(slot.speakers)}"] if slot.speakers else []),
        f"URL:{url}", f"STATUS:{'CANCELLED' if slot.state == 'skipped' else 'CONFIRMED'}", "END:VEVENT",
    ]  # fmt: skip


def _escaped(text: str) -> str:
    for raw, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(raw, written)
    return text


def _folded(line: str) -> str:
    """At most 75 octets a line, never inside a character: Thai takes three octets each."""
    parts, part, length = [], "", 0
    for character in line:
        size = len(character.encode())
        if length + size > 75:
            parts.append(part)
            part, length = " ", 1
        part, length = part + character, length + size
    return "\r\n".join([*parts, part])


@allow("assemble.work")
def slot_new(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.day.plan", here)  # type: ignore[attr-defined]
    form = SlotForm(here, request.POST or None)
    if not form.fields["hall"].queryset.exists():  # type: ignore[attr-defined]
        say.hint(request, _("เพิ่มห้องก่อน แล้วจึงเพิ่มรายการของห้องนั้น"))
        return redirect(to(request, "assemble_halls", here.code))
    if request.method == "POST" and form.is_valid():
        met = _clashes(request, here, form)
        if not met:
            try:
                made = actions.add_slot(request.actor, here, act_id=act_id(request), **form.made())  # type: ignore[attr-defined]
            except Refused as why:  # its hall was taken away meanwhile
                return _slot_form(request, here, form, why=str(why), status=409)
            say.done(request, _("เพิ่ม «%(title)s» ในกำหนดการแล้ว") % {"title": made.title})
            return redirect(to(request, "assemble_day", here.code))
        return _slot_form(request, here, form, met=met, status=409)
    return _slot_form(request, here, form)


@allow("assemble.work")
def slot_edit(request: HttpRequest, edition: str, slot_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    slot = slot_or_404(here, slot_id)
    demand(request.actor, "assemble.day.plan", slot)  # type: ignore[attr-defined]
    form = SlotForm(here, request.POST or None, slot=slot)
    if request.method == "POST" and form.is_valid():
        met = _clashes(request, here, form, slot)
        if met:
            return _slot_form(request, here, form, slot=slot, met=met, status=409)
        seen = whole(request.POST.get("version", ""))
        try:
            actions.edit_slot(request.actor, slot, seen_version=seen, act_id=act_id(request), **form.made())  # type: ignore[attr-defined]
        except Changed as changed:
            changed.slot.edition = here
            return _slot_form(
                request, here, form, slot=changed.slot, why=str(changed), newer=True, status=409
            )
        except Refused as why:
            return _slot_form(request, here, form, slot=slot, why=str(why), status=409)
        say.done(request, _("บันทึกรายการแล้ว"))
        return redirect(to(request, "assemble_day", here.code))
    return _slot_form(request, here, form, slot=slot)


def _clashes(request: HttpRequest, here, form: SlotForm, slot: Slot | None = None) -> list[Slot]:  # type: ignore[no-untyped-def]
    """What shares the hours. Asked once; who answers «บันทึกทั้งที่ทับเวลา» is believed."""
    if request.POST.get("overlap") == "yes":
        return []
    data = form.cleaned_data
    return programme.clashes(
        here, data["hall"], data["on"], data["starts_at"], data["ends_at"], slot.pk if slot else None
    )


def _slot_form(request, here, form, *, slot=None, met=(), why="", newer=False, status=200):  # type: ignore[no-untyped-def]
    context = {"edition": here, "form": form, "slot": slot, "met": met, "why": why, "newer": newer}
    return render(request, "assemble/day/slot_form.html", context, status=status)


@require_POST
@allow("assemble.work")
def slot_remove(request: HttpRequest, edition: str, slot_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    slot = slot_or_404(here, slot_id)
    return attempt(
        request,
        lambda: actions.remove_slot(request.actor, slot, act_id=act_id(request)),  # type: ignore[attr-defined]
        then=to(request, "assemble_day", here.code),
        done=_("ลบ «%(title)s» จากกำหนดการแล้ว") % {"title": slot.title},
    )


@require_POST
@allow("assemble.work")
def slot_run(request: HttpRequest, edition: str, slot_id: UUID) -> HttpResponse:
    """Start, finish, skip, undo: one address, the button says which."""
    here = edition_or_404(request, edition)
    slot = slot_or_404(here, slot_id)
    verbs = {
        "start": (actions.start, _("เริ่ม «%(title)s» แล้ว")),
        "finish": (actions.finish, _("จบ «%(title)s» แล้ว")),
        "skip": (actions.skip, _("ข้าม «%(title)s» แล้ว")),
        "undo": (actions.undo, _("ย้อน «%(title)s» แล้ว")),
    }
    do, words = verbs.get(request.POST.get("verb", "undo"), (None, ""))
    if do is None:
        raise Http404(request.POST.get("verb"))
    back = "" if do is actions.undo else to(request, "assemble_slot_run", here.code, slot.pk)
    return attempt(
        request,
        lambda: do(request.actor, slot, act_id=act_id(request)),  # type: ignore[attr-defined]
        then=to(request, "assemble_day", here.code),
        done=words % {"title": slot.title},
        undo=back,
    )


@require_POST
@allow("assemble.work")
def copy(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    source = programme.other_programmes(here).filter(code=request.POST.get("source", "")).first()
    if source is None:
        raise Http404(request.POST.get("source"))
    return attempt(
        request,
        lambda: actions.copy_programme(request.actor, here, source, act_id=act_id(request)),  # type: ignore[attr-defined]
        then=to(request, "assemble_day", here.code),
        done=_("คัดลอกกำหนดการจาก %(title)s แล้ว ตรวจวันและเวลาอีกครั้ง") % {"title": source.title},
    )


@allow("assemble.work")
def halls(request: HttpRequest, edition: str) -> HttpResponse:
    here = edition_or_404(request, edition)
    demand(request.actor, "assemble.day.plan", here)  # type: ignore[attr-defined]
    form = HallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = hall_actions.add_hall(request.actor, here, act_id=act_id(request), **form.cleaned_data)  # type: ignore[attr-defined]
        say.done(request, _("เพิ่มห้อง «%(name)s» แล้ว") % {"name": made.name})
        return redirect(to(request, "assemble_halls", here.code))
    return render(
        request, "assemble/day/halls.html", {"edition": here, "halls": programme.halls(here), "form": form}
    )


@allow("assemble.work")
def hall_edit(request: HttpRequest, edition: str, hall_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    hall = hall_or_404(here, hall_id)
    demand(request.actor, "assemble.day.plan", hall)  # type: ignore[attr-defined]
    form = HallForm(request.POST or None, initial={"name": hall.name, "online_url": hall.online_url})
    if request.method == "POST" and form.is_valid():
        return attempt(
            request,
            lambda: hall_actions.edit_hall(request.actor, hall, act_id=act_id(request), **form.cleaned_data),  # type: ignore[attr-defined]
            then=to(request, "assemble_halls", here.code),
            done=_("บันทึกห้องแล้ว"),
        )
    return render(request, "assemble/day/hall_form.html", {"edition": here, "hall": hall, "form": form})


@require_POST
@allow("assemble.work")
def hall_remove(request: HttpRequest, edition: str, hall_id: UUID) -> HttpResponse:
    here = edition_or_404(request, edition)
    hall = hall_or_404(here, hall_id)
    return attempt(
        request,
        lambda: hall_actions.remove_hall(request.actor, hall, act_id=act_id(request)),  # type: ignore[attr-defined]
        then=to(request, "assemble_halls", here.code),
        done=_("ลบห้อง «%(name)s» แล้ว") % {"name": hall.name},
    )
