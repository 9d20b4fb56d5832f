"""Every address, walked by another province and by every role: nothing leaks, nothing breaks, and no main page asks
the database too often."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.tools.walked import World, addresses, load_world
from thaktho.ground.ledger.models import Act
from thaktho.stages.listen.models import Statement, Topic
from thaktho.stages.plan.lexicon import known

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ROLES = ("secretariat", "executive", "observer", "local_gov", "visitor")
MOST_QUERIES = 15

# What an id in an address is an id of. An address with a new kind of id must be entered here.


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Loaded once, inside one transaction that is undone at the end of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_world()
        transaction.set_rollback(True)


def secrets(world: World) -> dict[str, str]:
    """Words and ids by which Chiang Rai would be known on another province's page."""
    found = {}
    for label, text in [
        ("plan.PlanRow", "title"), ("plan.PlanRow", "area_text"), ("listen.Topic", "title"), ("listen.Statement", "text"),
        ("convene.Meeting", "title"), ("convene.Decision", "text"), ("programme.Source", "title"), ("people.Person", "family_name"),
        ("programme.Vision", "text"), ("capital.Capital", "name"), ("toolkit.ToolHolder", "note"), ("convene.WayOfWorking", "text"),
    ]:  # fmt: skip
        for said in apps.get_model(label).objects.filter(programme=world.here).values_list(text, flat=True):
            if len(said) > 8:
                found[said] = label
    for model in apps.get_models():
        if (
            hasattr(model, "programme")
            and model._meta.pk.name == "id"
            and model._meta.label.split(".")[0] not in ("ledger", "thread")
        ):
            ids = model._default_manager.filter(programme=world.here).values_list("pk", flat=True)
            found |= {str(id): model._meta.label for id in ids[:300]}
    own = " ".join(
        str(value)
        for person in world.nan.persons.values()
        for value in (person.family_name, person.given_name)
    )
    own += " ".join(
        concept.th for concept in known().concepts.values()
    )  # every province's page of words lists them
    return {word: label for word, label in found.items() if word not in own}


def told(answer: HttpResponse) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode("utf-8", "replace")


def spoken(answer: HttpResponse, known: dict[str, str], address: str = "") -> list[str]:
    """What a page tells of Chiang Rai; the reader's own address may stand in it."""
    text = told(answer)
    return [
        f"tells {label} {word[:40]}" for word, label in known.items() if word not in address and word in text
    ]


def test_another_province_finds_nothing_at_these_addresses(world):
    """Nan's secretariat, under Nan's slug, with Chiang Rai's ids: not there, by GET and by POST."""
    client = world.nan.client("secretariat")
    client.raise_request_exception = False
    lines = Act.objects.filter(programme=world.here).count()
    known = secrets(world)
    wrong = []
    for name, address, names_a_thing in addresses(world, "nan"):
        if not names_a_thing:
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(
                address, **({"data": {"act_id": str(uuid4())}} if method == "post" else {})
            )
            if answer.status_code not in (403, 404, 405):
                wrong.append(f"{method} {name} {address}: {answer.status_code}")
            wrong += [f"{method} {name} {told_of}" for told_of in spoken(answer, known, address)]
    assert wrong == []
    assert Act.objects.filter(programme=world.here).count() == lines


def test_pages_of_another_province_say_nothing_of_this_one(world):
    known = secrets(world)
    wrong = []
    for role in ("secretariat", "religion", "visitor"):
        client = world.nan.client(role)
        for name, address, names_a_thing in addresses(world, "nan"):
            for query in (
                ("",) if names_a_thing else ("", "?q=ธนาคารความดี", "?network=religion", "?state=over")
            ):
                wrong += [
                    f"{role} {name}{query} {told_of}"
                    for told_of in spoken(client.get(address + query), known, address)
                ]
        # Networks of both provinces bear the same codes: Nan's own pages, not Chiang Rai's.
        for address in (
            "plan/religion/",
            "plan/religion/rows.csv",
            "people/networks/religion/",
            "plan/religion/removed/",
        ):
            wrong += [
                f"{role} {address} {told_of}" for told_of in spoken(client.get(f"/nan/{address}"), known)
            ]
    assert wrong == []


