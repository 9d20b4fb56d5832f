"""Whatever is sent to an address of this chamber, the answer is a page, a way on or a refusal: a hall never sees a breakdown.

The addresses are read from its `urls.py` and the names of the boxes from its views, so that a form added tomorrow is
tried tomorrow."""

from __future__ import annotations

import inspect
import re
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.stages.assemble.day.roll import SIGNERS, booth, honour, participant
from tests.stages.assemble.day.tools import expect, make_hall, make_slot, today
from thaktho.stages.assemble.day import urls
from thaktho.stages.assemble.day.actions import certifying, chairing, registering, satisfying, speaking
from thaktho.stages.assemble.day.queries.satisfaction import current
from thaktho.stages.assemble.models import SpeakerTurn

pytestmark = pytest.mark.slow
NOBODY = UUID(int=7)
HOSTILE = {
    "empty": "",
    "long number": "9" * 5000,
    "number": "99999999999",
    "nine digits": "999999999",
    "less": "-1",
    "letters": "กขค",
    "unknown": str(NOBODY),
    "zero byte": "a\0b",
    "long": "ก" * 10_000,
    "many words": " ".join(f"ก{number}" for number in range(1_600)),
}
# What a careful person types, so that one bad box alone reaches the action.
HONEST = {
    "act_id": "", "next": "", "hidden": "", "version": "1", "seen": "1", "minutes": "3", "mode": "onsite", "on": "11 มี.ค. 2569",
    "starts_at": "09.00", "ends_at": "10.00", "overlap": "yes", "kind": "guest", "name": "นายสมชาย ใจดี", "title": "พิธีเปิด",
    "holding": "full", "view": "words", "words": "พัก", "number": "B9", "position": "1", "category": "คนดี", "reason": "แก้คำผิด",
    "body": "ข้อความ", "issued_on": "11 มี.ค. 2563", "sure": "yes", "take": "1", "text": "นายสมชาย ใจดี", "online_url": "",
    "network": "", "clause": "", "resolution": "", "honour": "", "instead_of": "", "as": "", "source": "", "verb": "undo",
    "participant": "", "new": "", "only": "", "order": "1", "q": "สมชาย",
}  # fmt: skip
SHARED = {"act_id", "next"}  # of every form: tried with the rest
HONEST_AT = {
    "assemble_badge_speak": {"verb": "ask"},
    "assemble_certificates_issue": {"kind": "attended"},
    "assemble_honour_edit": {"kind": "person"},
    "assemble_honour_new": {"kind": "person"},
    "assemble_slot": {"kind": "opening"},
    "assemble_slot_new": {"kind": "opening"},
    "assemble_turn": {"verb": "stop"},
}
# Read in a loop or by a function of the view's own.
MORE = {
    "assemble_badges_print": {"participant", "network", "kind", "new"},
    "assemble_certificates_issue": {"only", "name1", "position1"},
    "assemble_certificate_correct": {"name1", "position1"},
    "assemble_certificates_print": {"certificate", "kind", "state"},
    "assemble_desk": {"q", "mode"},
    "assemble_satisfaction": {f"q_{current().statements[0][0]}", "liked", "better", "network"},
}
PATTERNS = {one.name: one for one in (*urls.of_an_edition, *urls.of_all)}
POSTED = sorted(
    name
    for name, one in PATTERNS.items()
    if re.search(r"POST|with_reason\(", inspect.getsource(inspect.unwrap(one.callback)))
)


class _Back(Exception):
    """What this request changed is not wanted by the next."""


def boxes(name: str) -> set[str]:
    """The names that a view reads of what was posted, and those of its forms."""
    view = inspect.unwrap(PATTERNS[name].callback)
    source, module = inspect.getsource(view), inspect.getmodule(view)
    found = set(re.findall(r"POST(?:\.get\(|\[)\"(\w+)\"", source)) | MORE.get(name, set()) | SHARED
    for form in re.findall(r"\b\w+Form\b", source):
        found |= set(getattr(getattr(module, form), "base_fields", ()))
    return found | ({"reason"} if "with_reason(" in source else set())


