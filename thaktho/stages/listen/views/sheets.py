"""Numbered sheets: ordered, printed, typed in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from thaktho.documents.frames import NetworkMark, Sheet, SheetsDocument, sheets_pdf
from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted

from .. import actions, queries
from ..forms import SheetsForm
from ..models import Door, Topic
from ..origin import origin, public
from ..sheets import is_of, sheet_code, typed
from .common import act_id, to, topic_or_404

IN_A_FILE = 60


def door_or_404(request: HttpRequest, topic: Topic, id: UUID, verb: str) -> Door:
    found = next((door for door in queries.doors(topic) if door.pk == id), None)
    if found is None:
        raise Http404(id)
    demand(request.actor, verb, found)  # type: ignore[attr-defined]
    return found


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def order(request: HttpRequest, code: str, door: UUID) -> HttpResponse:
    """How many sheets, and by which address phones find this server. Ordering them is an act; printing again is not."""
    topic = topic_or_404(request, code)
    own = door_or_404(request, topic, door, "listen.sheet.print")
    form = SheetsForm(request.POST or None, initial={"count": 10, "address": public(request, topic, "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.print_sheets(
                request.actor, own, form.cleaned_data["count"], act_id=act_id(request)
            )
        except actions.TooManySheets:
            form.add_error("count", _("มากเกินไป เครือข่ายหนึ่งพิมพ์ได้ทั้งหมดไม่เกิน 5,000 แผ่น"))
        else:
            return redirect(
                _pages(request, topic, own, made.start, made.stop - 1, form.cleaned_data["address"])
            )
    address = form["address"].value() or public(request, topic, "")
    context = {"topic": topic, "door": own, "form": form, "parts": _parts(request, topic, own, str(address))}
    return render(request, "listen/sheets_order.html", context)


def _parts(request: HttpRequest, topic: Topic, door: Door, address: str) -> list[dict[str, Any]]:
    """What was printed before, in files of sixty."""
    firsts = range(1, door.sheets + 1, IN_A_FILE)
    lasts = [min(first + IN_A_FILE - 1, door.sheets) for first in firsts]
    return [
        {"first": first, "last": last, "url": _pages(request, topic, door, first, last, address)}
        for first, last in zip(firsts, lasts, strict=True)
    ]


def _pages(request: HttpRequest, topic: Topic, door: Door, first: int, last: int, address: str) -> str:
    query = urlencode({"first": first, "last": last, "address": address})
    return f"{to(request, 'listen_sheet_pages', topic.code, door.pk)}?{query}"


@require_GET
@allow("listen.work")
def pages(request: HttpRequest, code: str, door: UUID) -> HttpResponse:
    """The sheets as a page to print, or as PDF with `?pdf=1`. Made anew each time: a stored file would be a table of
    codes. One may not print what was not ordered."""
    topic = topic_or_404(request, code)
    own = door_or_404(request, topic, door, "listen.sheet.print")
    serials, address = (
        _asked_for(request, own),
        origin(request.GET.get("address", "")) or public(request, topic, ""),
    )
    if not serials:
        return redirect(to(request, "listen_sheets", topic.code, own.pk))
    held = _sheets(request, topic, own, serials, address)
    if "pdf" in request.GET:
        return _pdf(topic, own, held[:IN_A_FILE])
    query = {"first": serials.start, "last": serials.stop - 1, "address": address}
    files = [
        {"first": first, "last": min(first + IN_A_FILE - 1, serials.stop - 1)}
        for first in range(serials.start, serials.stop, IN_A_FILE)
    ]
    for part in files:
        part["url"] = "?" + urlencode(query | part | {"pdf": 1})
    context = {"topic": topic, "door": own, "sheets": held, "files": files, "address": address}
    return render(request, "listen/sheets.html", context)


def _asked_for(request: HttpRequest, door: Door) -> range:
    first, last = (
        int(text) if (text := request.GET.get(name, "")).isascii() and text.isdigit() and len(text) < 6 else 0
        for name in ("first", "last")
    )
    return range(max(first, 1), min(last, door.sheets, first + 199) + 1)


def _sheets(
    request: HttpRequest, topic: Topic, door: Door, serials: range, address: str
) -> list[dict[str, Any]]:
    secret = actions.topic_key(topic)
    held = []
    for serial, slips in zip(serials, queries.sheets_of(topic, door, serials), strict=True):
        code = sheet_code(secret, door.pk, serial)
        url = address + to(request, "listen_enter_sheet", topic.code, door.token, code)
        held.append({"code": code, "url": url, "slips": slips})
    return held


@override("th")  # what leaves the house is Thai
def _pdf(topic: Topic, door: Door, held: list[dict[str, Any]]) -> HttpResponse:
    network = door.network
    document = SheetsDocument(
        title=topic.title,
        question=topic.question,
        who=network.name if network else _("ไม่ระบุเครือข่าย"),
        statements={slip.number: slip.text for one in held for slip in one["slips"]},
        sheets=tuple(
            Sheet(one["code"], one["url"], tuple(slip.number for slip in one["slips"])) for one in held
        ),
        printed_on=timezone.localdate(),
        network=NetworkMark(network.order, network.name) if network else None,
        is_example=topic.is_example,
    )
    answer = HttpResponse(sheets_pdf(document), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="sheets-{topic.code}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """Type paper in: first the sheet's code, then its answers, then the next sheet at once."""
    topic = topic_or_404(request, code)
    own = [door for door in queries.doors(topic) if permitted(request.actor, "listen.ballot.assist", door)]
    if not queries.is_open(topic) or not own:
        say.hint(request, _("กรอกแผ่นเข้าระบบได้ระหว่างเปิดรับ และเฉพาะเครือข่ายของท่าน"))
        return redirect(to(request, "listen_manage", topic.code))
    context: dict[str, Any] = {"topic": topic, "doors": own}
    text = request.POST.get("sheet", "")[:40]
    if request.method == "GET":
        return render(request, "listen/paper.html", context)
    found = _sheet_of(topic, own, text)
    if isinstance(found, str):
        return render(request, "listen/paper.html", context | {"code": text, "problem": found})
    door, serial = found
    if "answers" in request.POST:
        return _typed(request, topic, door, serial, context | {"code": text, "door": door})
    return render(request, "listen/paper.html", context | _grid(request, topic, door, serial, text))


