"""The assembly's server killed with -9 between and within the steps of opening, voting, closing and publishing: the state is one
the table of moves allows, and nothing that was answered is lost. And two at the same instant."""

from __future__ import annotations

import threading

import pytest

from .conftest import until
from .test_killed import Browser

pytestmark = pytest.mark.slow


class Delegate(threading.Thread):
    """Comes in by the card, then sends one form until the answer is whole. `answered` is set by a whole answer only."""

    def __init__(self, house, laid, card, path, form, over):
        super().__init__(daemon=True)
        self.house, self.base, self.card, self.path, self.form = house, laid["base"], card, path, form
        self.over, self.answered = over, False

    def run(self):
        while not self.over.is_set() and not self.answered:
            browser = Browser(self.house.port)
            try:
                if browser.go(f"{self.base}enter/{self.card[1]}/") != 302:
                    continue
                browser.go(self.base + self.path)
                if "csrfmiddlewaretoken" not in browser.fields:
                    # Nothing is asked any more: it was counted before the server died, and only its answer was lost.
                    self.answered = True
                    return
                token = {"csrfmiddlewaretoken": browser.fields["csrfmiddlewaretoken"]}
                where = (
                    f"{self.base}{self.path}vote/" if "resolutions/" in self.path else self.base + self.path
                )
                self.answered = browser.go(where, token | self.form) in (200, 302)
            except ConnectionError:
                self.over.wait(0.02)


def _step(house, laid, path, form, table, begins):
    """The desk sends a step; the server dies the moment somebody writes. Then the same form again, on a new server."""
    browser = Browser(house.port, sessionid=laid["session"])
    browser.go(laid["base"] + begins)
    fields = dict(browser.fields) | form
    sending = threading.Thread(target=_send, args=(browser, laid["base"] + path, fields))
    sending.start()
    until(lambda: house.writing(table) or not sending.is_alive(), f"{path} begins")
    house.kill(house.running[-1])
    sending.join(60)
    found = house.ask("assembly_standing")
    house.server()
    again = Browser(house.port, sessionid=laid["session"], csrftoken=browser.cookies.get("csrftoken", ""))
    assert again.go(laid["base"] + path, fields) in (200, 302)
    return found


def _send(browser, url, form):
    try:
        browser.go(url, form)
    except ConnectionError:
        pass


def test_a_round_survives_any_death(house):
    laid = house.ask("lay_assembly", 8)
    house.server()
    page = f"rounds/{laid['round']}/"
    found = _step(house, laid, f"{page}open/", {}, "assemble_round", page)
    assert found["round"] in ("draft", "open")

    speakers = [card for card in laid["cards"] if card[3] == "speaker"]
    over = threading.Event()
    told = [
        Delegate(house, laid, card, f"speak/{card[2]}/{clause}/", {"value": "agree", "reason": ""}, over)
        for card in speakers
        for clause in laid["clauses"]
    ]
    for one in told:
        one.start()
    until(lambda: sum(one.answered for one in told) >= 3, "some have spoken")
    house.kill(house.running[-1])
    answered = [one for one in told if one.answered]
    stances = house.ask("assembly_standing")["stances"]
    assert {(one.path.split("/")[2], one.card[2], "agree") for one in answered} <= {
        tuple(row) for row in stances
    }
    house.server()
    for one in told:
        one.join(60)
    over.set()
    assert all(one.answered for one in told)

    found = _step(house, laid, f"{page}close/", {"reason": ""}, "assemble_round", f"{page}close/")
    assert found["round"] in ("open", "closed") and found["has_result"] is (found["round"] == "closed")
    found = _step(house, laid, f"{page}publish/", {}, "assemble_round", page)
    assert found["round"] in ("closed", "published")
    found = house.ask("assembly_standing")
    assert found["round"] == "published" and len(found["stances"]) == len(told)
    assert found["acts"]["assemble.consensus.round"] == 2  # draft, open: each once
    assert found["acts"]["assemble.consensus.finish"] == 2  # close, publish
    assert house.ask("chain") == {"broken": None, "gapless": True}


def test_a_vote_survives_any_death(house):
    laid = house.ask("lay_assembly", 24)
    house.server()
    page = f"resolutions/{laid['resolution']}/"
    found = _step(house, laid, f"{page}step/open/", {}, "assemble_voteright", page)
    assert (found["vote"], found["rights"]) in (("locked", 0), ("open", 24))
    assert found["entitled"] == found["rights"]

    over = threading.Event()
    voters = [Delegate(house, laid, card, page, {"value": "yes"}, over) for card in laid["cards"]]
    for one in voters:
        one.start()
    for least in (3, 9):
        until(lambda least=least: sum(one.answered for one in voters) >= least, "some have voted")
        house.kill(house.running[-1])
        answered = {one.card[0] for one in voters if one.answered}
        found = house.ask("assembly_standing")
        assert answered <= set(found["used"]) and found["slips"] == len(found["used"])
        house.server()
    for one in voters:
        one.join(90)
    over.set()
    assert all(one.answered for one in voters)

    found = _step(house, laid, f"{page}step/close/", {}, "assemble_resolution", page)
    assert found["vote"] in ("open", "closed") and found["slips"] == 24
    assert found["counted"] == (24 if found["vote"] == "closed" else 0)
    found = _step(house, laid, f"{page}step/publish/", {}, "assemble_resolution", page)
    assert found["vote"] in ("closed", "published")
    found = house.ask("assembly_standing")
    assert (found["vote"], found["counted"], found["slips"], len(found["used"])) == ("published", 24, 24, 24)
    assert found["acts"]["assemble.consensus.resolution"] == 3  # draft, lock, open
    assert found["acts"]["assemble.consensus.finish"] == 2  # close, publish
    assert house.ask("chain") == {"broken": None, "gapless": True}


def test_two_speakers_at_once_are_one_voice(house):
    found = house.ask("same_voice", 4)
    assert found == {"seen": [["", "Changed"]] * 4, "voices": 4}


def test_one_person_at_two_phones_speaks_for_one_network(house):
    found = house.ask("same_person_two_networks", 4)
    assert found == {"seen": [["", "Elsewhere"]] * 4, "voices": 4}


def test_what_two_close_is_closed_once(house):
    assert house.ask("same_closing", 3)["seen"] == [["", "WrongState"]] * 6
    assert house.ask("chain") == {"broken": None, "gapless": True}


def test_who_was_answered_is_counted_and_who_came_later_is_not(house):
    found = house.ask("close_while_voting", 120)
    assert found["some"]
    answered = found["answered"]
    assert {found[name] for name in ("used", "slips", "counted", "yes", "sealed")} == {answered}
