"""Pasted lines of a roll of honour: columns by tabs or |, as a spreadsheet or a letter gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from thaktho.ground.people.models import Network

from .models import Honour

MOST_LINES = 500
_MINOR = re.compile(r"^\s*(?:เด็กชาย|เด็กหญิง|ด\.\s*ช\.|ด\.\s*ญ\.|สามเณร)")
_KINDS = {
    "บุคคล": "person", "คน": "person", "ชุมชน": "community", "หมู่บ้าน": "community", "องค์กร": "organisation",
    "หน่วยงาน": "organisation", "อำเภอ": "organisation", "โรงเรียน": "organisation",
}  # fmt: skip
_HEADS = ("ชื่อ", "ชื่อ-สกุล", "ชื่อ - สกุล", "ชื่อ–สกุล")


@dataclass
class Read:
    """One line: what it says, and why it cannot be taken."""

    line: int
    fields: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    known: bool = False


def is_minor(name: str) -> bool:
    """By the title before the name; whoever is older than fifteen is told by the person who enters them."""
    return bool(_MINOR.match(name))


def read_lines(
    text: str, networks: Iterable[Network], standing: set[tuple[str, str]] | None = None
) -> list[Read]:
    """ชื่อ | ชนิด | ประเภทที่ประกาศ | เครือข่าย | ที่อยู่ | ผลงาน | ความยินยอม. Only the first three are needed; a line of
    heads and empty lines are passed over. `standing`: (name, category) already on the roll."""
    by_name = {name: one for one in networks for name in (one.name, one.short_name, one.code)}
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in (line.split("\t") if "\t" in line else line.split("|"))]
        if cells[0] in _HEADS:
            continue
        found.append(_read(number, (cells + [""] * 7)[:7], by_name, standing or set()))
        if len(found) > MOST_LINES:
            break
    return found


def _read(
    number: int, cells: list[str], networks: dict[str, Network], standing: set[tuple[str, str]]
) -> Read:
    name, kind, category, network, place, for_what, consent = cells
    read = Read(number)
    code = next((code for word, code in _KINDS.items() if kind.startswith(word)), "")
    if not name:
        read.problems.append(gettext("ไม่มีชื่อ"))
    if not code:
        read.problems.append(gettext("ชนิดต้องเป็น บุคคล ชุมชน หรือ องค์กร"))
    if not category:
        read.problems.append(gettext("ไม่มีประเภทที่ประกาศ"))
    if network and network not in networks:
        read.problems.append(gettext("ไม่รู้จักเครือข่าย “%(name)s”") % {"name": network})
    if max(len(name), len(category), len(place), len(consent)) > 300:
        read.problems.append(gettext("ข้อความยาวเกิน 300 ตัวอักษร"))
    minor = code == Honour.Kind.PERSON and is_minor(name)
    if minor and not consent:
        read.problems.append(gettext("เป็นเด็ก ต้องบอกความยินยอมของผู้ปกครองในช่องที่ 7"))
    read.known = (name, category) in standing
    read.fields = {
        "name": name, "kind": code, "category": category, "network": networks.get(network), "place_text": place,
        "for_what": for_what, "is_minor": minor, "consent": consent,
    }  # fmt: skip
    return read
