"""Numbered sheets over HTTP: entering, typing in, printing; and how fast one may guess or answer."""

from __future__ import annotations

import re
import time
from uuid import uuid4

import pytest
from django.test import Client

from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, audit, limits, queries
from thaktho.stages.listen.models import Door, Topic, Vote, Voter
from thaktho.stages.listen.sheets import sheet_code
from thaktho.stages.listen.states import WrongState

from .conftest import ask


@pytest.fixture
def hall(asking):
    asked = asking(kind="hall", proof="sheet")
    actions.print_sheets(asked.province.actor("secretariat"), asked.door("youth"), 5)
    return asked


@pytest.fixture(autouse=True)
def fresh_limits():
    for name in ("VOTES_OF_PHONE", "VOTES_OF_DOOR", "BALLOTS_OF_DOOR", "WRONG_CODES", "TRIED_CODES"):
        getattr(limits, name)._filled.clear()


def code_of(asked, serial, network="youth"):
    return sheet_code(actions.topic_key(asked.topic), asked.door(network).pk, serial)


def entered(asked, serial):
    client = Client()
    sent = client.post(asked.url(f"enter/{asked.door('youth').token}/"), {"sheet": code_of(asked, serial)})
    assert sent.status_code == 302
    return client


def answer(client, asked, value, number=None):
    page = client.get(asked.url("ballot/") + (f"?s={number}" if number else "")).content.decode()
    form = dict(re.findall(r'name="(csrfmiddlewaretoken|s)" value="([^"]*)"', page))
    return client.post(asked.url("ballot/"), form | {"value": str(value)})


def test_the_door_asks_for_the_sheet(hall):
    client, door = Client(), hall.url(f"enter/{hall.door('youth').token}/")
    assert "เลขแผ่นของท่าน" in client.get(door).content.decode()
    assert not client.cookies
    assert "สแกนคิวอาร์บนแผ่น" in client.get(hall.url("ballot/")).content.decode()
    assert client.post(door, {"sheet": code_of(hall, 2).lower()}).status_code == 302
    assert answer(client, hall, 1).status_code == 200
    assert Voter.objects.get().pk == actions.voter_of_sheet(hall.topic, hall.door("youth"), 2)


def test_the_qr_leads_to_the_same_ballot_on_any_phone(hall):
    one, other = entered(hall, 3), Client()
    answer(one, hall, 1, 1)
    address = hall.url(f"enter/{hall.door('youth').token}/{code_of(hall, 3)}/")
    assert other.get(address).status_code == 302
    answer(other, hall, -1, 1)
    assert Voter.objects.count() == 1 and Vote.objects.get().value == -1
    # Whoever scans a sheet after somebody is not shown what was answered with it.
    assert "คำตอบเดิมของท่าน" not in other.get(hall.url("ballot/") + "?s=1").content.decode()


def test_a_phone_is_passed_on(hall):
    client = entered(hall, 1)
    answer(client, hall, 1, 1)
    door = hall.url(f"enter/{hall.door('youth').token}/")
    assert "ตอบต่อด้วยแผ่นเดิม" in client.get(door).content.decode()
    assert client.post(door, {"sheet": code_of(hall, 2)}).status_code == 302
    answer(client, hall, 1, 1)
    assert Voter.objects.count() == 2


@pytest.mark.parametrize("what", ["slip", "another door, not printed", "not printed", "made up"])
def test_codes_that_lead_nowhere(hall, what):
    right = code_of(hall, 1)
    text = {
        "slip": right[:-1] + ("2" if right[-1] != "2" else "3"),
        "another door, not printed": code_of(hall, 1, "religion"),
        "not printed": code_of(hall, 6),
        "made up": sheet_code(b"x" * 32, hall.door("youth").pk, 1),
    }[what]
    client = Client()
    page = client.post(hall.url(f"enter/{hall.door('youth').token}/"), {"sheet": text})
    assert page.status_code == 200 and 'role="alert"' in page.content.decode()
    assert not client.cookies and not Voter.objects.exists()


def test_a_cookie_made_by_hand_is_no_sheet(hall):
    client, token = Client(), hall.door("youth").token
    for held in (f"{'a' * 32}.{token}.0", f"{'a' * 32}.{token}.0.1", f"{'a' * 32}.{token}.0.99"):
        client.cookies["ballot"] = held
        page = client.post(hall.url("ballot/"), {"s": "1", "value": "1"})
        assert page.status_code == 302 and "/enter/" in page["Location"]
        assert client.get(hall.url("ballot/done/")).status_code == 302
    assert not Voter.objects.exists()


