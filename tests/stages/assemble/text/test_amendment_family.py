"""No wish is lost by what becomes of another: those merged into it, those that amend it, the clause it made; and nobody is
credited with words that are not there."""

from __future__ import annotations

import re

import pytest

from thaktho.stages.assemble.models import Amendment, Clause, ClauseAction
from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.states import Refused

BASE = "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกปี"
FOREST = "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี"
VILLAGE = FOREST.replace("ทุกตำบล", "ทุกหมู่บ้าน")
YEARS = "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกสองปี"
GARDEN = "ปลูกสวน ในทุกตำบล และดูแลน้ำ ทุกปี"


def now(one):
    return Amendment.objects.select_related("text", "after", "edition", "clause").get(pk=one.pk)


def state(one):
    return f"{now(one).state} {now(one).decision}".strip()


@pytest.fixture
def merged(drafting):
    into = drafting.wish(FOREST)
    other = actions.decide(drafting.by, drafting.wish(GARDEN), "merged", "ทำนองเดียวกัน", merged_into=into)
    return into, other


def test_merged_into_one_that_is_withdrawn_is_undecided_again(drafting, merged):
    into, other = merged
    actions.withdraw(drafting.by, into)
    assert state(other) == "submitted" and now(other).merged_into is None


def test_merged_into_one_that_is_declined_is_undecided_again(drafting, merged):
    into, other = merged
    actions.decide(drafting.by, into, "declined", "ไม่ตรง")
    assert state(other) == "submitted"


def test_merged_into_one_that_is_undecided_shares_what_comes_of_it(drafting, merged):
    into, other = merged
    actions.undecide(drafting.by, actions.decide(drafting.by, into, "accepted", "ดี"))
    assert state(other) == "decided merged"
    drafting.compose(actions.decide(drafting.by, now(into), "accepted", "ดี"))
    assert state(other) == "composed merged"


def test_no_chains_of_merging(drafting, merged):
    into, other = merged
    third = drafting.wish(YEARS)
    with pytest.raises(Refused):  # something was merged into it
        actions.decide(drafting.by, into, "merged", "ซ้ำ", merged_into=third)
    with pytest.raises(Refused):  # it was merged itself
        actions.decide(drafting.by, third, "merged", "ซ้ำ", merged_into=other)
    child = drafting.wish(VILLAGE, parent=into)
    with pytest.raises(Refused):
        actions.decide(drafting.by, third, "merged", "ซ้ำ", merged_into=child)
    drafting.compose(actions.decide(drafting.by, drafting.wish(YEARS), "accepted", "ดี"))
    composed = Amendment.objects.filter(state="composed").first()
    with pytest.raises(Refused):
        actions.decide(drafting.by, third, "merged", "ซ้ำ", merged_into=composed)
    assert state(third) == "submitted"


def test_the_form_offers_only_what_may_be_merged_into(drafting, merged):
    into, other = merged
    third, child = drafting.wish(YEARS), drafting.wish(VILLAGE, parent=into)
    page = drafting.province.client("secretariat").get(drafting.url(f"amendments/{third.pk}/"))
    offered = re.search(r'name="merged_into".*?</select>', page.content.decode(), re.DOTALL).group(0)
    assert str(into.pk) in offered
    assert not any(str(one.pk) in offered for one in (other, third, child))


@pytest.mark.parametrize("fate", ["withdrawn", "declined", "merged"])
def test_an_accepted_child_of_one_that_comes_to_nothing_is_undecided_again(drafting, fate):
    parent, other = drafting.wish(FOREST), drafting.wish(GARDEN)
    child = drafting.decided(VILLAGE, parent=parent)
    if fate == "withdrawn":
        actions.withdraw(drafting.by, parent)
    else:
        actions.decide(drafting.by, parent, fate, "ซ้ำ", merged_into=other if fate == "merged" else None)
    assert state(child) == "submitted"
    with pytest.raises(Refused):
        actions.decide(drafting.by, now(child), "accepted", "ดี")
    assert actions.decide(drafting.by, now(child), "declined", "ข้อเสนอหลักไม่ผ่าน").decision == "declined"


