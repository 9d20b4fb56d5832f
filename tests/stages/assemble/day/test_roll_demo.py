from __future__ import annotations

import pytest

from tests.tools.assembly import make_assembly
from thaktho.demo.assembly import World, day_roll
from thaktho.stages.assemble.day.models import Booth, Certificate, Honour, Satisfaction
from thaktho.stages.assemble.day.queries import satisfaction

from .roll import participant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("people", [0, 3])
def test_what_is_invented_says_so_and_the_rest_need_not_stand(province, people):
    made = make_assembly(province, stage="follow_up")
    for number in range(1, people + 1):
        participant(made, number, f"นายคนที่ {number}")
    world = World(province.system, province.programme, province.networks, {}, {}, {}, {"2563": made.edition})
    day_roll.load(world)
    for model in (Booth, Honour, Satisfaction, Certificate):
        assert model.objects.exists() and not model.objects.filter(is_example=False).exists(), model
    assert Honour.objects.filter(presented_at=None).count() == 0
    assert Honour.objects.get(is_minor=True).consent
    assert Certificate.objects.filter(kind="attended").count() == people
    assert all(line.steps for line in satisfaction.results(made.edition)[2])