def test_guesses_are_slow_and_slips_cost_nothing(hall):
    client, door = Client(), hall.url(f"enter/{hall.door('youth').token}/")
    right, wrong = code_of(hall, 1), sheet_code(b"x" * 32, hall.door("youth").pk, 1)
    for _ in range(60):
        assert client.post(door, {"sheet": right[:-2]}).status_code == 200
    seen = [client.post(door, {"sheet": wrong}).status_code for _ in range(32)]
    assert seen == [200] * 30 + [429] * 2
    assert client.post(door, {"sheet": right}).status_code == 302  # nobody's guesses keep others out
    limits.TRIED_CODES._filled[hall.door("youth").pk] = (0, time.monotonic() + 60)
    assert client.post(door, {"sheet": right}).status_code == 429
    assert limits.WRONG_CODES.take(hall.door("youth").pk, now=1e9)  # a minute later


def test_any_door_finds_whose_sheet_it_is(asking):
    hall = asking(kind="hall", proof="sheet", open_door=True)
    actions.print_sheets(hall.province.actor("secretariat"), hall.door("religion"), 2)
    nobody = next(door for door in queries.doors(hall.topic) if door.network_id is None)
    for token, serial in ((nobody.token, 1), (hall.door("youth").token, 2)):
        client = Client()
        sent = client.post(hall.url(f"enter/{token}/"), {"sheet": code_of(hall, serial, "religion")})
        assert sent.status_code == 302
        assert answer(client, hall, 1).status_code == 200
        assert Voter.objects.filter(
            pk=actions.voter_of_sheet(hall.topic, hall.door("religion"), serial)
        ).exists()
    assert set(Voter.objects.values_list("door__network__code", flat=True)) == {"religion"}
    page = Client().get(hall.url("ballot/")).content.decode()
    assert "พิมพ์เลขแผ่น" in page and "ตอบโดยไม่ระบุเครือข่าย" not in page
    assert "ส่องแล้วพิมพ์เลขแผ่นของท่าน" in Client().get(hall.url("live/")).content.decode()


def test_many_doors_make_a_guess_worth_no_more(hall):
    wrong = sheet_code(b"x" * 32, hall.door("youth").pk, 1)
    doors = {name: hall.url(f"enter/{hall.door(name).token}/") for name in ("youth", "religion")}
    for _ in range(29):
        assert Client().post(doors["religion"], {"sheet": wrong}).status_code == 200
    assert limits.WRONG_CODES.take(hall.topic.pk)
    # The other doors are no longer asked; the sheet's own door still takes it.
    assert Client().post(doors["religion"], {"sheet": code_of(hall, 1)}).status_code == 429
    assert Client().post(doors["youth"], {"sheet": code_of(hall, 1)}).status_code == 302


def test_a_machine_that_answers_is_told_to_wait(asked):
    client = Client()
    client.get(asked.url(f"enter/{asked.door('youth').token}/"))
    seen = [answer(client, asked, n % 3 - 1, 1).status_code for n in range(122)]
    assert seen[:119] == [200] * 119 and seen[-1] == 429
    page = answer(client, asked, 1, 1)
    assert "รอสิบวินาที" in page.content.decode() and page["Retry-After"]
    assert audit.recount(asked.topic) == []


def test_a_door_takes_so_many_new_ballots(asked, monkeypatch):
    monkeypatch.setattr(limits, "BALLOTS_OF_DOOR", limits.Buckets(3, 0.001))
    seen = []
    for _ in range(5):
        client = Client()
        client.get(asked.url(f"enter/{asked.door('youth').token}/"))
        seen.append(answer(client, asked, 1).status_code)
    assert seen == [200, 200, 200, 429, 429]
    assert Voter.objects.count() == 3
    assert limits.surges.most(asked.door("youth").pk) == 3


def test_typing_paper_in(hall):
    client, address = hall.province.client("youth"), hall.url("paper/")
    assert "autofocus" in client.get(address).content.decode()
    grid = client.post(address, {"sheet": code_of(hall, 4)}).content.decode()
    assert grid.count('data-key="1"') == 4
    sent = {"sheet": code_of(hall, 4), "answers": "1", "s1": "1", "s2": "-1"}
    lines = Act.objects.count()
    phone = entered(hall, 4)
    answer(phone, hall, 0, 1)
    said = client.post(address, sent, follow=True).content.decode()
    assert "1 ข้อมีคำตอบอยู่ก่อนแล้ว" in said
    said = client.post(address, sent, follow=True).content.decode()
    assert "2 ข้อมีคำตอบอยู่ก่อนแล้ว" in said
    assert Voter.objects.count() == 1 and Act.objects.count() == lines
    assert dict(Vote.objects.values_list("statement__number", "value")) == {1: 0, 2: -1}
    assert "ยังไม่ได้เลือกคำตอบ" in client.post(address, sent | {"s1": "", "s2": ""}).content.decode()