def test_a_parent_is_not_composed_over_an_undecided_child(drafting):
    parent = drafting.decided(FOREST)
    child = drafting.wish(VILLAGE, parent=parent)
    with pytest.raises(Refused) as refused:
        drafting.compose(parent)
    assert str(child.number) in str(refused.value)
    added = drafting.decided("กตัญญูต่อแผ่นดิน", clause=None)
    drafting.wish("กตัญญูต่อแผ่นดินเกิด", clause=None, parent=added, kind="change")
    with pytest.raises(Refused):
        actions.compose_add(drafting.by, added)


def test_a_child_whose_words_the_agreed_ones_leave_out_waits_again(drafting):
    parent = drafting.wish(FOREST)
    inside, outside = (
        drafting.decided(VILLAGE, parent=parent),
        drafting.decided(FOREST + "ครึ่ง", parent=parent),
    )
    actions.decide(drafting.by, parent, "changed", "ปรับ", body=VILLAGE)
    assert drafting.compose(now(parent)).body == VILLAGE
    assert [state(inside), state(outside)] == ["composed accepted", "submitted"]


def test_only_those_whose_words_are_in_are_credited(drafting):
    one, two, three = drafting.decided(FOREST), drafting.decided(GARDEN), drafting.decided(YEARS)
    clause = drafting.compose(one, two, three, choices=("ปลูกสวน",))
    assert clause.body == "ปลูกสวน ในทุกตำบล และดูแลน้ำ ทุกสองปี"
    assert [state(one), state(two), state(three)] == ["decided accepted", *["composed accepted"] * 2]


def test_words_agreed_between_the_sides_are_everybodys(drafting):
    one, two = drafting.decided(FOREST), drafting.decided(GARDEN)
    drafting.compose(one, two, choices=("ปลูกต้นไม้",))
    assert [state(one), state(two)] == ["composed accepted"] * 2


def test_words_of_nobody_compose_nothing(drafting):
    one, two = drafting.decided(FOREST), drafting.decided(GARDEN)
    with pytest.raises(Refused):
        drafting.compose(one, two, choices=("ปลูกป่า",))
    assert drafting.clause().revision == 1


def test_the_page_says_who_did_not_come_in(drafting):
    one, two = drafting.decided(FOREST), drafting.decided(GARDEN)
    client = drafting.province.client("secretariat")
    address = drafting.url(f"clauses/{drafting.clauses[0].pk}/compose/")
    mark = re.search(r'name="mark" value="(\w+)"', client.get(address).content.decode()).group(1)
    sent = {
        "do": "compose",
        "revision": 1,
        "mark": mark,
        "a": [str(one.pk), str(two.pk)],
        "pick-0": str(two.number),
    }
    page = client.post(address, sent, follow=True).content.decode()
    assert f"ข้อเสนอที่ {one.number} ไม่ได้เข้าร่าง" in page


def added(drafting):
    one = drafting.decided("กตัญญูต่อแผ่นดิน", clause=None)
    clause = actions.compose_add(drafting.by, one)
    actions.remove_clause(drafting.by, clause, "ซ้ำ")
    return now(one), clause


def test_a_clause_brought_back_stands_once_and_its_wish_with_it(drafting):
    one, clause = added(drafting)
    actions.restore_clause(drafting.by, clause)
    assert state(one) == "composed accepted" and now(one).clause_id == clause.pk
    with pytest.raises(Refused):
        actions.compose_add(drafting.by, now(one))
    assert Clause.objects.filter(text=drafting.text, body="กตัญญูต่อแผ่นดิน").count() == 1


def test_the_wish_composed_again_brings_its_clause_back(drafting):
    one, clause = added(drafting)
    again = actions.compose_add(drafting.by, one)
    assert again.pk == clause.pk and again.live and state(one) == "composed accepted"
    assert len(drafting.numbers()) == 4


def test_decided_with_other_words_meanwhile_it_comes_back_with_these(drafting):
    one, clause = added(drafting)
    actions.decide(drafting.by, one, "changed", "ปรับ", body="กตัญญูต่อผู้มีพระคุณ")
    actions.restore_clause(drafting.by, clause)
    assert state(one) == "decided changed"
    again = actions.compose_add(drafting.by, now(one))
    assert (again.pk, again.body, again.revision) == (clause.pk, "กตัญญูต่อผู้มีพระคุณ", 2)


def test_declined_meanwhile_it_gets_no_credit(drafting):
    one, clause = added(drafting)
    actions.decide(drafting.by, one, "declined", "ไม่เอาแล้ว")
    actions.restore_clause(drafting.by, clause)
    assert state(one) == "decided declined" and len(drafting.numbers()) == 4


