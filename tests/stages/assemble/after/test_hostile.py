"""Whatever a form of this chamber is sent, the page answers with words: never with an error of its own."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from thaktho.ground.base import new_id
from thaktho.stages.assemble.after import queries, urls
from thaktho.stages.assemble.after.models import Commitment, Proceedings

HUGE = "9" * 40
VALUES = {
    "empty": "",
    "huge": HUGE,
    "negative": "-1",
    "letters": "กขค <b>abc</b>",
    "unknown": str(uuid4()),
    "long": "ก" * 10_000,
    "newlines": "\r\n\t \u200b\u2028",
    "odd digits": "๙²½",
}
FIELDS = {
    "assemble_commitment_report": (
        "state",
        "text",
        "value",
        "reported_on",
        "files_public",
        "consent",
        "version",
    ),
    "assemble_commitment_take_back": ("reason", "version"),
    "assemble_commitment_row": ("undo",),
    "assemble_commitment_need": (),
    "assemble_commitment_edit": (
        "clause",
        "text",
        "network",
        "who",
        "person",
        "measure",
        "due_on",
        "version",
    ),
    "assemble_commitment_remove": ("reason",),
    "assemble_commitment_ask": (),
    "assemble_prepare": ("take", "text", "network", "who", "measure", "due_on", "split"),
    "assemble_commitment_new": ("clause", "text", "network", "who", "person", "measure", "due_on"),
    "assemble_carry": (),
    "assemble_proceedings_words": ("opening", "observations", "closing", "version"),
    "assemble_proceedings_make": ("reason",),
    "assemble_proceedings_version": (),
}
READ = {
    "assemble_commitments", "assemble_commitments_csv", "assemble_commitments_json", "assemble_commitment",
    "assemble_commitment_rows", "assemble_after", "assemble_scorecard", "assemble_scorecard_pdf", "assemble_scorecard_xlsx",
    "assemble_reminders", "assemble_proceedings",
}  # fmt: skip


def test_every_address_of_the_chamber_is_asked_here():
    assert {one.name for one in (*urls.of_all, *urls.of_an_edition)} == set(FIELDS) | READ


@pytest.fixture
def address(followed, promise):
    """The address of a page by its name, of things that stand."""
    slug, edition = followed.province.programme.slug, followed.edition
    row = promise(due=-3)
    made = Proceedings.objects.create(
        programme=edition.programme, edition=edition, frozen={}, frozen_hash="0" * 64
    )
    known = {"province": slug, "commitment_id": row.pk, "row": uuid4()}
    years = {"province": slug, "edition": edition.code, "proceedings_id": made.pk}

    def of(name: str) -> str:
        one = next(one for one in (*urls.of_all, *urls.of_an_edition) if one.name == name)
        given = known if one in urls.of_all else years
        wanted = (
            set(one.pattern.converters) | {"province"} | ({"edition"} if one in urls.of_an_edition else set())
        )
        return reverse(name, kwargs={key: value for key, value in given.items() if key in wanted})

    return of


def fields_of(name: str, followed) -> list[str]:
    if name != "assemble_prepare":
        return list(FIELDS[name])
    proposed = queries.proposals(followed.province.programme, followed.edition)
    return [f"a-{one.action.pk}-{field}" for one in proposed for field in FIELDS[name]]


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("name", FIELDS)
def test_hostile_values_are_answered_with_words(address, followed, name, kind):
    client = followed.province.client("secretariat")
    client.raise_request_exception = False
    data = {field: VALUES[kind] for field in fields_of(name, followed)}
    before = Commitment.objects.count()
    answer = client.post(address(name), data | {"act_id": VALUES[kind], "next": VALUES[kind]})
    assert answer.status_code in (302, 404, 409, 422) or (
        answer.status_code == 200 and b"<form" in answer.content
    )
    assert Commitment.objects.count() <= before + 3


@pytest.mark.parametrize("name", FIELDS)
def test_one_bad_field_at_a_time(address, followed, name):
    """Where all other fields would do."""
    client = followed.province.client("secretariat")
    client.raise_request_exception = False
    good = {
        "state": "doing", "text": "เริ่มแล้ว", "version": "1", "clause": str(followed.clauses[0].pk), "who": "เทศบาล",
        "reason": "เหตุผล", "due_on": "30 ก.ย. 2564", "take": "on",
    }  # fmt: skip
    names = fields_of(name, followed)
    for field in names:
        for value in VALUES.values():
            data = {one: good.get(one.rpartition("-")[2], "") for one in names} | {field: value}
            answer = client.post(address(name), data | {"act_id": str(new_id())})
            assert answer.status_code in (200, 302, 404, 409, 422), (field, value)


@pytest.mark.parametrize("name", sorted(READ | set(FIELDS)))
def test_hostile_addresses_are_answered(address, followed, name):
    client = followed.province.client("secretariat")
    client.raise_request_exception = False
    for value in VALUES.values():
        asked = dict.fromkeys(("page", "edition", "network", "state", "q", "clause"), value)
        assert client.get(address(name), asked).status_code in (200, 302, 404, 405), value