def test_paper_is_typed_in_by_ones_own_network_only(hall):
    sheet = {"sheet": code_of(hall, 1), "answers": "1", "s1": "1"}
    said = hall.province.client("religion").post(hall.url("paper/"), sheet).content.decode()
    assert "ไม่พบเลขแผ่นนี้ในเครือข่ายที่ท่านดูแล" in said
    assert hall.province.client("visitor").get(hall.url("paper/")).status_code == 403
    assert not Voter.objects.exists()
    assert hall.province.client("secretariat").post(hall.url("paper/"), sheet).status_code == 302
    # Where sheets are asked for, a ballot cannot be made up.
    assist = hall.province.client("youth").get(hall.url(f"assist/{hall.door('youth').pk}/"))
    assert assist["Location"].endswith("/paper/")


def test_ordering_and_printing(hall):
    client = hall.province.client("youth")
    order = hall.url(f"hall/{hall.door('youth').pk}/sheets/")
    assert "http" in client.get(order).content.decode()
    form = {"count": "3", "address": "192.168.43.1:8000", "act_id": str(uuid4())}
    pages = client.post(order, form)["Location"]
    assert client.post(order, form).status_code == 302
    assert Door.objects.get(pk=hall.door("youth").pk).sheets == 8  # sent twice, ordered once
    shown = client.get(pages).content.decode()
    for serial in (6, 7, 8):
        assert code_of(hall, serial) in shown
    assert shown.count("http://192.168.43.1:8000/chiang-rai/listen/") == 3
    beyond = client.get(hall.url(f"hall/{hall.door('youth').pk}/pages/?first=1&last=999")).content.decode()
    assert beyond.count('class="code"') == 8  # what was not ordered is not printed
    assert "ที่อยู่นี้ใช้ไม่ได้" in client.post(order, form | {"address": "x y/z", "act_id": ""}).content.decode()
    assert hall.province.client("religion").get(order).status_code == 403


def test_sheets_as_pdf(hall):
    pytest.importorskip("pypdfium2")
    from pypdfium2 import PdfDocument

    client = hall.province.client("youth")
    address = hall.url(
        f"hall/{hall.door('youth').pk}/pages/?first=1&last=5&pdf=1&address=http://10.0.0.2:8000"
    )
    first, again = client.get(address), client.get(address)
    assert first.content == again.content and first["Content-Type"] == "application/pdf"
    pages = PdfDocument(first.content)
    assert len(pages) == 5
    for serial in range(1, 6):
        text = pages[serial - 1].get_textpage().get_text_bounded()
        assert code_of(hall, serial) in text and "10.0.0.2:8000" in text.replace("\n", "").replace("\r", "")


def test_no_more_than_thirty_in_a_hall(asking):
    asked = asking(kind="hall", opened=False)
    by, client = asked.province.actor("secretariat"), asked.province.client("secretariat")
    actions.seed_all(by, asked.topic, [f"ข้อความในห้องประชุมที่ {n}" for n in range(26)])
    with pytest.raises(actions.HallFull):
        actions.seed(by, asked.topic, "ข้อความที่สามสิบเอ็ด")
    lines = {"lines": "ข้อความที่สามสิบเอ็ด", "add": "1", "act_id": str(uuid4())}
    assert "ไม่เกิน 30 ข้อ" in client.post(asked.url("seed/"), lines).content.decode()
    actions.open_topic(by, asked.topic)
    said, _ = actions.type_statement(by, asked.topic, "โต๊ะเราเสนอเพิ่มอีกข้อ", door=asked.door("youth"))
    assert said.state == "waiting"  # kept, not shown
    with pytest.raises(actions.HallFull):
        actions.show(by, said)
    shown = client.post(asked.url(f"moderate/{said.pk}/show/"), {"act_id": str(uuid4())}, follow=True)
    assert "ไม่เกิน 30 ข้อ" in shown.content.decode()
    actions.hide(by, asked.statements[0], "off_topic")
    actions.show(by, said)


def test_kind_and_proof_are_chosen_before_opening(province):
    asked = ask(province, opened=False)
    client = province.client("secretariat")
    page = client.get(asked.url("edit/")).content.decode()
    assert 'name="kind"' in page and 'name="proof"' in page
    form = {
        "title": "ก", "question": "ข", "moderation": "before", "proposers": "everyone", "kind": "hall",
        "proof": "sheet", "act_id": str(uuid4()),
    }  # fmt: skip
    assert client.post(asked.url("edit/"), form).status_code == 302
    asked.topic.refresh_from_db()
    assert (asked.topic.kind, asked.topic.proof) == ("hall", "sheet")
    actions.open_topic(province.actor("secretariat"), asked.topic)
    assert 'name="kind"' not in client.get(asked.url("edit/")).content.decode()
    with pytest.raises(WrongState):
        actions.edit_topic(province.actor("secretariat"), asked.topic, proof="door")
    assert Topic.objects.get(pk=asked.topic.pk).proof == "sheet"
    assert "ทุกคนตอบทุกข้อ" in client.get(asked.url()).content.decode()


