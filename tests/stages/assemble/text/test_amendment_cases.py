"""What becomes of a clause, its number and its amendments: input -> outcome, one row a rule."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.stages.assemble.models import Amendment
from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.queries.amendments import fit_of
from thaktho.stages.assemble.text.states import Changed, Refused, WrongState

BASE = "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกปี"
FOREST = "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี"
YEARS = "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกสองปี"
BOTH = "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกสองปี"
GARDEN = "ปลูกสวน ในทุกตำบล และดูแลน้ำ ทุกปี"


def state(amendment):
    fresh = Amendment.objects.get(pk=amendment.pk)
    return f"{fresh.state} {fresh.decision}".strip()


# Each case does something and tells what it saw; the row holds what it must be.


def handed_in(d):
    return state(d.wish(FOREST))


def numbers_go_on(d):
    return [d.wish(FOREST).number, d.wish(YEARS, clause=1).number, d.wish("ข้อใหม่", clause=None).number]


def number_stays_when_another_is_withdrawn(d):
    one, two = d.wish(FOREST), d.wish(YEARS)
    actions.withdraw(d.by, one)
    return [state(one), two.number, d.wish(GARDEN).number]


def accepted_changes_no_word(d):
    d.decided(FOREST)
    return d.clause().body


def accepted_and_composed(d):
    one = d.decided(FOREST)
    return [d.compose(one).body, state(one), d.clause().revision]


def advice_decides_nothing(d):
    one = actions.advise(d.by, d.wish(FOREST), "accept", "ดี")
    return [state(one), one.advice]


def advice_is_followed(d):
    one = actions.follow(d.by, actions.advise(d.by, d.wish(FOREST), "accept", "ดี"))
    return [state(one), one.decision_reason]


def advice_to_decline_is_followed(d):
    return state(actions.follow(d.by, actions.advise(d.by, d.wish(FOREST), "decline", "ซ้ำ")))


def advice_with_other_words_needs_words(d):
    return actions.follow(d.by, actions.advise(d.by, d.wish(FOREST), "changed", "ปรับ"))


def decided_against_advice(d):
    one = actions.advise(d.by, d.wish(FOREST), "accept", "ดี")
    return [state(actions.decide(d.by, one, "declined", "ที่ประชุมไม่เห็นด้วย")), one.advice]


def advice_taken_back(d):
    return actions.unadvise(d.by, actions.advise(d.by, d.wish(FOREST), "accept", "ดี")).advice


def decision_taken_back(d):
    return state(actions.undecide(d.by, d.decided(FOREST)))


def decision_changed(d):
    return state(actions.decide(d.by, d.decided(FOREST), "declined", "คิดใหม่"))


def decision_not_taken_back_once_composed(d):
    one = d.decided(FOREST)
    d.compose(one)
    return actions.undecide(d.by, one)


def changed_needs_words(d):
    return actions.decide(d.by, d.wish(FOREST), "changed", "ปรับ")


def changed_words_stand(d):
    return d.compose(d.decided(FOREST, "changed", words=GARDEN)).body


def declined_is_not_composed(d):
    return d.compose(d.decided(FOREST, "declined"))


def undecided_is_not_composed(d):
    return d.compose(d.wish(FOREST))


def withdrawn_is_not_decided(d):
    return actions.decide(d.by, actions.withdraw(d.by, d.wish(FOREST)), "accepted", "ดี")


def decided_is_not_withdrawn(d):
    return actions.withdraw(d.by, d.decided(FOREST))


def two_apart_combine(d):
    return d.compose(d.decided(FOREST), d.decided(YEARS)).body


def the_same_twice_stands_once(d):
    one, two = d.decided(FOREST), d.decided(FOREST)
    return [d.compose(one, two).body, state(one), state(two)]


def two_on_one_word_wait_for_a_choice(d):
    return d.compose(d.decided(FOREST), d.decided(GARDEN))


def two_on_one_word_are_chosen(d):
    return d.compose(d.decided(FOREST), d.decided(GARDEN), choices=("ปลูกต้นไม้",)).body


def one_after_another_is_rebased(d):
    one, two = d.decided(FOREST), d.decided(YEARS)
    d.compose(one)
    return d.compose(two).body


def written_on_older_words_says_so(d):
    one, two = d.decided(FOREST), d.wish(YEARS)
    d.compose(one)
    return fit_of(two, d.clause())


def written_on_older_words_and_clashing_is_chosen(d):
    one, two = d.decided(FOREST), d.decided(GARDEN)
    d.compose(one)
    return d.compose(two, choices=("ปลูกสวน",)).body


def clashing_with_today_goes_in_alone(d):
    one, two, three = d.decided(FOREST), d.decided(GARDEN), d.decided(YEARS)
    d.compose(one)
    return d.compose(two, three)


def amendment_of_an_amendment(d):
    parent = d.wish(FOREST)
    child = d.wish(BOTH, parent=parent)
    return [child.base_body, child.parent_id == parent.pk]


def child_goes_in_with_its_parent(d):
    parent = d.wish(FOREST)
    child = d.decided(FOREST.replace("ทุกตำบล", "ทุกหมู่บ้าน"), parent=parent)
    parent = actions.decide(d.by, parent, "accepted", "ดี")
    return [d.compose(parent).body, state(child)]


def child_alone_is_not_composed(d):
    return d.compose(d.decided(BOTH, parent=d.wish(FOREST)))


def declined_child_leaves_its_parent(d):
    parent = d.wish(FOREST)
    child = d.decided(BOTH, "declined", parent=parent)
    return [d.compose(actions.decide(d.by, parent, "accepted", "ดี")).body, state(child)]


def clashing_children_need_decided_words(d):
    parent = d.wish(FOREST)
    for word in ("ทุกหมู่บ้าน", "ทุกอำเภอ"):
        d.decided(FOREST.replace("ทุกตำบล", word), parent=parent)
    return d.compose(actions.decide(d.by, parent, "accepted", "ดี"))


def no_third_storey(d):
    child = d.wish(BOTH, parent=d.wish(FOREST))
    return d.wish(BOTH + "เสมอ", parent=child)


def parent_withdrawn_takes_no_child(d):
    return d.wish(BOTH, parent=actions.withdraw(d.by, d.wish(FOREST)))


def merged_shares_the_outcome(d):
    into = d.decided(FOREST)
    other = actions.decide(d.by, d.wish(GARDEN), "merged", "ทำนองเดียวกัน", merged_into=into)
    d.compose(into)
    return [state(other), Amendment.objects.get(pk=other.pk).composed_revision]


def merged_into_itself(d):
    one = d.wish(FOREST)
    return actions.decide(d.by, one, "merged", "ซ้ำ", merged_into=one)


def merged_without_target(d):
    return actions.decide(d.by, d.wish(FOREST), "merged", "ซ้ำ")


def merged_into_a_withdrawn_one(d):
    gone = actions.withdraw(d.by, d.wish(FOREST))
    return actions.decide(d.by, d.wish(GARDEN), "merged", "ซ้ำ", merged_into=gone)


def merged_across_clauses(d):
    into = d.wish("สุจริต", clause=2)
    return actions.decide(d.by, d.wish(GARDEN), "merged", "ซ้ำ", merged_into=into)


def added_at_the_end(d):
    actions.compose_add(d.by, d.decided("กตัญญูต่อแผ่นดิน", clause=None))
    return d.numbers()[-1]


def added_after_a_clause(d):
    actions.compose_add(d.by, d.decided("กตัญญูต่อแผ่นดิน", clause=None, after=d.clause(1)))
    return [line[:6] for line in d.numbers()]


def added_then_removed_waits_again(d):
    one = d.decided("กตัญญูต่อแผ่นดิน", clause=None)
    clause = actions.compose_add(d.by, one)
    actions.remove_clause(d.by, clause, "ซ้ำ")
    return [state(one), len(d.numbers())]


def struck_renumbers(d):
    one = d.decided(kind="strike")
    actions.compose_strike(d.by, one)
    return [state(one), d.numbers()]


def struck_and_restored_waits_again(d):
    one = d.decided(kind="strike")
    actions.compose_strike(d.by, one)
    actions.restore_clause(d.by, d.clause())
    return [state(one), len(d.numbers())]


def clause_deleted_under_an_amendment(d):
    one = d.decided(FOREST)
    actions.remove_clause(d.by, d.clause(), "ซ้ำ")
    return [state(one), fit_of(one, d.clause())]


def clause_deleted_is_not_composed(d):
    one = d.decided(FOREST)
    actions.remove_clause(d.by, d.clause(), "ซ้ำ")
    return d.compose(one)


def clause_restored_is_composed(d):
    one = d.decided(FOREST)
    actions.remove_clause(d.by, d.clause(), "ซ้ำ")
    actions.restore_clause(d.by, d.clause())
    return d.compose(one).body


def no_wish_for_a_deleted_clause(d):
    actions.remove_clause(d.by, d.clause(), "ซ้ำ")
    return d.wish(FOREST)


def numbers_after_deletion(d):
    actions.remove_clause(d.by, d.clause(2), "ซ้ำ")
    return d.numbers()


def numbers_after_moving(d):
    actions.move_clause(d.by, d.clause(3), "up")
    return [line[:5] for line in d.numbers()]


def composed_and_taken_back(d):
    one = d.decided(FOREST)
    d.compose(one)
    actions.restore_revision(d.by, d.clause(), 1, "ใส่ผิด")
    return [d.clause().body, d.clause().revision, state(one)]


def taken_back_and_composed_again(d):
    one = d.decided(FOREST)
    d.compose(one)
    actions.restore_revision(d.by, d.clause(), 1, "ใส่ผิด")
    return d.compose(one).body


def same_words_are_no_wish(d):
    return d.wish(BASE)


def empty_words_are_no_wish(d):
    return d.wish("  ")


def composed_of_another_revision_than_seen(d):
    one = d.decided(FOREST)
    actions.edit_clause(d.by, d.clause(), body=YEARS)
    return actions.compose(d.by, d.clause(), [one.pk], seen_revision=1)


def decided_of_another_version_than_seen(d):
    one = d.wish(FOREST)
    actions.advise(d.by, one, "accept", "ดี")
    return actions.decide(d.by, one, "accepted", "ดี", seen_version=1)


def two_networks_one_support_each(d):
    one = d.wish(FOREST, network="youth")
    for code in ("religion", "community", "religion"):
        actions.support(d.by, one, d.network(code))
    return one.supports.count()


def own_network_needs_no_support(d):
    return actions.support(d.by, d.wish(FOREST, network="youth"), d.network("youth"))


def withdrawn_by_its_network(d):
    one = d.wish(FOREST, network="youth")
    return state(actions.withdraw(d.province.actor("youth"), one))


def withdrawn_by_another_network(d):
    return actions.withdraw(d.province.actor("religion"), d.wish(FOREST, network="youth"))


def withdrawn_by_receipt(d):
    hearing = d.hearing()
    one = d.wish(FOREST, by=d.province.visitor, hearing=hearing, code="7K4M-29HX")
    return state(actions.withdraw(d.province.visitor, one, code="7k4m 29hx"))


def withdrawn_by_a_wrong_receipt(d):
    one = d.wish(FOREST, by=d.province.visitor, hearing=d.hearing(), code="7K4M-29HX")
    return actions.withdraw(d.province.visitor, one, code="7K4M-29HQ")


def visitor_without_hearing(d):
    return d.wish(FOREST, by=d.province.visitor)


def visitor_in_a_closed_hearing(d):
    hearing = actions.close_hearing(d.by, d.hearing())
    return d.wish(FOREST, by=d.province.visitor, hearing=hearing)


def coordinator_for_another_network(d):
    d.made.at("readiness")
    return d.wish(FOREST, by=d.province.actor("youth"), network="religion")


def speaker_for_the_own_network(d):
    d.made.at("readiness")
    d.text.refresh_from_db()
    return state(d.wish(FOREST, by=d.made.speaker("youth"), network="youth"))


def after_agreement(d):
    actions.agree(d.by, d.text, despite=True, reason="ที่ประชุมเห็นพ้อง")
    return d.wish(FOREST)


def open_wishes_stop_agreement(d):
    d.wish(FOREST)
    return actions.agree(d.by, d.text, despite=True, reason="ที่ประชุมเห็นพ้อง")


def open_wishes_seen_and_left(d):
    d.wish(FOREST)
    return actions.agree(d.by, d.text, leave_open=True, despite=True, reason="ที่ประชุมเห็นพ้อง").final


CASES = [
    (handed_in, "submitted"),
    (numbers_go_on, [1, 2, 3]),
    (number_stays_when_another_is_withdrawn, ["withdrawn", 2, 3]),
    (accepted_changes_no_word, BASE),
    (accepted_and_composed, [FOREST, "composed accepted", 2]),
    (advice_decides_nothing, ["submitted", "accept"]),
    (advice_is_followed, ["decided accepted", "ดี"]),
    (advice_to_decline_is_followed, "decided declined"),
    (advice_with_other_words_needs_words, Refused),
    (decided_against_advice, ["decided declined", "accept"]),
    (advice_taken_back, ""),
    (decision_taken_back, "submitted"),
    (decision_changed, "decided declined"),
    (decision_not_taken_back_once_composed, WrongState),
    (changed_needs_words, Refused),
    (changed_words_stand, GARDEN),
    (declined_is_not_composed, Refused),
    (undecided_is_not_composed, Refused),
    (withdrawn_is_not_decided, WrongState),
    (decided_is_not_withdrawn, WrongState),
    (two_apart_combine, BOTH),
    (the_same_twice_stands_once, [FOREST, "composed accepted", "composed accepted"]),
    (two_on_one_word_wait_for_a_choice, Refused),
    (two_on_one_word_are_chosen, "ปลูกต้นไม้ ในทุกตำบล และดูแลน้ำ ทุกปี"),
    (one_after_another_is_rebased, BOTH),
    (written_on_older_words_says_so, "moved"),
    (written_on_older_words_and_clashing_is_chosen, GARDEN),
    (clashing_with_today_goes_in_alone, Refused),
    (amendment_of_an_amendment, [FOREST, True]),
    (child_goes_in_with_its_parent, [FOREST.replace("ทุกตำบล", "ทุกหมู่บ้าน"), "composed accepted"]),
    (child_alone_is_not_composed, Refused),
    (declined_child_leaves_its_parent, [FOREST, "decided declined"]),
    (clashing_children_need_decided_words, Refused),
    (no_third_storey, Refused),
    (parent_withdrawn_takes_no_child, WrongState),
    (merged_shares_the_outcome, ["composed merged", 2]),
    (merged_into_itself, Refused),
    (merged_without_target, Refused),
    (merged_into_a_withdrawn_one, Refused),
    (merged_across_clauses, Refused),
    (added_at_the_end, "4 กตัญญูต่"),
    (added_after_a_clause, ["1 ปลูก", "2 กตัญ", "3 ทำงา", "4 เล่า"]),
    (added_then_removed_waits_again, ["decided accepted", 3]),
    (struck_renumbers, ["composed accepted", ["1 ทำงานสุจ", "2 เล่าเรื่"]]),
    (struck_and_restored_waits_again, ["decided accepted", 3]),
    (clause_deleted_under_an_amendment, ["decided accepted", "gone"]),
    (clause_deleted_is_not_composed, WrongState),
    (clause_restored_is_composed, FOREST),
    (no_wish_for_a_deleted_clause, WrongState),
    (numbers_after_deletion, ["1 ปลูกป่า ", "2 เล่าเรื่"]),
    (numbers_after_moving, ["1 ปลู", "2 เล่", "3 ทำง"]),
    (composed_and_taken_back, [BASE, 3, "decided accepted"]),
    (taken_back_and_composed_again, FOREST),
    (same_words_are_no_wish, Refused),
    (empty_words_are_no_wish, Refused),
    (composed_of_another_revision_than_seen, Changed),
    (decided_of_another_version_than_seen, Changed),
    (two_networks_one_support_each, 2),
    (own_network_needs_no_support, Refused),
    (withdrawn_by_its_network, "withdrawn"),
    (withdrawn_by_another_network, PermissionDenied),
    (withdrawn_by_receipt, "withdrawn"),
    (withdrawn_by_a_wrong_receipt, PermissionDenied),
    (visitor_without_hearing, Refused),
    (visitor_in_a_closed_hearing, Refused),
    (coordinator_for_another_network, PermissionDenied),
    (speaker_for_the_own_network, "submitted"),
    (after_agreement, WrongState),
    (open_wishes_stop_agreement, Refused),
    (open_wishes_seen_and_left, True),
]


@pytest.mark.parametrize(("case", "outcome"), CASES, ids=[case.__name__ for case, _ in CASES])
def test_amendments(drafting, case, outcome):
    if isinstance(outcome, type) and issubclass(outcome, Exception):
        with pytest.raises(outcome) as refused:
            case(drafting)
        assert issubclass(outcome, PermissionDenied) or str(refused.value)
        return
    assert case(drafting) == outcome
