"""Hearings: their last day, the meeting they are held in, and support taken back on the page of a wish."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from thaktho.stages.assemble.models import Hearing
from thaktho.stages.assemble.text import actions, queries
from thaktho.stages.assemble.text.states import Refused
from thaktho.stages.convene import actions as convene

FOREST = "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี"


def test_after_its_last_day_only_the_secretariat_writes_in_it(drafting):
    today = timezone.localdate()
    hearing = drafting.hearing(closes_on=today)
    visitor = drafting.province.visitor
    assert drafting.wish(FOREST, by=visitor, hearing=hearing).number == 1
    Hearing.objects.filter(pk=hearing.pk).update(closes_on=today - timedelta(days=1))
    hearing.refresh_from_db()
    with pytest.raises(Refused):
        drafting.wish(FOREST + "เสมอ", by=visitor, hearing=hearing)
    with pytest.raises(Refused):
        actions.comment(visitor, drafting.clause(), text="?", hearing=hearing)
    assert drafting.wish(FOREST + "เสมอ", hearing=hearing).number == 2
    assert not queries.open_hearings(drafting.made.edition).exists()
    page = drafting.province.client().get(drafting.url(f"hearings/{hearing.pk}/")).content.decode()
    assert "พ้นวันปิดรับแล้ว" in page and "ให้ความเห็น" not in page.split("<main")[1].split("</main")[0]


def test_the_meeting_it_is_held_in_is_chosen_and_shown(drafting):
    meeting = convene.plan_meeting(
        drafting.by, drafting.province.programme, title="ประชุมสภาเด็ก", held_on=date(2020, 7, 1), networks=[]
    )
    client = drafting.province.client("secretariat")
    sent = {"title": "เวที", "version": str(drafting.version.pk), "meeting": str(meeting.pk)}
    assert client.post(drafting.url("hearings/new/"), sent).status_code == 302
    hearing = Hearing.objects.get()
    assert hearing.meeting_id == meeting.pk
    assert "ประชุมสภาเด็ก" in client.get(drafting.url(f"hearings/{hearing.pk}/")).content.decode()


def test_support_is_taken_back_on_the_page(drafting):
    drafting.made.at("readiness")
    wish = drafting.wish(FOREST, network="youth")
    actions.support(drafting.by, wish, drafting.network("religion"))
    address = drafting.url(f"amendments/{wish.pk}/")
    for who, sees in (("religion", True), ("youth", False), ("secretariat", True)):
        page = drafting.province.client(who).get(address).content.decode()
        assert ('value="unsupport"' in page) is sees, who
    sent = {"do": "unsupport", "network": str(drafting.network("religion").pk)}
    drafting.province.client("religion").post(address + "do/", sent)
    assert not wish.supports.exists()
