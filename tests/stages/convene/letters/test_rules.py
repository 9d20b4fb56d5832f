"""Who may do what with a letter: the whole table."""

import pytest
import rules

from thaktho.ground.access import permitted
from thaktho.stages.convene.letters.models import Letter

S, C = "secretariat", "religion"
ALL = {"secretariat", "executive", "observer", "religion", "community", "visitor"}
STATES = ("draft", "issued", "cancelled")
TABLE = {
    "letters.write": {"draft": {S}},
    "letters.issue": {"draft": {S}},
    "letters.cancel": {"draft": {S}, "issued": {S}},
    "letters.note": {"issued": {S, C}},  # of a recipient of the network
    "letters.answer": {},  # the system alone, for whoever holds the link
}
OF_PROGRAMME = {
    "letters.read": ALL - {"visitor"},
    "letters.keep": {S},
    "letters.draft": {S},
    "letters.head": {S},
    "letters.reply": ALL,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TABLE)
def test_every_role_in_every_state(office, verb, state):
    letter = office.draft("ผู้แทน,,ศาสนา")
    Letter.objects.filter(pk=letter.pk).update(state=state)
    letter.refresh_from_db()
    subject = office.first(letter) if verb in ("letters.note", "letters.answer") else letter
    assert {n for n in ALL if permitted(office.province.actor(n), verb, subject)} == TABLE[verb].get(
        state, set()
    )


@pytest.mark.parametrize("verb", OF_PROGRAMME)
def test_of_the_programme(province, verb):
    assert {n for n in ALL if permitted(province.actor(n), verb, province.programme)} == OF_PROGRAMME[verb]


def test_another_province_may_nothing(office, other):
    letter = office.issued()
    assert not any(permitted(other.actor("secretariat"), verb, letter) for verb in TABLE)


def test_every_verb_is_in_a_table():
    known = {name for name in rules.rulesets.default_rules if name.startswith("letters.")}
    assert known == {*TABLE, *OF_PROGRAMME}