def test_what_came_in_with_it_goes_out_and_comes_back_with_it(drafting):
    parent = drafting.wish("กตัญญูต่อแผ่นดิน", clause=None)
    child = drafting.decided("กตัญญูต่อแผ่นดินเกิด", clause=None, parent=parent, kind="change")
    other = actions.decide(
        drafting.by, drafting.wish("กตัญญู", clause=None), "merged", "ซ้ำ", merged_into=parent
    )
    clause = actions.compose_add(drafting.by, actions.decide(drafting.by, parent, "accepted", "ดี"))
    family = (parent, child, other)
    assert {now(one).state for one in family} == {"composed"}
    actions.remove_clause(drafting.by, clause, "ซ้ำ")
    assert {now(one).state for one in family} == {"decided"}
    actions.restore_clause(drafting.by, clause)
    assert {now(one).state for one in family} == {"composed"}


REQUEST = {"addressee": "เครือข่ายเยาวชน", "action": "ปลูกป่าชุมชนทุกตำบล"}
OTHER = {"addressee": "องค์การบริหารส่วนจังหวัด", "action": "ตั้งงบประมาณดูแลแม่น้ำกก"}


def requests(drafting, *given):
    actions.edit_clause(drafting.by, drafting.clause(), body=drafting.clause().body, requests=given)
    return list(ClauseAction.objects.filter(clause=drafting.clause()).order_by("order"))


def test_a_request_keeps_its_row_when_the_clause_is_saved_again(drafting):
    one, two = requests(drafting, REQUEST, OTHER)
    actions.edit_clause(drafting.by, drafting.clause(), body=FOREST, requests=[REQUEST, OTHER])
    assert [row.pk for row in requests(drafting, REQUEST, OTHER)] == [one.pk, two.pk]
    turned = requests(drafting, OTHER, REQUEST)
    assert [row.pk for row in turned] == [two.pk, one.pk]


def test_a_request_worded_anew_keeps_its_row_and_another_gets_a_new_one(drafting):
    one, two = requests(drafting, REQUEST, OTHER)
    reworded = REQUEST | {"action": "ปลูกป่าชุมชนทุกตำบลและทุกหมู่บ้าน"}
    again = requests(drafting, reworded, REQUEST | {"action": "เก็บขยะริมแม่น้ำ"})
    assert again[0].pk == one.pk and again[0].action == reworded["action"]
    assert again[1].pk not in (one.pk, two.pk)


def test_going_back_to_an_earlier_revision_keeps_rows_too(drafting):
    one = requests(drafting, REQUEST)[0]
    actions.edit_clause(drafting.by, drafting.clause(), body=FOREST, requests=[REQUEST])
    actions.restore_revision(drafting.by, drafting.clause(), 2, "ใส่ผิด")
    assert ClauseAction.objects.get(clause=drafting.clause()).pk == one.pk


def test_a_merged_wish_to_add_never_overwrites_the_clause_of_another(drafting):
    first, second = drafting.decided("กตัญญูต่อแผ่นดิน", clause=None), drafting.wish("เรียนรู้ตลอดชีวิต", clause=None)
    actions.decide(drafting.by, second, "merged", "เหมือนกัน", merged_into=first)
    clause = actions.compose_add(drafting.by, first)
    assert now(second).clause_id == clause.pk
    actions.remove_clause(drafting.by, clause, "ซ้ำ")
    assert (now(first).clause_id, now(second).clause_id) == (clause.pk, None)
    actions.compose_add(drafting.by, actions.decide(drafting.by, now(second), "accepted", "ดี"))
    actions.compose_add(drafting.by, now(first))
    clause.refresh_from_db()
    assert clause.body == "กตัญญูต่อแผ่นดิน" and now(second).clause_id != clause.pk


def test_a_clause_that_lives_with_later_words_is_not_written_over(drafting):
    one, clause = added(drafting)
    actions.decide(drafting.by, one, "changed", "ปรับ", body="กตัญญูต่อผู้มีพระคุณ")
    actions.edit_clause(drafting.by, actions.restore_clause(drafting.by, clause), body="กตัญญูต่อแผ่นดินเกิด")
    with pytest.raises(Refused, match="ไม่เขียนทับ"):
        actions.compose_add(drafting.by, now(one))
    clause.refresh_from_db()
    assert clause.body == "กตัญญูต่อแผ่นดินเกิด" and state(one) == "decided changed"
