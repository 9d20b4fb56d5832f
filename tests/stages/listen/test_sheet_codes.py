"""Codes of numbered sheets: every slip of one sign is noticed, none can be made without the secret."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from thaktho.stages.listen.codes import ALPHABET, voter_id
from thaktho.stages.listen.sheets import MARK, MOST_SHEETS, hand, is_of, sheet_code, sheet_number, typed

SECRET, DOOR, TOPIC = b"s" * 32, UUID(int=5), UUID(int=9)
SERIAL = st.integers(1, MOST_SHEETS)


@given(SERIAL)
def test_a_code_leads_back_to_its_serial(serial):
    code = sheet_code(SECRET, DOOR, serial)
    for written in (code, code.lower(), code.replace("-", ""), f"  {code.replace('-', ' ')} "):
        found = typed(written)
        assert found and found.serial == serial and is_of(found, SECRET, DOOR)
    assert set(code) <= set(ALPHABET) | {"-"} and not set(code) & set("01OI")


@given(SERIAL, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_a_slip_of_one_sign_is_noticed_and_is_no_guess(serial, place, sign):
    signs = sheet_code(SECRET, DOOR, serial).replace("-", "")
    place %= len(signs)
    slipped = signs[:place] + sign + signs[place + 1 :]
    assert slipped == signs or typed(slipped) is None
    for longer in (signs[:-1], signs + sign):  # the check catches most of these, the mark the rest
        found = typed(longer)
        assert found is None or not is_of(found, SECRET, DOOR)


@given(SERIAL)
def test_another_door_or_secret_makes_another_code(serial):
    found = typed(sheet_code(SECRET, DOOR, serial))
    assert not is_of(found, SECRET, UUID(int=6)) and not is_of(found, b"t" * 32, DOOR)


def test_codes_and_ballots_are_all_different():
    """Of all sheets of a door, of its hands, and of the phone whose number is a sheet's code."""
    codes = [sheet_code(SECRET, DOOR, n) for n in range(1, MOST_SHEETS + 1)]
    assert len(set(codes)) == MOST_SHEETS
    numbers = {sheet_number(SECRET, DOOR, n) for n in range(1, MOST_SHEETS + 1)}
    assert len(numbers) == MOST_SHEETS and {len(number) for number in numbers} == {32}
    ballots = {voter_id(SECRET, TOPIC, number) for number in numbers}
    ballots |= {hand(SECRET, DOOR, table, place) for table in ("1", "11", "ก") for place in range(200)}
    ballots |= {voter_id(SECRET, TOPIC, code) for code in codes}
    assert len(ballots) == 2 * MOST_SHEETS + 600
    assert len(ALPHABET) ** MARK > 2**25