def _sheet_of(topic: Topic, doors: list[Door], text: str) -> tuple[Door, int] | str:
    """The door and serial of a code, or why there are none."""
    found = typed(text)
    if found is None:
        return _("เลขแผ่นนี้ไม่ถูก ตรวจทีละตัวแล้วพิมพ์ใหม่")
    secret = actions.topic_key(topic)
    door = next((door for door in doors if is_of(found, secret, door.pk)), None)
    if door is None:
        return _("ไม่พบเลขแผ่นนี้ในเครือข่ายที่ท่านดูแล แผ่นของเครือข่ายอื่นส่งให้ผู้ประสานงานของเครือข่ายนั้น")
    return (door, found.serial) if found.serial <= door.sheets else _("แผ่นนี้ยังไม่ได้พิมพ์จากระบบ")


def _grid(request: HttpRequest, topic: Topic, door: Door, serial: int, text: str) -> dict[str, Any]:
    on = queries.on_sheet(topic, door, serial)
    here = {slip.id for slip in on}
    rest = [slip for slip in queries.ballot(topic) if slip.id not in here]

    def rows(slips: list[queries.Slip]) -> list[tuple[queries.Slip, str]]:
        return [(slip, request.POST.get(f"s{slip.number}", "")) for slip in slips]

    return {"code": text, "door": door, "rows": rows(on), "rest": rows(rest)}


def _typed(
    request: HttpRequest, topic: Topic, door: Door, serial: int, context: dict[str, Any]
) -> HttpResponse:
    given = {
        slip.id: value
        for slip in queries.ballot(topic)
        if (value := {"1": 1, "0": 0, "-1": -1}.get(request.POST.get(f"s{slip.number}", ""))) is not None
    }
    again = context | _grid(request, topic, door, serial, context["code"])
    if not given:
        return render(
            request, "listen/paper.html", again | {"problem": _("ยังไม่ได้เลือกคำตอบ เลือกอย่างน้อยหนึ่งข้อ")}
        )
    try:
        done = actions.type_sheet(request.actor, topic, door, serial, given)  # type: ignore[attr-defined]
    except (actions.NotOpen, actions.NoSuchSheet):
        problem = _("แผ่นนี้ยังไม่ได้บันทึก เพราะรายการข้อเปลี่ยนไป ปิดรับแล้ว หรือแผ่นนี้ถูกพักไว้")
        return render(request, "listen/paper.html", again | {"problem": problem})
    words = _("รับแผ่น %(code)s แล้ว %(filled)s ข้อ") % {"code": context["code"].upper(), "filled": done.filled}
    if done.already:
        words += " · " + _("%(n)s ข้อมีคำตอบอยู่ก่อนแล้ว คำตอบเดิมยังอยู่ ไม่นับซ้ำ") % {"n": done.already}
    say.done(request, words)
    return redirect(to(request, "listen_paper", topic.code))
