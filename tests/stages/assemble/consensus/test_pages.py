from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tools.assembly import add_delegate
from thaktho.stages.assemble.consensus import actions, entering, queries
from thaktho.stages.assemble.models import ClauseStance, Delegate, Resolution, Round, VoteRight

from .conftest import CODES

OFTEN = 15


def pages(floor):
    round = floor.round()
    floor.all_say(round, "not_yet", CODES[:2])
    row = floor.resolution()
    asked, delegate = floor.asked(round), floor.delegate("youth")
    return [
        "", "rules/", "reasons/", "delegates/", "delegates/print/", "delegates/cards/", "delegates/new/",
        f"delegates/{delegate.pk}/", f"delegates/{delegate.pk}/replace/", f"delegates/{delegate.pk}/end/",
        f"delegates/{delegate.pk}/renew/", "speak/youth/", f"speak/youth/{asked.pk}/", "rounds/new/",
        f"rounds/{round.pk}/", f"rounds/{round.pk}/tiles/", f"rounds/{round.pk}/close/",
        f"dissent/religion/{asked.pk}/", "resolutions/", "resolutions/new/", f"resolutions/{row.pk}/",
        f"resolutions/{row.pk}/live/", f"resolutions/{row.pk}/edit/", f"resolutions/{row.pk}/stop/",
        f"resolutions/{row.pk}/cancel/",
    ]  # fmt: skip


def test_all_pages_for_the_secretariat_in_bounded_queries(floor, keeps_shared):
    for n in range(60):
        add_delegate(floor.made, CODES[n % 4], f"ผู้แทน ลำดับ{n}")
    client = floor.made.province.client("secretariat")
    often = {}
    for path in pages(floor):
        assert client.get(floor.url(path)).status_code == 200, path
        with CaptureQueriesContext(connection) as asked:
            client.get(floor.url(path))
        often[path] = len(asked)
    assert {path: count for path, count in often.items() if count > OFTEN} == {}


@pytest.mark.parametrize("who", ["visitor", "observer", "youth", "executive"])
def test_pages_open_to_whom_they_are_meant_for(floor, who):
    client = floor.made.province.client(who)
    answers = {path: client.get(floor.url(path)).status_code for path in pages(floor)}
    assert all(status in (200, 302, 403, 404) for status in answers.values()), answers
    assert answers[""] == answers["rules/"] == answers["resolutions/"] == 200
    assert answers["delegates/cards/"] in (403, 302) and answers["rounds/new/"] in (403, 302)
    if who == "visitor":
        assert answers["delegates/"] in (403, 302) and answers["reasons/"] == 403


def test_empty_year_has_words(floor):
    Delegate.objects.all().delete()
    client = floor.made.province.client("secretariat")
    for path in ("", "delegates/", "delegates/cards/", "reasons/", "speak/", "resolutions/"):
        assert client.get(floor.url(path)).status_code == 200


def test_names_of_delegates_are_not_public(floor):
    secret = "ชื่อผู้แทน ที่ไม่เปิดเผย"
    add_delegate(floor.made, "youth", secret)
    round = floor.round()
    client = floor.made.province.client()
    for path in ("", f"rounds/{round.pk}/", f"rounds/{round.pk}/tiles/", "speak/"):
        assert secret not in client.get(floor.url(path)).content.decode()


def test_the_phone_tells_a_voice_and_goes_on_to_the_next_clause(floor):
    phone, round = floor.let_in(floor.delegate("youth")), floor.round()
    first, second = floor.asked(round), floor.asked(round, 2)
    url = floor.url(f"speak/youth/{first.pk}/")
    refused = phone.post(url, {"value": "not_yet", "reason": "", "seen": "0"})
    assert refused.status_code == 409 and "พิมพ์เหตุผลด้วย" in refused.content.decode()
    assert phone.post(url, {"value": "", "seen": "0"}).status_code == 422
    done = phone.post(url, {"value": "not_yet", "reason": "ขอดูงบก่อน", "seen": "0"})
    assert done.status_code == 302 and str(second.pk) in done["Location"]
    stale = phone.post(url, {"value": "agree", "reason": "", "seen": "0"})
    assert stale.status_code == 409 and "ขอดูงบก่อน" in stale.content.decode()
    assert ClauseStance.objects.get().value == "not_yet"
    actions.close_round(floor.desk, round, reason="ปิด")
    assert phone.post(url, {"value": "agree", "seen": "1"}).status_code == 409


