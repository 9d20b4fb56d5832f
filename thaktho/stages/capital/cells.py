"""An entry as plain cells, and back: one way for the form, for files and for undoing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_noop

from thaktho.ground.people.models import Network, Organisation
from thaktho.ground.people.queries import organisations_named
from thaktho.ground.places.queries import locate
from thaktho.thai.money import to_cents
from thaktho.thai.names import split_title
from thaktho.thai.numerals import to_arabic
from thaktho.thai.sorting import sort_key
from thaktho.thai.words import search_text

from .models import Capital

Cells = dict[str, Any]
TEXTS = (
    "kind",
    "category",
    "name",
    "description",
    "holder",
    "area_text",
    "unit",
    "per",
    "consent",
    "evidence_url",
)
NAMES = (*TEXTS, "network", "capacity")
# What others rely on: whoever may not confirm takes the confirmation back by changing one of these.
WEIGHTY = (
    "kind",
    "name",
    "description",
    "holder",
    "area_text",
    "network",
    "capacity",
    "unit",
    "per",
    "consent",
)

NAME_OF_A_PERSON = gettext_noop("ทุนมนุษย์ให้พิมพ์ตำแหน่งหรือความถนัด ไม่ใช่ชื่อบุคคล เช่น วิทยากรกระบวนการ")
PHONE = gettext_noop("ไม่เก็บเบอร์โทรศัพท์ของบุคคล ให้ติดต่อผ่านเครือข่ายหรือองค์กร")
NOT_A_NUMBER = gettext_noop("กรุณาพิมพ์เป็นตัวเลข เช่น 120")
_PHONE = re.compile(r"0[-\s]?\d(?:[-\s]?\d){7,8}(?!\d)")
_PRIVATE_TITLES = ("นาย", "นาง", "นางสาว", "น.ส.", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.")
# Offices that begin like a title: นายอำเภอ, นายกเทศมนตรี, นายช่าง …
_OFFICES = re.compile("นาย(อำเภอ|ช่าง|ทะเบียน|ด่าน|สถานี|ก(?=เทศ|องค์การ|อบ|สมาคม|เหล่า|สภา|สโมสร|ชมรม|พุทธ|\\s|$))")


def read(entry: Capital) -> Cells:
    found: Cells = {name: getattr(entry, name) for name in TEXTS}
    found["network"] = entry.network.code if entry.network_id and entry.network else ""
    found["capacity"] = "" if entry.capacity is None else plain(entry.capacity)
    return found


def plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def number(text: str) -> Decimal | None:
    """A plain amount in any digits; None for a blank. ValueError for anything else."""
    typed = to_arabic(text).replace(",", "").strip()
    if not typed:
        return None
    try:
        value = to_cents(Decimal(typed))
    except InvalidOperation:
        raise ValueError(text) from None
    if value is None or value < 0:
        raise ValueError(text)
    return value


def faults(cells: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(cell, why): what must not stand in an entry, wherever it was typed. Asked by the form and of every line."""
    found = []
    for name in ("name", "holder", "description"):
        if _PHONE.search(to_arabic(cells.get(name, ""))):
            found.append((name, PHONE))
    if cells.get("kind") == Capital.Kind.HUMAN:
        for name in ("name", "holder"):
            text = cells.get(name, "")
            if split_title(text)[0] in _PRIVATE_TITLES and not _OFFICES.match(text):
                found.append((name, NAME_OF_A_PERSON))
    return found


def fill(entry: Capital, cells: Mapping[str, Any], *, network: Network | None) -> None:
    """Set the cells given (unsaved). Places are set by `place`, after saving."""
    for name in TEXTS:
        if name in cells:
            setattr(entry, name, cells[name])
    if "network" in cells:
        entry.network = network
    if "capacity" in cells:
        entry.capacity = number(cells["capacity"])
    index(entry)


def find_holder(entry: Capital) -> None:
    """Point to the organisation where its name is known."""
    known: dict[str, Organisation] = organisations_named(entry.programme, [entry.holder])
    entry.organisation = known.get(entry.holder)


def place(entry: Capital) -> None:
    entry.places.set(locate(entry.programme, entry.area_text) if entry.area_text else [])


def index(entry: Capital) -> None:
    entry.sort_key = sort_key(entry.name)[:600]
    words = (entry.name, entry.category, entry.description, entry.holder, entry.area_text)
    entry.search_text = search_text(" ".join(filter(None, words)))