def test_an_unused_sheet_of_another_network_keeps_nobody_out(asked):
    """Scanned by mistake, nothing answered; then the QR of one's own network. Once answered, a ballot stays where it is."""
    youth, religion = asked.door("youth"), asked.door("religion")
    actions.print_sheets(asked.province.actor("secretariat"), youth, 2)
    phone = Client()
    assert phone.get(asked.url(f"enter/{youth.token}/{code_of(asked, 1)}/")).status_code == 302
    assert phone.get(asked.url(f"enter/{religion.token}/")).status_code == 302
    assert answer(phone, asked, 1).status_code == 200
    assert Voter.objects.get().door_id == religion.pk
    other = Client()
    assert other.get(asked.url(f"enter/{youth.token}/{code_of(asked, 2)}/")).status_code == 302
    other.get(asked.url(f"enter/{youth.token}/"))  # its own door: still the sheet's ballot
    assert answer(other, asked, 1).status_code == 200
    other.get(asked.url(f"enter/{religion.token}/"))
    assert answer(other, asked, -1).status_code == 200
    assert Voter.objects.get(door=youth).pk == actions.voter_of_sheet(asked.topic, youth, 2)
    assert Voter.objects.count() == 2


def test_a_door_has_one_bucket_however_its_token_is_spelt(asked):
    token = asked.door("youth").token
    for n, spelt in enumerate((token, token.lower(), token.capitalize())):
        phone = Client()
        phone.cookies["ballot"] = f"{str(n) * 32}.{spelt}.0"
        assert answer(phone, asked, 1).status_code == 200
    assert list(limits.VOTES_OF_DOOR._filled) == [asked.door("youth").pk]


def test_a_ballot_that_is_set_aside_is_no_new_one_each_time(asked):
    door, phone = asked.door("youth"), Client()
    phone.get(asked.url(f"enter/{door.token}/"))
    page = phone.get(asked.url("ballot/")).content.decode()
    form = dict(re.findall(r'name="(csrfmiddlewaretoken|s)" value="([^"]*)"', page)) | {"value": "1"}
    phone.post(asked.url("ballot/"), form)
    by = asked.province.actor("secretariat")
    actions.set_aside(by, asked.topic, door, [Voter.objects.get().pk], "ทดลอง")
    left = limits.BALLOTS_OF_DOOR._filled[door.pk]
    for statement in asked.statements:
        assert phone.post(asked.url("ballot/"), form | {"s": str(statement.number)}).status_code == 302
    assert limits.surges.most(door.pk) == 1 and limits.BALLOTS_OF_DOOR._filled[door.pk] == left


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "http://a]b"])
def test_odd_addresses_are_no_crash(asked, address):
    door = asked.door("youth")
    actions.print_sheets(asked.province.actor("secretariat"), door, 1)
    client = asked.province.client("secretariat")
    query = {"first": 1, "last": 1, "address": address}
    assert client.get(asked.url(f"hall/{door.pk}/pages/"), query).status_code == 200
    sent = {"count": 1, "address": address, "act_id": str(uuid4())}
    assert client.post(asked.url(f"hall/{door.pk}/sheets/"), sent).status_code == 200


def test_posters_of_a_topic_with_sheets_tell_of_the_sheets_number(hall, asking):
    client = hall.province.client("secretariat")
    page = client.get(hall.url("doors/")).content.decode()
    assert "กรอกเลขบนแผ่นของท่าน" in page and "สแกนแล้วตอบทีละข้อ" not in page
    free = asking(title="อีกหัวข้อ")
    assert "สแกนแล้วตอบทีละข้อ" in client.get(free.url("doors/")).content.decode()


def test_printed_pages_say_what_the_qr_is_for_and_keep_words_whole(asking):
    asked = asking(kind="hall", proof="sheet", question="จะลดความขัดแย้งอย่างไร")
    by = asked.province.actor("secretariat")
    actions.seed(by, asked.topic, "คนเห็นแก่ตัวมากขึ้นเพราะหนี้สิน")
    actions.print_sheets(by, asked.door("youth"), 2)
    client = asked.province.client("secretariat")
    base = asked.url(f"hall/{asked.door('youth').pk}/sheets/")
    page = client.post(
        base, {"count": "2", "address": "http://192.168.1.5:8000"}, follow=True
    ).content.decode()
    assert page.count("สแกนเพื่อตอบด้วยโทรศัพท์") == 2
    for word in ("ขัดแย้ง", "เห็นแก่ตัว", "หนี้สิน"):
        assert f'<span class="keep">{word}</span>' in page
