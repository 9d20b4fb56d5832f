"""Words that must not stand before everybody: hidden with a reason, kept, and shown again; and drafts nobody outside reads."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from thaktho.ground.base import new_id
from thaktho.ground.ledger.models import Act
from thaktho.ground.thread.queries import knot
from thaktho.stages.assemble.models import Amendment, Comment
from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.states import Changed, Refused

BASE = "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกปี"
RUDE = "ปลูกป่า ในทุกตำบล โทร 0812345678 และดูแลน้ำ ทุกปี"
PHONE = "0812345678"


@pytest.fixture
def rude(drafting):
    """A wish with a telephone number in its words, reason and name; one that repeats it; one that adds it as a clause."""
    hearing = drafting.hearing()
    fields = {"by": drafting.province.visitor, "hearing": hearing, "who": PHONE, "reason": PHONE}
    wish = drafting.wish(RUDE, code="7K4M-29HX", **fields)
    child = drafting.wish(RUDE + "เสมอ", parent=wish)
    added = drafting.wish(f"โทร {PHONE}", clause=None, **fields)
    return {"hearing": hearing, "wish": wish, "child": child, "added": added}


def pages(drafting, rude):
    c = drafting.clauses[0].pk
    return [
        "amendments/",
        f"clauses/{c}/",
        f"hearings/{rude['hearing'].pk}/",
        *(f"amendments/{rude[name].pk}/" for name in ("wish", "child", "added")),
    ]


def hide_all(drafting, rude):
    for name in ("wish", "added"):
        actions.hide_amendment(drafting.by, rude[name], "มีหมายเลขโทรศัพท์")


@pytest.mark.parametrize("who", ["", "youth", "executive"])
def test_hidden_words_are_read_nowhere_but_by_the_secretariat(drafting, rude, who):
    client = drafting.province.client(who) if who else drafting.province.client()
    seen = [PHONE in client.get(drafting.url(path)).content.decode() for path in pages(drafting, rude)]
    assert any(seen)
    hide_all(drafting, rude)
    for path in pages(drafting, rude):
        page = client.get(drafting.url(path))
        assert page.status_code == 200
        assert PHONE not in page.content.decode(), path
    page = client.get(drafting.url(f"amendments/{rude['wish'].pk}/")).content.decode()
    assert "ฝ่ายเลขานุการไม่แสดงถ้อยคำนี้" in page and "มีหมายเลขโทรศัพท์" in page
    found = client.get(drafting.url(f"amendments/?q={PHONE}")).content.decode()
    assert "ไม่มีข้อเสนอที่ตรงกับที่เลือก" in found


def test_the_secretariat_reads_them_marked(drafting, rude):
    hide_all(drafting, rude)
    client = drafting.province.client("secretariat")
    page = client.get(drafting.url(f"amendments/{rude['wish'].pk}/")).content.decode()
    assert PHONE in page and "มีหมายเลขโทรศัพท์" in page
    assert PHONE in client.get(drafting.url("amendments/")).content.decode()


def test_nothing_more_is_built_on_hidden_words(drafting, rude):
    hide_all(drafting, rude)
    answer = drafting.province.client().get(drafting.url(f"amendments/new/?parent={rude['wish'].pk}"))
    assert answer.status_code == 302
    with pytest.raises(Refused):
        drafting.wish("อย่างอื่น", parent=rude["wish"])


def test_the_thread_tells_of_it_without_words(drafting, rude):
    hide_all(drafting, rude)
    for name in ("wish", "child", "added"):
        kind, pk = Amendment.thread_kind, rude[name].pk
        assert PHONE not in knot(drafting.province.visitor, kind, pk).title
        assert PHONE in knot(drafting.by, kind, pk).title


def test_it_is_shown_again_as_it_was_and_the_ledger_tells_both(drafting, rude):
    address = drafting.url(f"amendments/{rude['wish'].pk}/")
    client, visitor = drafting.province.client("secretariat"), drafting.province.client()
    sent = {"reason": "มีหมายเลขโทรศัพท์", "act_id": str(new_id())}
    assert client.post(address + "hide/", {"reason": ""}).status_code == 422
    assert client.post(address + "hide/", sent).status_code == 302
    fresh = Amendment.objects.get(pk=rude["wish"].pk)
    assert fresh.body == RUDE and fresh.hidden_at and fresh.hidden_by_id == drafting.by.person_id
    assert PHONE not in visitor.get(address).content.decode()
    assert client.post(address + "do/", {"do": "show", "act_id": str(new_id())}).status_code == 302
    assert PHONE in visitor.get(address).content.decode()
    verbs = set(Act.objects.filter(subject_id=rude["wish"].pk).values_list("verb", flat=True))
    assert {"assemble.text.amend.hide", "assemble.text.amend.show"} <= verbs


def test_its_sender_reads_why_by_the_receipt(drafting, rude):
    hide_all(drafting, rude)
    page = drafting.province.client().get(drafting.url("receipt/?code=7K4M-29HX")).content.decode()
    assert "มีหมายเลขโทรศัพท์" in page


def test_others_hide_nothing(drafting, rude):
    for who in ("youth", "executive", "visitor"):
        by = drafting.province.actor(who)
        with pytest.raises(PermissionDenied):
            actions.hide_amendment(by, rude["wish"], "ไม่ชอบ")
    assert (
        drafting.province.client("youth").get(drafting.url(f"amendments/{rude['wish'].pk}/hide/")).status_code
        == 403
    )


def test_it_is_hidden_after_the_assembly_too(drafting, rude):
    drafting.made.at("follow_up")
    rude["wish"].edition.refresh_from_db()
    assert actions.hide_amendment(drafting.by, rude["wish"], "มีหมายเลขโทรศัพท์").hidden_at


def test_hidden_twice_is_refused_with_words(drafting, rude):
    actions.hide_amendment(drafting.by, rude["wish"], "มีหมายเลขโทรศัพท์")
    with pytest.raises(Refused):
        actions.hide_amendment(drafting.by, rude["wish"], "อีกครั้ง")


def test_a_comment_hidden_and_shown_again_keeps_its_answer(drafting):
    said = actions.comment(drafting.by, drafting.clause(1), text="?")
    actions.answer(drafting.by, said, "คำตอบของเรา")
    hidden = actions.hide(drafting.by, said, "มีชื่อบุคคล")
    assert (hidden.answer, hidden.hidden_reason) == ("คำตอบของเรา", "มีชื่อบุคคล")
    shown = actions.show(drafting.by, said)
    assert (shown.state, shown.answer, shown.hidden_reason) == ("answered", "คำตอบของเรา", "")


def test_two_who_answer_one_comment_do_not_overwrite_each_other(drafting):
    said = actions.comment(drafting.by, drafting.clause(1), text="?")
    client = drafting.province.client("secretariat")
    address = drafting.url(f"comments/{said.pk}/")
    sent = {"do": "answer", "version": said.version}
    assert client.post(address, sent | {"words": "ของคนแรก"}).status_code == 302
    second = client.post(address, sent | {"words": "ของคนที่สอง"})
    page = second.content.decode()
    assert second.status_code == 409 and "ของคนแรก" in page and "ของคนที่สอง" in page
    assert Comment.objects.get(pk=said.pk).answer == "ของคนแรก"
    with pytest.raises(Changed):
        actions.answer(drafting.by, said, "อีก", seen_version=1)


def test_an_insiders_wish_does_not_tell_the_draft_it_was_written_on(drafting):
    secret = "ปลูกป่า ถ้อยคำลับของร่างวันนี้ ในทุกตำบล"
    actions.edit_clause(drafting.by, drafting.clause(1), body=secret)
    fresh = actions.add_clause(drafting.by, drafting.text, body="ข้อลับของร่างวันนี้ทั้งข้อ")
    wish = drafting.wish("ปลูกป่า ในทุกตำบลและหมู่บ้าน")
    unknown = actions.submit(
        drafting.by, drafting.text, actions.Wish(clause=fresh, kind="strike", reason="ซ้ำ")
    )
    strike = drafting.wish(kind="strike")
    paths = ["amendments/", *(f"amendments/{one.pk}/" for one in (wish, unknown, strike)), "amendments/new/"]
    visitor, staff = drafting.province.client(), drafting.province.client("youth")
    for path in paths:
        page = visitor.get(drafting.url(path)).content.decode()
        assert "ลับของร่างวันนี้" not in page, path
    page = visitor.get(drafting.url(f"amendments/{wish.pk}/")).content.decode()
    assert "ดูแลน้ำ" in re.sub(r"<[^>]+>", "", page)  # the words of the published version are what it changes
    assert "ลับของร่างวันนี้" in staff.get(drafting.url(f"amendments/{wish.pk}/")).content.decode()


def test_an_older_published_base_is_still_shown_as_it_was(drafting):
    wish = drafting.wish("ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี")
    actions.edit_clause(drafting.by, drafting.clause(1), body="เขียนใหม่ทั้งข้อ")
    actions.make_version(drafting.by, drafting.text, name="ร่างที่ 3")
    page = drafting.province.client().get(drafting.url(f"amendments/{wish.pk}/")).content.decode()
    assert "เขียนใหม่ทั้งข้อ" not in page and "ทุกปี" in page


def test_the_list_asks_little_of_a_visitor(drafting, rude, queries):
    hide_all(drafting, rude)
    client = drafting.province.client()
    client.get(drafting.url("amendments/"))
    with queries(15):
        client.get(drafting.url("amendments/?page=1"))


def test_the_decided_words_of_a_veiled_wish_are_read_by_no_visitor(drafting, rude):
    """Hidden, or of a clause in no version."""
    drafting.decided("ปลูกป่า ในทุกตำบล")
    actions.decide(drafting.by, rude["wish"], "changed", "เหตุผล", body=RUDE)
    fresh = actions.add_clause(drafting.by, drafting.text, body="ข้อลับของร่างวันนี้ทั้งข้อ")
    wish = actions.submit(drafting.by, drafting.text, actions.Wish(clause=fresh, body="ข้อลับของร่างวันนี้ แก้แล้ว"))
    actions.decide(drafting.by, wish, "changed", "เหตุผล", body="ข้อลับของร่างวันนี้ ตกลงแล้ว")
    hide_all(drafting, rude)
    visitor = drafting.province.client()
    assert PHONE not in visitor.get(drafting.url(f"amendments/{rude['wish'].pk}/")).content.decode()
    assert "ข้อลับ" not in visitor.get(drafting.url(f"amendments/{wish.pk}/")).content.decode()
    kind = Amendment.thread_kind
    assert "ข้อลับ" not in knot(drafting.province.visitor, kind, wish.pk).title
    assert "ข้อลับ" in knot(drafting.by, kind, wish.pk).title


def test_words_search_finds_no_visitor_a_wish_of_an_unpublished_clause(drafting):
    fresh = actions.add_clause(drafting.by, drafting.text, body="ข้อใหม่ทั้งข้อ")
    actions.submit(drafting.by, drafting.text, actions.Wish(clause=fresh, body="กระเช้าลอยฟ้า"))
    drafting.wish("ปลูกป่าชายเลน")
    path = drafting.url("amendments/?q=")
    none = "ไม่มีข้อเสนอที่ตรงกับที่เลือก"
    assert none in drafting.province.client().get(path + "กระเช้าลอยฟ้า").content.decode()
    assert none not in drafting.province.client("youth").get(path + "กระเช้าลอยฟ้า").content.decode()
    assert none not in drafting.province.client().get(path + "ป่าชายเลน").content.decode()


def test_the_reason_goes_back_to_its_old_place_where_no_answer_stands(drafting):
    migration = import_module("thaktho.stages.assemble.migrations.0002_text_amendment_hidden")
    bare, answered = (actions.comment(drafting.by, drafting.clause(1), text=words) for words in "ab")
    actions.answer(drafting.by, answered, "คำตอบของเรา")
    for one in (bare, answered):
        actions.hide(drafting.by, one, "มีชื่อบุคคล")
    migration.reasons_back(apps, None)
    assert Comment.objects.get(pk=bare.pk).answer == "มีชื่อบุคคล"
    assert Comment.objects.get(pk=answered.pk).answer == "คำตอบของเรา"
