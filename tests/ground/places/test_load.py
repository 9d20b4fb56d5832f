"""Thailand's areas, loaded whole, quickly, and as often as one likes."""

import time

import pytest

from thaktho.ground.places import actions
from thaktho.ground.places.models import Place

pytestmark = pytest.mark.slow


def test_all_of_thailand_stands(thailand):
    count = {level: Place.objects.filter(level=level).count() for level in ("province", "amphoe", "tambon")}
    assert (count["province"], count["amphoe"]) == (77, 928)
    assert 7_400 <= count["tambon"] <= 7_500
    assert Place.objects.filter(code__startswith="57", level="amphoe").count() == 18
    assert Place.objects.filter(code__startswith="57", level="tambon").count() == 124


def test_the_code_is_the_path(thailand):
    for place in Place.objects.exclude(level="province").iterator():
        assert place.code[:-2] == place.parent_id


def test_everything_can_be_sorted_and_found(thailand):
    assert not Place.objects.filter(sort_key="").exists()
    assert not Place.objects.filter(search_text="").exists()


def test_it_takes_seconds_and_again_changes_nothing(thailand, province):
    before = list(Place.objects.order_by("code").values_list())
    begun = time.monotonic()
    actions.load_official()
    assert time.monotonic() - begun < 15
    after = list(Place.objects.order_by("code").values_list())
    assert after == before


def test_a_name_that_was_changed_comes_right(thailand):
    Place.objects.filter(code="5705").update(name_th="ผิด")
    actions.load_official()
    assert Place.objects.get(code="5705").name_th == "พาน"


def test_bangkok_has_khet_and_khwaeng(thailand):
    place = Place.objects.get(code="1001")
    assert (place.name_th, place.label) == ("พระนคร", "เขตพระนคร")
    assert Place.objects.filter(parent=place).first().kind == "แขวง"
    assert Place.objects.get(code="10").label == "กรุงเทพมหานคร"
