"""Processes killed with -9 in the middle: nothing half done, nothing lost, nothing twice."""

from __future__ import annotations

import http.client
import re
import threading
from urllib.parse import urlencode

import pytest

from .conftest import until

pytestmark = pytest.mark.slow
ROWS = 2_500
FIELDS = re.compile(r'name="(csrfmiddlewaretoken|s|act_id)" value="([^"]*)"')


class Browser:
    """Keeps cookies, and remembers the hidden fields of the page it was last given."""

    def __init__(self, port, **cookies):
        self.port, self.cookies, self.fields = port, cookies, {}
        self.connection = None

    def go(self, url, form=None):
        """The status; ConnectionError (or another OSError) when no whole answer came."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            headers["Content-Type"], body = "application/x-www-form-urlencoded", urlencode(form)
        try:
            self.connection.request("GET" if form is None else "POST", url, body, headers)
            answer = self.connection.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            self.connection = None
            raise ConnectionError(str(error)) from error
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        self.fields = dict(FIELDS.findall(page))
        return answer.status


def test_an_import_survives_the_death_of_worker_and_server(house):
    brought = house.ask("bring", ROWS)
    staged = "SELECT count(*) FROM plan_planrow"
    server, worker = house.server(), house.worker()
    until(lambda: house.number(staged) >= 500, "the reading is under way")
    house.kill(worker)
    house.kill(server)
    found = house.ask("plan_rows")
    assert found["state"] == "reading" and 500 <= found["rows"] < ROWS and found["live"] == 0

    assert house.worker("--until-empty").wait(120) == 0
    found = house.ask("plan_rows")
    assert (found["state"], found["rows"], found["live"]) == ("preview", ROWS, 0)
    assert found["budget_lines"] == ROWS

    server = house.server()
    browser = Browser(house.port, sessionid=brought["session"])
    url = f"/chiang-rai/plan/imports/{brought['batch']}/"
    assert browser.go(url) == 200
    form = dict(browser.fields)
    applying = threading.Thread(target=lambda: _send(browser, f"{url}apply/", form))
    applying.start()
    until(lambda: house.writing("plan_planrow") or not applying.is_alive(), "the flip begins")
    house.kill(server)
    applying.join(60)
    assert house.number("SELECT count(*) FROM plan_planrow WHERE live") in (0, ROWS)

    house.server()
    browser = Browser(house.port, sessionid=brought["session"], csrftoken=browser.cookies["csrftoken"])
    assert browser.go(f"{url}apply/", form) == 302  # the same form, sent again as a browser would
    found = house.ask("plan_rows")
    assert (found["state"], found["live"], found["titles"], found["numbers"]) == ("applied", ROWS, ROWS, ROWS)
    assert found["acts"] == {"plan.import": 1, "plan.import.stage": 1, "plan.import.apply": 1}
    assert house.ask("chain") == {"broken": None, "gapless": True}


def _send(browser, url, form):
    try:
        browser.go(url, form)
    except ConnectionError:
        pass


class Voter(threading.Thread):
    """People one after another: each scans a door and answers until the last statement. What was answered for is
    noted once the response is whole. While the server is down it knocks; it never gives up and never invents."""

    def __init__(self, port, code, door, over):
        super().__init__(daemon=True)
        self.port, self.url, self.door, self.over = port, f"/chiang-rai/listen/{code}/", door, over
        self.acknowledged, self.refused = [], []

    def run(self):
        while not self.over.is_set():
            browser = Browser(self.port)
            try:
                browser.go(f"{self.url}enter/{self.door}/")
                browser.go(f"{self.url}ballot/")
                while "s" in browser.fields and not self.over.is_set():
                    self._vote(browser)
            except ConnectionError:
                self.over.wait(0.02)

    def _vote(self, browser):
        form = dict(browser.fields)
        cookie, number = browser.cookies["ballot"].split(".")[0], int(form["s"])
        value = (number + len(self.acknowledged)) % 3 - 1
        while not self.over.is_set():
            try:
                status = browser.go(f"{self.url}ballot/", form | {"value": value})
            except ConnectionError:
                self.over.wait(0.02)  # the phone sends the same answer again: it must not count twice
                continue
            if status in (200, 302):
                self.acknowledged.append((cookie, number, value))
            else:
                self.refused.append(status)
            return


def test_no_acknowledged_vote_is_lost_or_doubled(house):
    topic = house.ask("ask_topic")
    over = threading.Event()
    server = house.server()
    voters = [Voter(house.port, topic["code"], door, over) for door in topic["doors"][:4] for _ in range(2)]

    def answered():
        return sum(len(voter.acknowledged) for voter in voters)

    for voter in voters:
        voter.start()
    for killed in range(1, 4):
        until(lambda enough=150 * killed: answered() >= enough, f"{150 * killed} answers")
        house.kill(server)
        server = house.server()
    until(lambda: answered() >= 600, "600 answers")
    over.set()
    for voter in voters:
        voter.join(60)
    assert [voter.refused for voter in voters] == [[]] * len(voters)
    said = [answer for voter in voters for answer in voter.acknowledged]
    found = house.ask("missing_votes", said)
    assert (found["lost"], found["wrong_tallies"]) == (0, 0)
    assert len(said) <= found["stored"] <= len(said) + len(voters)