def test_inside_by_phone(floor):
    delegate = add_delegate(floor.made, "youth", "ผู้แทนภายใน")
    phone, asked = floor.let_in(delegate), floor.asked(floor.round())
    url = floor.url(f"inner/{asked.pk}/")
    assert phone.post(url, {"network": "youth", "value": "agree"}).status_code == 302
    assert phone.post(url, {"network": "religion", "value": "agree"}).status_code == 403
    assert queries.inner_counts(asked, floor.network("youth")) == (1, None)
    page = phone.get(floor.url(f"speak/youth/{asked.pk}/")).content.decode()
    assert "แยกให้เห็นเมื่อปิดรอบ" in page
    actions.close_round(floor.desk, asked.round, reason="ปิด")
    page = phone.get(floor.url(f"speak/youth/{asked.pk}/")).content.decode()
    assert "น้อยกว่า 3 คน" in page


def test_the_whole_round_by_the_secretariats_hand(floor):
    desk = floor.made.province.client("secretariat")
    made = desk.post(floor.url("rounds/new/"), {"version": str(floor.made.version.pk), "about": "all"})
    round = Round.objects.get()
    assert made.status_code == 302
    desk.post(floor.url(f"rounds/{round.pk}/open/"))
    floor.all_say(round, codes=CODES[:3])
    asked = desk.post(floor.url(f"rounds/{round.pk}/close/"), {"reason": ""})
    assert asked.status_code == 409
    desk.post(floor.url(f"rounds/{round.pk}/close/"), {"reason": "ไม่มา"})
    desk.post(floor.url(f"rounds/{round.pk}/publish/"))
    round.refresh_from_db()
    assert (round.state, round.close_reason) == ("published", "ไม่มา")
    again = desk.post(floor.url(f"rounds/{round.pk}/open/"), follow=True)
    assert "ทำขั้นตอนนี้ไม่ได้" in again.content.decode()


def test_dissent_by_the_secretariats_hand(floor):
    desk, round = floor.made.province.client("secretariat"), floor.round()
    floor.tell(round, "youth", "not_yet")
    url = floor.url(f"dissent/youth/{floor.asked(round).pk}/")
    assert desk.post(url, {"text": "", "chair": ""}).status_code == 422
    assert desk.post(url, {"text": "สงวน", "chair": "นายสมมติ"}).status_code == 302
    assert "นายสมมติ" in desk.get(floor.url(f"rounds/{round.pk}/")).content.decode()


def test_live_tiles_are_told_by_their_etag(floor, client):
    from thaktho.stages.assemble.consensus import live

    round = floor.round()
    url = floor.url(f"rounds/{round.pk}/tiles/")
    first = client.get(url)
    assert first.status_code == 200 and first["Cache-Control"] == "no-cache"
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 304
    floor.tell(round, "youth", "agree")
    live.forget()
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_vote_by_phone_and_its_second_time(floor):
    row = floor.resolution()
    phone = floor.let_in(floor.delegate("youth"))
    page = phone.get(floor.url(f"resolutions/{row.pk}/")).content.decode()
    assert row.rule_hash in page and 'value="yes"' in page
    url = floor.url(f"resolutions/{row.pk}/vote/")
    assert phone.post(url, {"value": ""}).status_code == 422
    first = phone.post(url, {"value": "yes"})
    assert first.status_code == 200 and "ลงมติแล้ว" in first.content.decode()
    assert "ไม่นับซ้ำ" in phone.post(url, {"value": "no"}).content.decode()
    assert VoteRight.objects.filter(used=True).count() == 1
    assert phone.get(floor.url(f"resolutions/{row.pk}/live/")).json() == {
        "state": "open",
        "entitled": 4,
        "cast": 1,
    }
    actions.close_resolution(floor.desk, row)
    late = floor.let_in(floor.delegate("religion")).post(url, {"value": "yes"})
    assert late.status_code == 409 and "หลังปิดไม่นับ" in late.content.decode()


