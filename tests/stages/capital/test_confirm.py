"""Confirming, year by year."""

from decimal import Decimal

import pytest

from thaktho.stages.capital import actions, queries
from thaktho.stages.capital.states import Refused


def test_a_check_a_year_so_that_years_can_be_compared(register):
    entry = register.add()
    for year, count in ((2563, 10), (2564, 12), (2565, 0)):
        actions.confirm(register.by, entry, year, count=Decimal(count), quality="ready", used=year - 2563)
    years = queries.by_year(register.province.programme, register.by)
    assert [(one.year, one.checked, one.ready, one.used) for one in years] == [
        (2563, 1, 1, 0), (2564, 1, 1, 1), (2565, 1, 1, 2),
    ]  # fmt: skip
    assert [check.count for check in entry.checks.all()] == [10, 12, 0]  # zero is not blank


def test_a_year_in_which_nobody_said_how_often_is_not_zero(register):
    actions.confirm(register.by, register.add(), 2563)
    years = queries.by_year(register.province.programme, register.by)
    assert [one.used for one in years] == [None, None, None]


def test_checked_again_the_newest_word_stands(register):
    entry = register.add()
    actions.confirm(register.by, entry, 2565, used=1)
    actions.confirm(register.by, entry, 2565, used=3)
    assert entry.checks.get().used == 3


def test_an_earlier_year_typed_later_does_not_make_it_older(register):
    entry = register.add()
    actions.confirm(register.by, entry, 2565)
    actions.confirm(register.by, entry, 2563)
    assert register.fresh(entry).confirmed_year == 2565


def test_taken_back_the_year_before_stands_again(register):
    entry = register.add()
    actions.confirm(register.by, entry, 2563)
    actions.confirm(register.by, entry, 2565)
    assert actions.unconfirm(register.by, entry, "ผิดรายการ").confirmed_year == 2563
    assert actions.unconfirm(register.by, entry).confirmed_on is None
    with pytest.raises(Refused):
        actions.unconfirm(register.by, entry)


def test_no_year_outside_the_programme(register):
    with pytest.raises(Refused):
        actions.confirm(register.by, register.add(), 2570)


def test_by_the_page_with_a_way_back(province, register):
    entry = register.add()
    client = province.client("secretariat")
    page = client.post(
        province.url(f"capital/{entry.pk}/confirm/"), {"year": "2565", "used": "0"}, follow=True
    )
    assert "ยืนยันปี 2565 แล้ว" in page.content.decode()
    assert entry.checks.get().used == 0
    client.post(province.url(f"capital/{entry.pk}/unconfirm/"))
    assert not entry.checks.exists()


def test_a_coordinator_does_not_confirm_their_own(province, register):
    entry = register.add()
    answer = province.client("religion").post(province.url(f"capital/{entry.pk}/confirm/"), {"year": "2565"})
    assert answer.status_code == 403
    assert not entry.checks.exists()
