"""The declarations of the demonstration, laid down by their own actions."""

from __future__ import annotations

from thaktho.demo.assembly import World, text
from thaktho.stages.assemble.models import Amendment, Edition, Hearing, Text
from thaktho.stages.assemble.text import actions


def test_two_years_stand(province):
    made = {
        code: Edition.objects.create(
            programme=province.programme, code=code, title=code, year=int(code), stage=stage
        )
        for code, stage in (("2563", "follow_up"), ("2564", "declare_draft"))
    }
    world = World(province.system, province.programme, province.networks, {}, {}, {}, made)
    text.load(world)
    old, new = Text.objects.get(edition__code="2563"), Text.objects.get(edition__code="2564")
    assert (old.state, old.versions.count(), new.state) == ("proclaimed", 3, "hearing")
    assert Hearing.objects.filter(edition__code="2564", state="open").count() == 2
    assert all(actions.true_to_hash(version) for version in old.versions.all())
    states = set(Amendment.objects.values_list("state", "decision"))
    assert {("submitted", ""), ("withdrawn", ""), ("decided", "declined"), ("composed", "accepted"), ("composed", "changed"), ("composed", "merged")} <= states  # fmt: skip
    assert not Amendment.objects.filter(is_example=False).exists()