def test_ids_of_another_province_in_a_form_change_nothing(world):
    """The address is Nan's own, what the form names is Chiang Rai's."""
    client = world.nan.client("secretariat")
    client.raise_request_exception = False
    before = {
        model: model._default_manager.filter(programme=world.here).count() for model in (Act, Statement)
    }
    rows = apps.get_model("plan.PlanRow").objects
    statements = [
        str(pk) for pk in Statement.objects.filter(programme=world.here).values_list("pk", flat=True)[:2]
    ]
    posts = [
        ("plan/rows/from-statements/", {"network": "religion", "statements": statements}),
        ("plan/rows/from-statements/", {"network": "agriculture", "statements": statements}),
        (
            "listen/new/",
            {
                "title": "หัวข้อ",
                "question": "ถาม",
                "meeting": str(world.first("convene.Meeting").pk),
                "moderation": "before",
                "proposers": "everyone",
            },
        ),
        (
            "people/invitations/new/",
            {"role": "coordinator", "network": str(world.first("people.Network").pk)},
        ),
        (
            "plan/religion/paste/",
            {"row": str(world.first("plan.PlanRow").pk), "field": "title", "block": "ก\tข"},
        ),
        ("programme/vision/", {"text": ""}),
    ]
    for address, data in posts:
        answer = client.post(f"/nan/{address}", data | {"act_id": str(uuid4())})
        assert answer.status_code < 500, address
    assert not rows.filter(programme=world.nan.programme).exists()
    assert not Topic.objects.filter(programme=world.nan.programme).exclude(meeting=None).exists()
    assert (
        not apps.get_model("people.Invitation")
        .objects.filter(programme=world.nan.programme)
        .exclude(scope_id="")
        .exists()
    )
    assert before == {model: model._default_manager.filter(programme=world.here).count() for model in before}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_every_role(world, role):
    client = world.client(role)
    wrong = []
    for name, address, _ in addresses(world, "chiang-rai"):
        answer = client.get(address)
        told(answer)
        # 409: told in its place why not now.
        fine = (200, 302, 403, 404, 405, 409) if name in NOT_ALWAYS else (200, 302, 403, 405, 409)
        if answer.status_code not in fine:
            wrong.append(f"{name} {address}: {answer.status_code}")
    assert wrong == []


# These may truly not be there: an invitation is no page for those who have a role, drafts are hidden, papers unmade.
NOT_ALWAYS = {
    "plan_row", "plan_cell", "plan_row_history", "plan_row_comment", "plan_flag", "plan_import", "convene_minutes",
    "capital_entry", "capital_edit", "capital_confirm", "capital_retire", "toolkit_tool", "toolkit_edit", "toolkit_retire",
    "capital_import", "toolkit_import", "convene_minutes_pdf", "convene_minutes_docx", "thread", "people_join", "listen_done", "listen_clip", "convene_minutes_edit",
    "listen_answers", "listen_answers_pdf",  # of closed topics only
}  # fmt: skip

MAIN = {
    "home": ("visitor", ""),
    "desk": ("secretariat", "desk/"),
    "desk of a coordinator": ("local_gov", "desk/"),
    "topics": ("visitor", "listen/"),
    "results of a topic": ("visitor", "listen/{sealed}/"),
    "what became of each": ("visitor", "listen/{sealed}/fates/"),
    "a statement": ("visitor", "listen/{sealed}/s/8/"),
    "papers of a topic": ("secretariat", "listen/{sealed}/papers/"),
    "answers to a network": ("visitor", "listen/{sealed}/answers/religion/"),
    "a topic on the wall": ("visitor", "listen/{sealed}/live/"),
    "open data of a topic": ("visitor", "listen/{sealed}/open-data/lists.json"),
    "meeting": ("secretariat", "meetings/{meeting}/"),
    "plan": ("secretariat", "plan/"),
    "plan sheet": ("local_gov", "plan/local_gov/"),
    "row": ("local_gov", "plan/rows/{row}/"),
    "all rows": ("local_gov", "plan/rows/"),
    "tree": ("secretariat", "plan/tree/"),
    "budget": ("secretariat", "plan/budget/"),
    "rounds": ("secretariat", "plan/rounds/"),
    "needs": ("secretariat", "plan/needs/"),
    "loom": ("secretariat", "plan/overlaps/"),
    "integrated plan": ("visitor", "plan/integrated/"),
    "version": ("visitor", "plan/versions/1/"),
    "capitals": ("secretariat", "capital/"),
    "capitals of a visitor": ("visitor", "capital/?q=ตัวอย่าง"),
    "a capital": ("secretariat", "capital/{entry}/"),
    "tools": ("secretariat", "toolkit/"),
    "a tool": ("secretariat", "toolkit/{tool}/"),
    "mechanism": ("secretariat", "meetings/bodies/"),
    "a body": ("secretariat", "meetings/bodies/{body}/"),
    "thread of a row": ("visitor", "thread/plan.row/{voiced}/"),
    "search": ("visitor", "search/?q=ธนาคาร"),
}


def test_main_pages_ask_the_database_seldom(world, keeps_shared, capsys):
    row = apps.get_model("plan.PlanRow").objects
    ids = {
        "entry": world.first("capital.Capital").pk,
        "tool": world.first("toolkit.Tool").pk,
        "body": world.first("convene.Body").pk,
        "sealed": Topic.objects.get(programme=world.here, state="sealed").code,
        "meeting": apps.get_model("convene.Meeting")
        .objects.get(programme=world.here, state="minutes_approved")
        .pk,
        "row": row.filter(programme=world.here, network__code="local_gov").first().pk,
        "voiced": row.filter(programme=world.here, title__contains="ธนาคารความดี", network__code="community")
        .first()
        .pk,
    }
    counts = {}
    for page, (role, path) in MAIN.items():
        client, address = world.client(role), "/chiang-rai/" + path.format(**ids)
        client.get(address)  # once before, so that what is kept in memory is there
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        counts[page] = len(asked)
    with capsys.disabled():
        print("\n" + "\n".join(f"  {page:<24}{count:>3} queries" for page, count in counts.items()))
    assert {page: count for page, count in counts.items() if count > MOST_QUERIES} == {}
