"""Every address, walked by another province and by every role: nothing leaks, nothing breaks, and no main page asks
the database too often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import Province, make_province
from tests.test_house import province_patterns
from thaktho.demo import load as demo
from thaktho.ground.intake import actions as intakes
from thaktho.ground.intake.models import Intake
from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.ground.ledger.models import Act
from thaktho.ground.people import actions as people
from thaktho.ground.people.models import User
from thaktho.ground.places.actions import add_village, load_official
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread.registry import kinds
from thaktho.stages.listen.models import Door, Statement, Topic
from thaktho.stages.plan.actions import imports
from thaktho.stages.plan.actions.versions import make_version
from thaktho.stages.plan.lexicon import known
from thaktho.stages.plan.queries.gaps import columns

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
ROLES = ("secretariat", "executive", "observer", "local_gov", "visitor")
MOST_QUERIES = 15

# What an id in an address is an id of. An address with a new kind of id must be entered here.
MODELS = {
    "item_id": "convene.AgendaItem",
    "decision_id": "convene.Decision",
    "paper_id": "convene.Paper",
    "seat_id": "convene.Attendance",
    "door": "listen.Door",
    "row": "plan.PlanRow",
    "flag": "plan.CellFlag",
    "batch": "plan.ImportBatch",
    "pair_id": "plan.Pair",
    "tree": "plan.PlanTree",
    "branch": "plan.Branch",
    "kpi": "plan.Kpi",
    "need": "plan.Need",
    "virtue_id": "programme.OwnVirtue",
    "person_id": "people.Person",
    "grant_id": "people.RoleGrant",
    "invitation_id": "people.Invitation",
    "target_id": "programme.Target",
    "entry_id": "capital.Capital",
    "tool_id": "toolkit.Tool",
    "body_id": "convene.Body",
    "member_id": "convene.BodyMember",
    "way_id": "convene.WayOfWorking",
    "job_id": "jobs.Job",
    "file_id": "files.StoredFile",
    "collaboration_id": "plan.Collaboration",
    "lack_id": "plan.RowLack",
    "portfolio_id": "plan.Portfolio",
    "word_id": "plan.LexiconWord",
    "subject_id": "plan.PlanRow",
    "block": "ledger.Act",
}
IDS = {"convene": "convene.Meeting", "listen": "listen.Statement"}  # where the address says only <uuid:id>
OF_ROOM = {("plan", "decision_id"): "plan.GapDecision"}  # where two rooms call their ids alike
# Things that stand under another: the parameter of their owner.
UNDER = {
    "item_id": ("id", "meeting_id"),
    "decision_id": ("id", "meeting_id"),
    "paper_id": ("id", "meeting_id"),
    "seat_id": ("id", "meeting_id"),
    "flag": ("row", "row_id"),
    "lack_id": ("row", "row_id"),
    "member_id": ("body_id", "body_id"),
}


@dataclass
class World:
    """Chiang Rai's demonstration, and an invented Nan beside it."""

    here: Programme
    nan: Province
    token: str
    village: str

    def client(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        if role != "visitor":
            user = User.objects.get(username=role)
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def first(self, label: str) -> Any:
        found = apps.get_model(label).objects.filter(programme=self.here)
        if label in ("listen.Statement", "listen.Door"):
            found = found.filter(topic__state="open")
        found = found.order_by("pk").first()
        assert found is not None, f"the demonstration holds no {label}"
        return found


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Loaded once, inside one transaction that is undone at the end of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_official(only=["55", "57"])
        loaded = demo.load_chiang_rai()
        _, token = people.invite(loaded.by, loaded.programme, "observer")
        village = add_village(loaded.by, loaded.programme, "570501", "บ้านลับเฉพาะเชียงราย", 99)
        _papers(loaded)
        _loom(loaded)
        yield World(loaded.programme, make_province("nan", "55", "น่าน"), token, village.code)
        transaction.set_rollback(True)


def _papers(loaded: demo.Loaded) -> None:
    """A version with its papers, an import waiting to be looked at, and a paper of a meeting."""
    from thaktho.ground.files.actions import store
    from thaktho.stages.convene.actions import attach_paper
    from thaktho.stages.convene.models import Meeting

    make_version(loaded.by, loaded.programme, title="แผนบูรณาการ")
    csv = "ที่,กิจกรรม/โครงการ,วัน/เดือน/ปี,งบประมาณ\n1,ปลูกป่าชุมชนลับเฉพาะเชียงราย,เดือนหน้า,ตามจริง\n"
    for room, head in (
        ("capital", "ชนิดทุน,ชื่อ\nทุนทางสังคม,กลุ่มลับเฉพาะเชียงราย\n"),
        ("toolkit", "ชื่อ,สาระ\nวิธีลับเฉพาะเชียงราย,ทำดี\n"),
    ):
        intakes.bring(loaded.by, loaded.programme, room, None, f"{room}.csv", head.encode())
    imports.bring(loaded.by, loaded.networks["local_gov"], "plan.csv", csv.encode())
    for job in Job.objects.filter(state="waiting"):
        if job.params.get("format") != "pdf":  # slow, and of no other kind than the rest
            run_now(job)
    paper = store(
        loaded.by,
        loaded.programme,
        name="agenda.csv",
        data=b"a,b\n",
        media_type="text/csv",
        purpose="paper",
        read_verb="convene.read",
    )
    meeting = Meeting.objects.filter(programme=loaded.programme, state="planned").get()
    attach_paper(loaded.by, meeting, paper, title="เอกสารลับเฉพาะเชียงราย", agenda=None, public=True)


def _loom(loaded: demo.Loaded) -> None:
    """Of everything the loom keeps one: what a row lacks and who has it, a scenario, a word, a gap that was decided."""
    from thaktho.stages.plan.actions import collaborating, collaborations, portfolio, words
    from thaktho.stages.plan.models import Collaboration, GapDecision, LexiconWord, PlanRow
    from thaktho.stages.plan.portfolios.demands import Demands

    by, programme = loaded.by, loaded.programme
    row = PlanRow.objects.filter(programme=programme, live=True, state="accepted").order_by("pk").first()
    assert row is not None
    collaborations.state_lack(by, row, "human", "วิทยากรลับเฉพาะเชียงราย")
    run_now(collaborating.ask_collaborating(by, programme))
    assert Collaboration.objects.filter(programme=programme).exists()
    run_now(portfolio.make_scenario(by, programme, "ทางเลือกลับเฉพาะเชียงราย", Demands(), {}).job)
    words.teach(by, programme, "คำลับเฉพาะเชียงราย", label="เรื่องลับเฉพาะเชียงราย")
    assert LexiconWord.objects.filter(programme=programme).exists()
    GapDecision.objects.create(programme=programme, area="5705", kind="aside", reason="เหตุลับเฉพาะเชียงราย")


def values(world: World, path: str, name: str) -> dict[str, str]:
    """Chiang Rai's ids for the parameters of an address."""
    open_topic = Topic.objects.get(programme=world.here, state="open")
    found: dict[str, str] = {}
    for parameter in PARAMETER.findall(path.removeprefix("<slug:province>/")):
        room = name.partition("_")[0]
        if (room, parameter) in OF_ROOM:
            found[parameter] = str(world.first(OF_ROOM[room, parameter]).pk)
        elif parameter in MODELS:
            thing = world.first(MODELS[parameter])
            found[parameter] = str(thing.pk)
            if parameter in UNDER:
                owner, field = UNDER[parameter]
                found[owner] = str(getattr(thing, field))
        elif parameter == "intake_id":  # a file of this very register
            found["intake_id"] = str(Intake.objects.get(programme=world.here, register=room).pk)
        elif parameter == "id":
            found["id"] = str(world.first(IDS[room]).pk)
        else:
            found[parameter] = {
                ("listen", "code"): open_topic.code,
                ("listen", "language"): "nod",
                ("listen", "mark"): "0" * 32,
                ("listen", "sheet"): "222-222-222",
                ("listen", "key"): "0" * 64,
                ("listen", "name"): "tallies.csv",
                ("listen", "file"): "votes.csv",
                ("listen", "token"): Door.objects.filter(topic=open_topic).first().token,  # type: ignore[union-attr]
                ("listen", "network"): "agriculture",
                ("listen", "number"): "1",
                ("people", "code"): "agriculture",  # Nan has no such network
                ("people", "token"): world.token,
                ("places", "code"): world.village,  # official places are everybody's
                ("plan", "network"): "agriculture",
                ("plan", "number"): "1",
                ("plan", "code"): open_topic.code,
                ("plan", "format"): "xlsx",
                ("file", "name"): "x",
                ("plan", "area"): "5705",
                ("plan", "virtue"): columns(world.here)[0][0],
                ("plan", "rule"): "row.no_area",
                ("plan", "year"): "2563",
            }[room, parameter]
    return found


def addresses(world: World, slug: str) -> Iterator[tuple[str, str, bool]]:
    """(name, address, whether it names a thing) for every pattern of a province, with Chiang Rai's ids, under any slug."""
    for path, pattern in province_patterns():
        name = pattern.name or ""
        if name == "thread":
            models = {getattr(model, "thread_kind", ""): model for model in apps.get_models()}
            for kind in kinds():
                yield (
                    name,
                    f"/{slug}/thread/{kind.name}/{world.first(models[kind.name]._meta.label).pk}/",
                    True,
                )
            continue
        filled = values(world, path, name)
        rest = path.removeprefix("<slug:province>/")
        for parameter, value in filled.items():
            rest = re.sub(rf"<(?:\w+:)?{parameter}>", value, rest)
        yield name, f"/{slug}/{rest}", bool(filled)


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
