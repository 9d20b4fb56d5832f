"""Forms of participants: one by one, and a pasted list with what was read of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import all_networks, networks
from thaktho.thai.names import split_title
from thaktho.thai.normalise import normalise
from thaktho.thai.words import search_text

from ...editions.models import Edition
from ..actions.registering import MOST_AT_ONCE, Expected
from ..models import Participant

NUMBERED = re.compile(r"^\s*(?:[0-9๐-๙]+\s*[.)]\s*|[-•*]\s+)")


class PersonForm(forms.Form):
    name = forms.CharField(label=_("ชื่อ – สกุล"), max_length=200, error_messages={"required": _("กรุณาพิมพ์ชื่อ")})
    position = forms.CharField(label=_("ตำแหน่ง"), required=False, max_length=300)
    organisation = forms.CharField(label=_("หน่วยงาน"), required=False, max_length=300)
    kind = forms.ChoiceField(label=_("มาในฐานะ"), choices=Participant.Kind.choices, initial="guest")
    network = forms.ModelChoiceField(
        queryset=None, label=_("เครือข่าย"), required=False, empty_label=_("ไม่ระบุเครือข่าย")
    )

    def __init__(self, edition: Edition, data: Any = None, *, person: Participant | None = None) -> None:
        start = (
            {name: getattr(person, name) for name in ("name", "position", "organisation", "kind")}
            | {"network": person.network_id}
            if person
            else None
        )
        super().__init__(data, initial=start)
        self.fields["network"].queryset = networks(edition.programme)  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return normalise(self.cleaned_data["name"])

    def made(self) -> Expected:
        return Expected(**self.cleaned_data)


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("รายชื่อ"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=400_000,
        error_messages={"required": _("กรุณาวางรายชื่อ บรรทัดละหนึ่งคน")},
    )
    kind = forms.ChoiceField(label=_("มาในฐานะ"), choices=Participant.Kind.choices, initial="guest")


@dataclass
class Read:
    """One line of a pasted list, as understood; `why` says what looks wrong, and `skip` that it is left out."""

    line: int
    expected: Expected
    why: str = ""
    skip: bool = False


def read_list(edition: Edition, text: str, kind: str, standing: set[str]) -> list[Read]:
    """Lines of name, office, organisation and network, cut at tabs, or at commas where there is no tab. `standing`: names on
    the list already, as `search_text`. A monk without surname is a whole name."""
    by_name: dict[str, Network] = {}
    for network in all_networks(edition.programme):
        by_name |= {search_text(one): network for one in (network.name, network.short_name, network.code)}
    found: list[Read] = []
    seen = set(standing)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        parts = [normalise(part) for part in line.split("\t" if "\t" in line else ",")]
        if len(parts) > 1 and re.fullmatch(r"[0-9๐-๙]+\.?", parts[0]):  # a column of numbers before the names
            parts = parts[1:]
        name = NUMBERED.sub("", parts[0]).strip()[:200]
        rest = [part[:300] for part in parts[1:]] + ["", "", ""]
        network = by_name.get(search_text(rest[2])) if rest[2] else None
        one = Read(number, Expected(name, kind, rest[0], rest[1], network))
        key = search_text(name)
        if not key or not split_title(name)[1]:
            one.why, one.skip = _now("ไม่พบชื่อในบรรทัดนี้"), True
        elif key in seen:
            one.why, one.skip = _now("มีชื่อนี้แล้ว ข้ามไป"), True
        elif rest[2] and network is None:
            one.why = _now("ไม่รู้จักเครือข่าย «%(name)s» จะเพิ่มโดยไม่ระบุเครือข่าย") % {"name": rest[2][:60]}
        seen.add(key)
        found.append(one)
        if len(found) >= MOST_AT_ONCE:
            break
    return found
