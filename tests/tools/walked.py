"""The demonstration as it is walked: a province, another beside it, and every address with its ids filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.apps import apps
from django.test import Client
from PIL import Image

from tests.conftest import Province, make_province
from tests.test_house import province_patterns
from thaktho.demo import load as demo
from thaktho.ground.intake import actions as intakes
from thaktho.ground.intake.models import Intake
from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.ground.people import actions as people
from thaktho.ground.people.models import User
from thaktho.ground.places.actions import add_village, load_official
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread.registry import kinds
from thaktho.stages.assemble.access import edition_of
from thaktho.stages.assemble.consensus.entering import token_for
from thaktho.stages.convene.letters.tokens import token_of
from thaktho.stages.listen.models import Door, Topic
from thaktho.stages.plan.actions import imports
from thaktho.stages.plan.actions.versions import make_version
from thaktho.stages.plan.queries.gaps import columns

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

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
    "letter_id": "convene.Letter",
    "recipient_id": "convene.LetterRecipient",
    "enclosure_id": "convene.LetterEnclosure",
    "followup_id": "convene.FollowUp",
    "line_id": "convene.CostLine",
}
IDS = dict.fromkeys(("convene", "letters", "followups", "costs"), "convene.Meeting") | {
    "listen": "listen.Statement"
}  # where the address says only <uuid:id>
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
    "recipient_id": ("letter_id", "letter_id"),
    "enclosure_id": ("letter_id", "letter_id"),
    "line_id": ("id", "meeting_id"),
}


# Of the assembly, what is no id: taken from the demonstration.
ASSEMBLY: dict[str, Callable[[World], str]] = {
    "state": lambda world: "todo",
    "step": lambda world: "lock",
    "network": lambda world: "agriculture",
    "token": lambda world: token_for(world.first("assemble.Delegate")),
    "badge": lambda world: world.first("assemble.Participant").code,
    "certificate_code": lambda world: world.first("assemble.Certificate").code,
    "row": lambda world: str(world.first("plan.PlanRow").pk),
}
SHORT = {"version": "textversion", "chair": "chairspell", "turn": "speakerturn"}  # in an address, of a model


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


def load_world() -> World:
    """The demonstration, an invented Nan, and what the demonstration holds none of."""
    load_official(only=["55", "57"])
    loaded = demo.load_chiang_rai()
    _, token = people.invite(loaded.by, loaded.programme, "observer")
    village = add_village(loaded.by, loaded.programme, "570501", "บ้านลับเฉพาะเชียงราย", 99)
    _papers(loaded)
    _loom(loaded)
    _assembly(loaded)
    return World(loaded.programme, make_province("nan", "55", "น่าน"), token, village.code)


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


def _assembly(loaded: demo.Loaded) -> None:
    """A paper and a picture of the year, which nobody invented for the demonstration."""
    from thaktho.ground.files.actions import store
    from thaktho.stages.assemble.editions.actions.papers import add_paper
    from thaktho.stages.assemble.editions.actions.photos import add_photo
    from thaktho.stages.assemble.models import Edition

    edition = Edition.objects.get(programme=loaded.programme, code="2563")
    drawn = BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    for name, data, media_type in (("a.csv", b"a,b\n", "text/csv"), ("a.png", drawn.getvalue(), "image/png")):
        stored = store(
            loaded.by,
            loaded.programme,
            name=name,
            data=data,
            media_type=media_type,
            purpose="paper",
            read_verb="assemble.work",
        )
        if media_type == "image/png":
            add_photo(loaded.by, edition, caption="ภาพลับเฉพาะเชียงราย", file=lambda stored=stored: stored)
        else:
            add_paper(
                loaded.by,
                edition,
                stage="consult",
                title="เอกสารสมัชชาลับเฉพาะเชียงราย",
                file=lambda stored=stored: stored,
            )


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


def of_assembly(world: World, parameters: list[str]) -> dict[str, str]:
    """What stands in one edition: each `…_id` is named after its model, and the edition is that of the thing."""
    found: dict[str, str] = {}
    edition = None
    for parameter in parameters:
        if parameter == "edition" or not parameter.endswith("_id"):
            continue
        word = parameter.removesuffix("_id").replace("_", "")
        word = SHORT.get(word, word)
        model = next(
            (
                one
                for one in apps.get_app_config("assemble").get_models()
                if one.__name__.lower() in (word, f"edition{word}")
            ),
            None,
        )
        assert model is not None, f"no model of the assembly is called {parameter}"
        rows = model.objects.filter(programme=world.here).order_by("pk")
        if edition is not None and any(field.name == "edition" for field in model._meta.fields):
            rows = rows.filter(edition=edition)
        thing = rows.first()
        assert thing is not None, f"the demonstration holds no {model.__name__}"
        found[parameter] = str(thing.pk)
        edition = edition or edition_of(thing)
    if "edition" in parameters:
        found["edition"] = edition.code if edition is not None else "2563"
    return found


def values(world: World, path: str, name: str) -> dict[str, str]:
    """Chiang Rai's ids for the parameters of an address."""
    if name.startswith("assemble_"):
        parameters = PARAMETER.findall(path.removeprefix("<slug:province>/"))
        found = of_assembly(world, parameters)
        for parameter in parameters:
            if parameter not in found:
                found[parameter] = ASSEMBLY[parameter](world)
        return found
    open_topic = Topic.objects.get(programme=world.here, state="open")
    found = {}
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
                ("letters", "reply_token"): token_of(world.first("convene.LetterRecipient").pk),
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
