"""Whom a letter goes to: chosen, shown before they are added, mended one by one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, demand
from thaktho.ground.requests import act_id

from ...views.common import to
from .. import actions, addressees
from ..forms import AddressForm
from ..models import Letter, LetterRecipient
from ..states import WrongState
from .common import letter_or_404, recipient_or_404

SHOWN = 300


def _found(letter: Letter, data: dict[str, Any]) -> list[addressees.Addressee]:
    programme = letter.programme
    made: list[addressees.Addressee] = []
    if letter.meeting and data.get("networks"):
        made += addressees.of_networks(letter.meeting)
    if letter.meeting and data.get("seats"):
        made += addressees.of_seats(letter.meeting)
    if data.get("bodies"):
        made += addressees.of_bodies(programme, [one.pk for one in data["bodies"]])
    if data.get("organisations"):
        made += addressees.of_organisations(programme, [one.pk for one in data["organisations"]])
    if data.get("people"):
        made += addressees.typed(programme, data["people"])
    return made


@allow("letters.keep")
def add(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    letter = letter_or_404(request, letter_id)
    demand(request.actor, "letters.write", letter)  # type: ignore[attr-defined]
    form = AddressForm(request.programme, letter, request.POST if request.method == "POST" else None)  # type: ignore[attr-defined]
    context: dict[str, Any] = {"letter": letter, "form": form}
    if request.method == "POST" and form.is_valid():
        found = _found(letter, form.cleaned_data)
        marked = addressees.marked(found, letter.recipients.values_list("name", "position"))
        if request.POST.get("do") == "add":
            try:
                made = actions.address(request.actor, letter, found, act_id=act_id(request))  # type: ignore[attr-defined]
            except WrongState as why:
                say.trouble(request, str(why))
            else:
                say.done(request, _("เพิ่มผู้รับแล้ว %(n)s ราย") % {"n": len(made)})
                return to(request, "letters_letter", letter.pk, anchor="recipients")
        context |= {
            "preview": marked[:SHOWN],
            "more": max(len(marked) - SHOWN, 0),
            "fresh": sum(not one.known for one in marked),
            "doubled": sum(one.known for one in marked),
            "none": not marked,
        }
    return render(request, "convene/letters/recipients.html", context, status=422 if form.errors else 200)


@require_POST
@allow("letters.keep")
def change(request: HttpRequest, letter_id: UUID, recipient_id: UUID) -> HttpResponse:
    """Another salutation, or off the list."""
    letter = letter_or_404(request, letter_id)
    found = recipient_or_404(letter, recipient_id)
    salutation = request.POST.get("salutation", "")
    try:
        if "remove" in request.POST:
            actions.unaddress(request.actor, found, act_id=act_id(request))  # type: ignore[attr-defined]
            say.done(request, _("นำผู้รับออกแล้ว"))
        elif salutation in LetterRecipient.Salutation.values:
            actions.readdress(request.actor, found, salutation=salutation, act_id=act_id(request))  # type: ignore[attr-defined]
            say.done(request, _("เปลี่ยนคำขึ้นต้นแล้ว"))
    except WrongState as why:
        say.trouble(request, str(why))
    return to(request, "letters_letter", letter.pk, anchor="recipients")
