"""The demonstration's years and issues: facts bear a source, what is invented is marked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from thaktho.demo import assembly as demo
from thaktho.demo.assembly import editions as years
from thaktho.demo.assembly import issues as calls
from thaktho.ground.programme import actions as programmes
from thaktho.stages.assemble.editions.queries import attached
from thaktho.stages.assemble.models import Edition, Issue, IssueScore, StageSpan, Task
from thaktho.stages.convene.actions import plan_meeting

MEETINGS = Path(demo.__file__).parents[1] / "meetings.yaml"


@pytest.fixture
def world(province) -> demo.World:
    sources = {
        key: programmes.add_source(province.system, province.programme, title=f"ข่าว {key}")
        for key in ("S1", "S3", "S5", "S6", "S7", "S9")
    }
    by, programme = province.system, province.programme
    meetings = {
        row["short_title"]: plan_meeting(
            by, programme, title=row["title"], short_title=row["short_title"], held_on=row["held_on"], year_confirmed=True
        )
        for row in yaml.safe_load(MEETINGS.read_text(encoding="utf-8"))["meetings"]
    }  # fmt: skip
    made = demo.World(by, programme, province.networks, province.persons, sources, meetings)
    years.load(made)
    calls.load(made)
    return made


def test_facts_bear_their_source_and_the_rest_is_marked(world):
    first, second = world.editions["2563"], world.editions["2564"]
    assert (first.stage, second.stage, first.held_on, first.is_example, second.is_example) == (
        "follow_up", "declare_draft", None, False, True,
    )  # fmt: skip
    dated = StageSpan.objects.exclude(starts_on=None, due_on=None)
    assert dated.count() >= 5 and not dated.filter(source=None, is_example=False).exists()
    assert not Task.objects.filter(is_example=False).exists()
    assert not Issue.objects.filter(is_example=False).exists()
    assert not IssueScore.objects.filter(is_example=False).exists()
    assert Edition.objects.filter(source=None).count() == 0


def test_the_decided_call_has_an_answer_for_everybody(world):
    decided = Issue.objects.filter(edition=world.editions["2563"])
    assert decided.count() == 8 and not decided.filter(state="submitted").exists()
    assert not decided.filter(decision_reason="").exists()
    assert decided.filter(state="merged").count() == 2


def test_the_day_nobody_printed_is_said_to_be_unknown(world, province):
    page = province.client().get(province.url("assembly/2563/")).content.decode()
    assert "ยังไม่พบวันที่ในแหล่งข้อมูล" in page


def test_every_day_of_the_first_year_is_that_of_its_meeting(world):
    held = {one.meeting.held_on: one.stage for one in attached(world.editions["2563"])}
    assert held[date(2020, 7, 8)] == "declare_draft"
    spans = world.editions["2563"].spans.exclude(starts_on=None)
    assert {span.starts_on: span.stage for span in spans}.items() <= held.items()
