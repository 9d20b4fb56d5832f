"""What a code, a link or a browser hands over, and no more: receipts of one edition, a delegate's link, ends of lines."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests.tools.assembly import add_delegate
from thaktho.ground.access import Actor
from thaktho.ground.base import new_id
from thaktho.stages.assemble.access import with_delegacies
from thaktho.stages.assemble.consensus.entering import delegacies
from thaktho.stages.assemble.editions.models import Edition
from thaktho.stages.assemble.issues import codes
from thaktho.stages.assemble.models import Amendment
from thaktho.stages.assemble.text import actions

BASE = "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกปี"
FOREST = "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี"
CODE = "7K4M-29HX"


@pytest.fixture
def sent(drafting):
    return drafting.wish(FOREST, by=drafting.province.visitor, hearing=drafting.hearing(), code=CODE)


def test_a_receipt_opens_in_its_own_edition(drafting, sent):
    found = drafting.made.edition
    other = Edition.objects.create(
        programme=found.programme, code="2564", title="ปีถัดไป", year=2564, stage="declare_draft"
    )
    actions.begin(drafting.by, other, title="ประกาศ")
    visitor = drafting.province.client()
    assert "ข้อเสนอแก้ไขที่" in visitor.get(drafting.url(f"receipt/?code={CODE}")).content.decode()
    elsewhere = drafting.province.url(f"assembly/2564/text/receipt/?code={CODE}")
    assert "ไม่พบรหัสนี้" in visitor.get(elsewhere).content.decode()


def test_guesses_wait_and_the_address_is_told_nobody(drafting, sent):
    visitor = drafting.province.client()
    first = visitor.get(drafting.url(f"receipt/?code={CODE}"))
    assert first["Referrer-Policy"] == "no-referrer"
    for _ in range(codes.ASKED.holds):
        codes.ASKED.take(sent.programme_id)
    slow = visitor.get(drafting.url(f"receipt/?code={CODE}"))
    assert slow.status_code == 429 and "รอหนึ่งนาที" in slow.content.decode()
    visitor.post(drafting.url(f"amendments/{sent.pk}/do/"), {"do": "withdraw", "code": CODE})
    assert Amendment.objects.get(pk=sent.pk).state == "submitted"


def test_the_same_form_gives_the_same_code():
    once = new_id()
    assert codes.receipt_code(once) == codes.receipt_code(once) != codes.receipt_code(new_id())


@pytest.fixture
def two_seats(drafting):
    """A person who is the delegate of two networks, and came by the link of one."""
    first = drafting.made.delegates["youth"]
    second = add_delegate(drafting.made, "religion", "ผู้แทนสองเครือข่าย", person=first.person)
    alone = Actor(first.programme_id, "person", first.person_id, by_link=True)
    return first, second, with_delegacies(alone, [first])


def test_a_link_gives_its_delegacy_and_not_the_persons_other_seats(drafting, two_seats):
    first, second, by = two_seats
    assert [one.pk for one in delegacies(by, drafting.made.edition)] == [first.pk]
    logged_in = with_delegacies(Actor(first.programme_id, "person", first.person_id), [first, second])
    assert len(delegacies(logged_in, drafting.made.edition)) == 2


def test_a_link_withdraws_only_what_was_sent_for_its_delegacy(drafting, two_seats):
    first, _, by = two_seats
    for network, withdrawn in (("youth", True), ("religion", False), ("", False)):
        wish = drafting.wish(FOREST, network=network)
        Amendment.objects.filter(pk=wish.pk).update(person=first.person)
        wish = Amendment.objects.select_related("edition").get(pk=wish.pk)
        if withdrawn:
            assert actions.withdraw(by, wish).state == "withdrawn"
            continue
        with pytest.raises(PermissionDenied):
            actions.withdraw(by, wish)


def test_lines_ending_otherwise_are_the_same_words(drafting):
    client = drafting.province.client("secretariat")
    address = drafting.url(f"clauses/{drafting.clauses[0].pk}/edit/")
    empty = {
        "requests-TOTAL_FORMS": 0,
        "requests-INITIAL_FORMS": 0,
        "period": str(drafting.clauses[0].period_id),
    }
    client.post(address, empty | {"body": "บรรทัดแรก\r\nบรรทัดสอง", "revision": 1})
    assert drafting.clause().body == "บรรทัดแรก\nบรรทัดสอง"
    client.post(drafting.url("clauses/new/"), empty | {"body": "ใหม่\r\nสอง"})
    assert drafting.text.clauses.filter(body="ใหม่\nสอง").exists()
    head = {"title": "ประกาศ", "opening": "พวกเรา\r\nผู้แทน", "closing": "จบ\rแล้ว", "version": 1}
    client.post(drafting.url("edit/"), head)
    drafting.text.refresh_from_db()
    assert (drafting.text.opening, drafting.text.closing) == ("พวกเรา\nผู้แทน", "จบ\nแล้ว")
    hearing = drafting.hearing()
    wish = {
        "clause": str(drafting.clauses[0].pk),
        "hearing": str(hearing.pk),
        "kind": "change",
        "revision": 2,
    }
    same = client.post(drafting.url("amendments/new/"), wish | {"body": "บรรทัดแรก\r\nบรรทัดสอง"})
    assert same.status_code == 409 and "ถ้อยคำยังเหมือนเดิม" in same.content.decode()
