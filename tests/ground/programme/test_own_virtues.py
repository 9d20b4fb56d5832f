"""The province's own virtues: many to many with the national set, some mapped to none."""

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.base import new_id
from thaktho.ground.programme import actions
from thaktho.ground.programme.models import OwnVirtue
from thaktho.ground.programme.queries import own_virtues


@pytest.mark.parametrize("who", ["secretariat", "religion", "executive", "observer", "visitor"])
def test_the_secretariat_keeps_them(province, who):
    by = province.actor(who)
    if who == "secretariat":
        virtue = actions.name_virtue(by, province.programme, name_th="สามัคคี", national=[])
        actions.change_virtue(by, virtue, national=["volunteering", "discipline"])
        assert own_virtues(province.programme)[0].national == ["volunteering", "discipline"]
        actions.drop_virtue(by, virtue, "ซ้ำ")
        assert own_virtues(province.programme) == []
        return
    with pytest.raises(PermissionDenied):
        actions.name_virtue(by, province.programme, name_th="สามัคคี", national=[])


def test_the_page_says_what_is_not_mapped(province):
    client = province.client("secretariat")
    data = {"name_th": "มีน้ำใจ", "national": ["volunteering", "sufficiency"], "act_id": str(new_id())}
    assert client.post(province.url("programme/virtues/new/"), data).status_code == 302
    client.post(province.url("programme/virtues/new/"), {"name_th": "กล้าหาญ", "act_id": str(new_id())})
    page = province.client().get(province.url("programme/virtues/"))
    text = page.content.decode()
    assert page.context["unmapped"] == 1 and "ยังไม่จับคู่" in text and "จิตอาสา" in text
    assert "กล้าหาญ" in client.get(province.url("programme/")).content.decode()


def test_forms_refuse_what_makes_no_sense(province):
    client, here = province.client("secretariat"), province.url("programme/virtues/new/")
    assert client.post(here, {"name_th": "ก", "first_year": "2565", "last_year": "2563"}).status_code == 422
    assert client.post(here, {"name_th": "ก", "national": ["nowhere"]}).status_code == 422
    assert OwnVirtue.objects.count() == 0


def test_another_province_cannot_touch_them(province, other):
    virtue = actions.name_virtue(province.system, province.programme, name_th="ก", national=[])
    client = other.client("secretariat")
    for end in ("", "drop/"):
        assert client.get(other.url(f"programme/virtues/{virtue.pk}/{end}")).status_code == 404
    drop = province.url(f"programme/virtues/{virtue.pk}/drop/")
    assert province.client("secretariat").post(drop, {"reason": "ซ้ำ"}).status_code == 302
    assert OwnVirtue.objects.count() == 0