@pytest.fixture
def rows(assembly) -> dict[str, object]:
    """One of everything an address of this chamber can name."""
    by, edition = assembly.actor("secretariat"), today(assembly)
    hall = make_hall(assembly)
    guest = expect(assembly, "นางมาลี ดีงาม", "youth")
    made = honour(assembly)
    participant(assembly, 900, "นายมา แล้ว")
    turn = speaking.ask(by, hall, name="ก")
    speaking.begin(by, turn)
    SpeakerTurn.objects.update(
        since=timezone.now() - timedelta(hours=7)
    )  # the clock leapt: minutes are asked for
    certificate = certifying.issue(by, edition, "attended", signers=SIGNERS, issued_on=edition.held_on)[0]
    answer = satisfying.answer(edition, form=current().code, answers={}, token=NOBODY, liked="ดี")
    return {
        "province": assembly.province.programme.slug, "edition": edition.code, "hall_id": hall.pk,
        "slot_id": make_slot(assembly, hall).pk, "chair_id": chairing.take_chair(by, edition, name="ประธาน").pk,
        "turn_id": turn.pk, "participant_id": guest.pk, "badge": guest.code, "booth_id": booth(assembly).pk,
        "checkin_id": registering.arrive(by, expect(assembly, "นายมา ถึง"))[0].pk, "honour_id": made.pk,
        "satisfaction_id": answer.pk, "certificate_id": certificate.pk, "certificate_code": certificate.code,
    }  # fmt: skip


def sent(client: Client, address: str, data: dict[str, str]) -> int:
    status = 0
    with suppress(_Back), transaction.atomic():
        status = client.post(address, data).status_code
        raise _Back
    return status


def address_of(name: str, rows: dict[str, object]) -> str:
    wanted = set(re.findall(r"<\w+:(\w+)>", str(PATTERNS[name].pattern))) | {"province"}
    wanted |= {"edition"} if PATTERNS[name] in urls.of_an_edition else set()
    return reverse(name, kwargs={key: rows[key] for key in wanted})


@pytest.mark.parametrize("name", POSTED)
def test_no_form_of_the_day_breaks(assembly, rows, name):
    address = address_of(name, rows)
    client = assembly.province.client("secretariat")
    client.raise_request_exception = False
    read = boxes(name)
    honest = {box: HONEST.get(box, "") for box in read} | HONEST_AT.get(name, {})
    honest |= {"hall": str(rows["hall_id"])} if "hall" in read else {}
    broken = []
    for what, value in HOSTILE.items():
        tried = {"all": dict.fromkeys(read, value)} | {box: honest | {box: value} for box in read - SHARED}
        for box, data in sorted(tried.items()):
            if (status := sent(client, address, data)) >= 500:
                broken.append(f"{box}: {what}: {status}")
    assert not broken


@pytest.mark.parametrize("what", ["long number", "number", "letters", "zero byte", "long", "many words"])
def test_no_address_of_the_day_breaks_by_what_is_asked_of_it(assembly, rows, what):
    names = (
        "q",
        "network",
        "kind",
        "came",
        "state",
        "new",
        "page",
        "day",
        "done",
        "code",
        "mode",
        "only",
        "name",
    )
    asked = dict.fromkeys(names, HOSTILE[what])
    client = assembly.province.client("secretariat")
    client.raise_request_exception = False
    found = {name: client.get(address_of(name, rows), asked).status_code for name in sorted(PATTERNS)}
    assert not [name for name, status in found.items() if status >= 500]


@pytest.mark.parametrize(
    "unknown", ["participant_id", "hall_id", "slot_id", "turn_id", "checkin_id", "booth_id", "honour_id"]
)
def test_what_is_not_there_is_not_found(assembly, rows, unknown):
    client = assembly.province.client("secretariat")
    client.raise_request_exception = False
    rows[unknown] = NOBODY
    asked = [name for name in POSTED if f":{unknown}>" in str(PATTERNS[name].pattern)]
    assert asked
    assert {client.post(address_of(name, rows)).status_code for name in asked} == {404}
