"""Answering as people do: by QR, one statement at a time, without JavaScript, without a login."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from thaktho.stages.listen import actions, hot, queries
from thaktho.stages.listen.models import Receipt, Statement, Vote, Voter
from thaktho.stages.listen.views.paper import MOST_BY_VOTER


def come_in(asked, network="youth", client=None) -> Client:
    client = client or asked.province.client()
    answer = client.get(asked.url(f"enter/{asked.door(network).token}/"))
    assert answer.status_code == 302 and answer["Location"] == asked.url("ballot/")
    return client


def fields(answer) -> dict[str, str]:
    page = answer.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_a_whole_ballot(asked):
    client = Client()
    come_in(asked, client=client)
    answer = client.get(asked.url("ballot/"))
    seen = []
    for turn, value in enumerate(("1", "-1", "0", "1")):
        assert f"ลำดับ {turn + 1} จาก 4" in answer.content.decode()
        form = fields(answer)
        assert f"ข้อ {form['s']} · " in answer.content.decode()  # the number that stands on a sheet of paper
        seen.append(int(form["s"]))
        assert Vote.objects.count() == turn
        answer = client.post(asked.url("ballot/"), form | {"value": value})
    assert answer.status_code == 302 and answer["Location"] == asked.url("ballot/done/")
    page = client.get(asked.url("ballot/done/")).content.decode()
    assert "ครบ 4 ข้อแล้ว ขอบคุณ" in page and asked.door("youth").network.name in page
    assert sorted(seen) == [1, 2, 3, 4]
    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, 0, 1, 1]
    assert Voter.objects.count() == 1


def test_going_back_and_changing(asked):
    client = come_in(asked)
    first = fields(client.get(asked.url("ballot/")))
    client.post(asked.url("ballot/"), first | {"value": "1"})
    page = client.get(asked.url("ballot/") + f"?s={first['s']}")
    assert "mine" in page.content.decode()
    client.post(asked.url("ballot/"), first | {"value": "-1"})
    assert Vote.objects.get().value == -1


def test_reloading_and_nonsense_change_nothing(asked):
    client = come_in(asked)
    first = fields(client.get(asked.url("ballot/")))
    for _ in range(3):
        assert client.post(asked.url("ballot/"), first | {"value": "1"}).status_code == 200
    for broken in ({}, {"s": "99", "value": "1"}, {"s": first["s"], "value": "7"}, {"s": "x", "value": ""}):
        token = {"csrfmiddlewaretoken": first["csrfmiddlewaretoken"]}
        assert client.post(asked.url("ballot/"), broken | token).status_code == 302
    assert Vote.objects.count() == 1


def test_no_other_site_answers_for_a_phone(asked):
    """A form counts only with what this phone's own page carries: not without it, not with another phone's."""
    client = come_in(asked)
    mine = fields(client.get(asked.url("ballot/")))
    others = fields(come_in(asked, client=Client()).get(asked.url("ballot/")))
    for token in ("", "x", others["csrfmiddlewaretoken"]):
        forged = mine | {"value": "1", "csrfmiddlewaretoken": token}
        answer = client.post(asked.url("ballot/"), forged)
        assert answer.status_code == 403 and "เปิดค้างไว้นานเกินไป" in answer.content.decode()
        stated = {"text": "ข้อความที่ส่งมาจากที่อื่น", "csrfmiddlewaretoken": token}
        assert client.post(asked.url("ballot/propose/"), stated).status_code == 403
    assert not Vote.objects.exists() and not Statement.objects.filter(origin="phone").exists()
    assert client.post(asked.url("ballot/"), mine | {"value": "1"}).status_code == 200


def test_looking_leaves_no_voter(asked):
    client = come_in(asked)
    client.get(asked.url("ballot/"))
    client.get(asked.url("ballot/done/"))
    assert not Voter.objects.exists()


def test_without_a_door_no_ballot(asked, asking):
    assert "สแกนคิวอาร์" in asked.province.client().get(asked.url("ballot/")).content.decode()
    elsewhere = asking(title="อื่น")
    wrong = asked.url(f"enter/{elsewhere.door('youth').token}/")
    assert asked.province.client().get(wrong).status_code == 404


def test_who_answered_stays_with_their_network(asked):
    client = come_in(asked, "youth")
    form = fields(client.get(asked.url("ballot/")))
    client.post(asked.url("ballot/"), form | {"value": "1"})
    come_in(asked, "religion", client)
    assert asked.door("youth").network.name in client.get(asked.url("ballot/")).content.decode()


def test_one_cookie_is_two_strangers_in_two_topics(asked, asking):
    other = asking(title="อีกเรื่อง")
    a, b = (hot.topic(t.province.programme.slug, t.topic.code) for t in (asked, other))
    assert actions.find_voter(a, "x" * 32) != actions.find_voter(b, "x" * 32)
    assert actions.find_voter(a, "x" * 32) == actions.find_voter(a, "x" * 32)


def test_after_closing(asked):
    client = come_in(asked)
    form = fields(client.get(asked.url("ballot/")))
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    answer = client.post(asked.url("ballot/"), form | {"value": "1"})
    assert answer.status_code == 200 and "ปิดรับแล้ว" in answer.content.decode()
    assert client.get(asked.url(f"enter/{asked.door('youth').token}/")).status_code == 200
    actions.seal_topic(asked.province.system, asked.topic)
    for path in ("ballot/", "ballot/propose/"):
        assert client.get(asked.url(path)).status_code == 200
    assert client.get(asked.url("ballot/done/")).status_code == 302
    assert not Vote.objects.exists()


def test_past_its_time_a_topic_is_closed_before_the_job_comes(asking):
    from datetime import timedelta

    import time_machine
    from django.utils import timezone

    asked = asking(closes_at=timezone.now() + timedelta(hours=1))
    client = come_in(asked)
    form = fields(client.get(asked.url("ballot/")))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        client.post(asked.url("ballot/"), form | {"value": "1"})
    assert not Vote.objects.exists()


def say(client, asked, text, **more):
    form = fields(client.get(asked.url("ballot/propose/")))
    return client.post(asked.url("ballot/propose/"), form | {"text": text} | more)


def test_proposing_gives_a_receipt_once(asked):
    client = come_in(asked)
    answer = say(client, asked, "ผู้สูงอายุอยากให้ลูกหลานกลับบ้านพร้อมหน้า")
    code = answer.context["receipt"]
    statement = Statement.objects.get(origin="phone")
    assert statement.state == "waiting" and statement.door == asked.door("youth")
    assert re.fullmatch(r"[2-9HKMQRTUWXY]{4}-[2-9HKMQRTUWXY]{4}", code)
    assert code not in str(list(Receipt.objects.values()))
    assert code in client.get(asked.url("ballot/done/")).content.decode()
    assert not Voter.objects.exists()


def test_sent_twice_is_one_statement_and_the_same_receipt(asked):
    client = come_in(asked)
    form = fields(client.get(asked.url("ballot/propose/"))) | {"text": "ควรมีตลาดนัดคนทำความดีทุกเดือน"}
    first, second = (client.post(asked.url("ballot/propose/"), form) for _ in range(2))
    assert first.context["receipt"] == second.context["receipt"]
    assert Statement.objects.filter(origin="phone").count() == 1


@pytest.mark.parametrize("text", ["สั้น", "ก" * 201, "", "   "])
def test_too_short_too_long(asked, text):
    client = come_in(asked)
    answer = say(client, asked, text)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert text.strip() in answer.content.decode()
    assert not Statement.objects.filter(origin="phone").exists()


def test_the_same_words_are_offered_for_a_vote(asked):
    client = come_in(asked)
    answer = say(client, asked, "ขอให้คนไทยรัก และสามัคคีกัน!!")
    assert f"?s={asked.statements[0].number}" in answer.content.decode()
    assert not Statement.objects.filter(origin="phone").exists()


def test_at_most_ten_by_one_voter(asked):
    client = come_in(asked)
    for number in range(MOST_BY_VOTER):
        assert "receipt" in say(client, asked, f"ข้อความที่ต่างกันทุกครั้ง หมายเลข {number}").context
    assert say(client, asked, "ข้อความที่เกินจำนวนแล้ว").context["full"]
    assert Statement.objects.filter(origin="phone").count() == MOST_BY_VOTER


def test_only_facilitators_may_state(asking):
    asked = asking(proposers="facilitators")
    client = come_in(asked)
    assert "เสนอข้อความใหม่" not in client.get(asked.url("ballot/")).content.decode()
    client.post(asked.url("ballot/propose/"), {"text": "ข้อความที่ไม่ควรรับไว้"})
    assert not Statement.objects.filter(origin="phone").exists()


def test_moderation_after_shows_at_once(asking):
    asked = asking(moderation="after")
    client = come_in(asked)
    say(client, asked, "เปิดให้ตอบได้ทันทีไม่ต้องรอ")
    assert Statement.objects.get(origin="phone").state == "shown"
    assert "ลำดับ 1 จาก 5" in client.get(asked.url("ballot/")).content.decode()


def test_an_open_door(asking):
    asked = asking(open_door=True)
    client = asked.province.client()
    page = client.get(asked.url("ballot/")).content.decode()
    token = next(door.token for door in queries.doors(asked.topic) if door.network is None)
    assert f"enter/{token}/" in page
    client.get(asked.url(f"enter/{token}/"))
    form = fields(client.get(asked.url("ballot/")))
    client.post(asked.url("ballot/"), form | {"value": "1"})
    assert Voter.objects.get().door.network is None


def test_few_queries_for_a_vote(asked, queries):
    client = come_in(asked)
    form = fields(client.get(asked.url("ballot/")))
    answer = client.post(asked.url("ballot/"), form | {"value": "1"})
    form = fields(answer)
    with queries(7):  # topic with programme and secret; then begin, lock, answers, tally, vote, commit
        client.post(asked.url("ballot/"), form | {"value": "-1"})


def test_an_invented_topic_says_so_on_the_ballot(asking):
    asked = asking(is_example=True)
    page = come_in(asked).get(asked.url("ballot/")).content.decode()
    assert "ข้อมูลตัวอย่าง" in page
    assert page.count(asked.statements[0].text) + sum(page.count(s.text) for s in asked.statements[1:]) == 1


def test_the_signs_of_a_gap_in_the_wording_fill_nothing(asking):
    asked = asking(title="ก\ue000token\ue001 \ue000nothing\ue001 ข")
    page = asked.province.client().get(asked.url(f"enter/{asked.door('youth').token}/"), follow=True)
    assert page.status_code == 200
