"""Two at the same instant, on connections of their own: exactly one act, and the ledger's chain stays whole."""

import pytest

pytestmark = pytest.mark.slow
TIMES = 5


def whole(house):
    assert house.ask("chain") == {"broken": None, "gapless": True}


def test_the_same_pair_is_decided_once(house):
    seen, joined, acts = house.ask("same_pair", TIMES)
    assert seen == [["", "Refused"]] * TIMES
    assert joined == TIMES and acts == {"plan.pair.decide": TIMES}
    whole(house)


def test_the_same_plan_is_submitted_once(house):
    seen, acts = house.ask("same_plan", TIMES)
    assert [ends.count("") for ends in seen] == [1] * TIMES
    assert acts == {"plan.submit": TIMES}
    whole(house)


def test_the_same_invitation_is_accepted_once(house):
    seen, grants, logins, acts = house.ask("same_invitation", TIMES)
    assert seen == [["", "InvitationSpent"]] * TIMES
    assert grants == logins == TIMES and acts == {"people.invitation.accept": TIMES}
    whole(house)


def test_two_versions_at_once_are_two(house):
    seen, numbers, sizes, torn = house.ask("same_version", TIMES)
    assert seen == [["", "", ""]] * TIMES
    assert numbers == list(range(1, 2 * TIMES + 1)) and sizes == [[20, 20, 3]] and torn == 0
    whole(house)


def test_the_same_import_is_applied_once(house):
    seen, rows, numbers, acts = house.ask("same_import", 3)
    assert seen == [["", "Refused"]] * 3
    assert rows == numbers == 120 and acts == {"plan.import.apply": 3}
    whole(house)


def test_the_same_form_sent_twice_at_once_is_one_act(house):
    seen, rows, acts = house.ask("same_act", TIMES)
    assert seen == [["", "Repeated"]] * 2 * TIMES
    assert rows == TIMES and acts == {"plan.row.add": TIMES, "plan.submit": TIMES}
    whole(house)


def test_eight_writers_leave_no_gap(house):
    found = house.ask("eight_writers", 6)
    assert found["ends"] == [""] * 8
    assert (found["broken"], found["gapless"], found["numbers_doubled"]) == (None, True, 0)
    assert found["acts"] == 1 + 6 * (4 * 2 + 2 + 1 + 1)


@pytest.mark.parametrize("works", ["split_and_move", "back_and_edit"])
def test_nobody_waits_for_each_other_in_a_circle(house, works):
    assert house.ask(works, TIMES) == []
    whole(house)


def test_two_rows_are_not_each_others_part(house):
    assert house.ask("each_the_others_part", TIMES) == [[], 0]
    whole(house)


def test_what_is_decided_once_is_decided_once(house):
    assert house.ask("decided_twice", 3) == [[], 3, 3]
    whole(house)