def test_the_result_is_told_when_it_is_published(floor, client):
    row = floor.resolution()
    floor.let_in(floor.delegate("youth")).post(floor.url(f"resolutions/{row.pk}/vote/"), {"value": "yes"})
    desk, url = floor.made.province.client("secretariat"), floor.url(f"resolutions/{row.pk}/")
    desk.post(f"{url}step/close/")
    assert "มติผ่าน" in desk.get(url).content.decode() and "มติผ่าน" not in client.get(url).content.decode()
    desk.post(f"{url}step/publish/")
    assert "มติผ่าน" in client.get(url).content.decode()
    assert desk.post(f"{url}step/open/", follow=True).status_code == 200
    assert Resolution.objects.get().state == "published"
    assert desk.post(f"{url}step/nothing/").status_code == 404


def test_closing_a_vote_asks_first_and_says_who_is_there(floor, client):
    row = floor.resolution()
    desk, url = floor.made.province.client("secretariat"), floor.url(f"resolutions/{row.pk}/close/")
    asks = desk.get(url).content.decode()
    assert "ลงแล้ว 0 จาก" in asks and "ยังไม่มีผู้แทนลงทะเบียน" in asks
    floor.come(floor.delegate("youth"))
    assert "วันนี้มี 1 เครือข่าย ยังไม่ครบองค์ประชุม" in desk.get(url).content.decode()
    for code in CODES:
        floor.come(floor.delegate(code))
    assert "องค์ประชุม" not in desk.get(url).content.decode()
    assert client.get(url).status_code == 403


def test_naming_and_appointing_by_hand(floor):
    coordinator, desk = floor.made.province.client("youth"), floor.made.province.client("secretariat")
    youth = floor.network("youth")
    form = {"network": str(youth.pk), "name": "พระครูสมุห์บุญมี", "part": "delegate"}
    assert coordinator.post(floor.url("delegates/new/"), form).status_code == 302
    other = form | {"network": str(floor.network("religion").pk)}
    assert coordinator.post(floor.url("delegates/new/"), other).status_code == 422
    row = Delegate.objects.get(state="nominated")
    desk.post(
        floor.url("delegates/appoint/"),
        {"delegate": [str(row.pk), "x"], "letter_number": "ชร 9", "letter_date": "10 ส.ค. 2563"},
    )
    row.refresh_from_db()
    assert row.state == "appointed"
    assert "พระครูสมุห์บุญมี" in desk.get(floor.url("delegates/print/")).content.decode()
    cards = desk.get(floor.url("delegates/cards/"))
    assert "<svg" in cards.content.decode() and "no-store" in cards["Cache-Control"]
    assert f">testserver{floor.url('enter/')}{entering.token_of(row)}/<" in cards.content.decode()


def test_what_waits_for_whom(floor):
    programme = floor.edition.programme
    floor.round()
    assert queries.waiting(floor.made.province.visitor, programme) == []
    (line,) = queries.waiting(floor.made.province.actor("youth"), programme)
    assert "3 ข้อ" in line.title and line.url.endswith("/speak/youth/")
    row = floor.resolution()
    speaker = floor.made.speaker("youth")
    assert [line.verb for line in queries.waiting(speaker, programme)] == ["แจ้งเสียง"]
    (vote,) = queries.votes_waiting(speaker, programme)
    assert vote.verb == "ลงมติ" and str(row.pk) in vote.url
    actions.nominate(floor.desk, floor.edition, floor.network("youth"), name="ใหม่")
    assert [line.verb for line in queries.waiting(floor.desk, programme)] == ["แต่งตั้ง"]
