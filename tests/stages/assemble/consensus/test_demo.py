"""The example's rounds, on a declaration laid down for the test: the chambers before this one may hold any text."""

from __future__ import annotations

from tests.tools.assembly import make_assembly
from thaktho.demo import assembly as demo
from thaktho.demo.assembly import consensus
from thaktho.stages.assemble.consensus import queries
from thaktho.stages.assemble.models import Delegate, Dissent, Resolution, Round


def world(province, editions):
    return demo.World(province.system, province.programme, province.networks, {}, {}, {}, editions)


def test_the_example_agrees_in_two_rounds(province):
    past = make_assembly(province, stage="follow_up").edition
    Delegate.objects.all().delete()
    coming = make_assembly(province, stage="declare_draft", code="2564").edition
    consensus.load(world(province, {"2563": past, "2564": coming}))
    first, second = Round.objects.order_by("number")
    assert (first.state, second.state) == ("published", "published")
    assert first.opened_at.year == 2020 and first.is_example
    outcomes = [one["outcome"] for one in first.result["clauses"].values()]
    assert sorted(outcomes) == [
        "agreed",
        "agreed",
        "agreed_with_notes",
    ]  # of the example's thirteen, four are here
    assert all(one.stands for one in queries.standing(past).values())
    assert not Delegate.objects.filter(edition=past, is_example=False).exists()
    assert Dissent.objects.count() == (1 if "civil_society" in province.networks else 0)
    assert Resolution.objects.get().state == "locked" and not past.formal_votes


def test_without_a_text_there_are_delegates_and_no_round(province):
    past = make_assembly(province, stage="follow_up", bodies=()).edition
    Delegate.objects.all().delete()
    consensus.load(world(province, {"2563": past}))
    assert Delegate.objects.filter(edition=past, state="appointed").exists() and not Round.objects.exists()
