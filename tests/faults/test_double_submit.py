"""Every form of every page, sent twice with the same act_id: the second changes nothing and is no error.

The pages are found by walking the links; the forms are filled with what their fields ask for. So a form added
tomorrow is tried tomorrow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from tests.stages.listen.conftest import ask
from tests.stages.plan.conftest import line, xlsx
from thaktho.ground.jobs.actions import run_now
from thaktho.ground.ledger.models import Act
from thaktho.stages.convene import actions as convene
from thaktho.stages.listen import actions as listen
from thaktho.stages.plan import actions as plan
from thaktho.stages.plan.models import Pair

pytestmark = pytest.mark.slow
MOST_PAGES = 120
VALUES = {"number": "1", "date": "2020-03-11", "time": "09:00", "datetime-local": "2030-03-11T09:00"}
BY_NAME = {
    "held_on": "11 มี.ค. 2569", "on": "11 มี.ค. 2569", "due_on": "11 มี.ค. 2573", "fiscal_year": "2563", "by_year": "2565",
    "rows": "ตักบาตรตอนเช้า\tจิตอาสา", "text": "ควรปลูกต้นไม้ริมน้ำกก", "statement": "ควรปลูกต้นไม้ริมน้ำกก",
}  # fmt: skip


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms and links of a page, filled the way somebody in a hurry fills them."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.links, self.forms = url, [], []
        self.form: Form | None = None
        self.select = self.textarea = ""

    def handle_starttag(self, tag, attrs):
        of = {name: value or "" for name, value in attrs}
        if tag == "a" and of.get("href"):
            self.links.append(urljoin(self.url, of["href"].split("#")[0]))
        elif tag == "form":
            self.form = Form(
                urljoin(self.url, of.get("action", "") or self.url), of.get("method", "get").lower()
            )
            self.forms.append(self.form)
        elif self.form is None or not of.get("name") and tag != "option":
            return
        elif tag == "select":
            self.select = of["name"]
        elif (
            tag == "option"
            and self.select
            and of.get("value")
            and ("selected" in of or self.select not in self.form.fields)
        ):
            self.form.fields[self.select] = of["value"]
        elif tag == "textarea":
            self.form.fields[of["name"]] = BY_NAME.get(of["name"], "ตัวอย่าง")
        elif tag in ("input", "button"):
            self._input(of)

    def _input(self, of):
        kind, name, given = of.get("type", "text"), of["name"], of.get("value", "")
        if kind == "file":
            self.form.files.append(name)
        elif kind == "checkbox":
            self.form.fields.setdefault(name, given or "on")
        elif kind in ("radio", "submit", "button") or name == "value":
            self.form.fields.setdefault(name, given)
        else:
            self.form.fields[name] = given or BY_NAME.get(name) or VALUES.get(kind, "ตัวอย่าง")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""


@pytest.fixture
def town(province):
    """A province in which every room has something to act on."""
    staff, religion = province.actor("secretariat"), province.networks["religion"]
    rows = [
        plan.add_row(
            province.actor(code), province.networks[code], {"title": "ตักบาตร", "when_text": "วันพระใหญ่"}
        )
        for code in ("religion", "community", "youth")
    ]
    plan.comment(staff, rows[0], "problem", "ขอให้เขียนเพิ่ม")
    plan.submit(province.actor("community"), province.networks["community"])
    Pair.objects.create(
        programme=province.programme,
        row_a=rows[0],
        row_b=rows[2],
        action="same",
        place="same",
        time="same",
        label="L5",
        score=1.0,
    )
    batch = plan.bring(province.actor("religion"), religion, "แผน.xlsx", xlsx(line(1, "ก")))
    run_now(batch.job)
    from datetime import date

    meeting = convene.plan_meeting(
        staff,
        province.programme,
        title="ประชุม",
        held_on=date(2026, 3, 11),
        networks=list(province.networks.values()),
    )
    convene.add_agenda(staff, meeting, kind=1, title="แจ้งเพื่อทราบ")
    opened = convene.plan_meeting(
        staff,
        province.programme,
        title="สมัชชา",
        held_on=date(2026, 3, 12),
        networks=list(province.networks.values()),
    )
    convene.open_meeting(staff, opened)
    asked = ask(province)
    ask(province, opened=False, title="ร่าง")
    listen.add_topic(staff, province.programme, title="ว่าง", question="อยากเห็นอะไร")
    province.asked = asked
    return province


def walk(client, start):
    """Pages within the province, nearest first, one of each address; yields (page, its forms)."""
    queue, seen, kinds = list(start), set(start), {}
    while queue and len(seen) < 3000 and sum(kinds.values()) < MOST_PAGES:
        url = queue.pop(0)
        match = resolve(urlsplit(url).path)
        if kinds.get(match.url_name, 0) >= 3:
            continue
        response = client.get(url)
        if response.status_code != 200 or response.streaming or "html" not in response["Content-Type"]:
            continue
        kinds[match.url_name] = kinds.get(match.url_name, 0) + 1
        page = Forms(url)
        page.feed(response.content.decode())
        yield url, page.forms
        for link in page.links:
            path = urlsplit(link).path
            if (
                path.startswith("/chiang-rai/")
                and link not in seen
                and not re.search(r"\.(pdf|xlsx|docx|csv|ics)$", path)
            ):
                seen.add(link)
                queue.append(link)


def send(client, form, page):
    files = {
        name: SimpleUploadedFile("แผน.xlsx", xlsx(line(1, "ใหม่")), "application/octet-stream")
        for name in form.files
    }
    return client.post(form.action, {**form.fields, **files}, headers={"referer": f"http://testserver{page}"})


def test_every_form_sent_twice_is_one_act(town):
    done, tried, wrong = {}, set(), []
    for who in ("secretariat", "religion", "executive"):
        client = town.client(who)
        for page, forms in walk(
            client,
            [town.url(), town.url("desk/"), town.url("plan/religion/"), town.url("people/invitations/")],
        ):
            for form in forms:
                if form.method != "post" or "act_id" not in form.fields:
                    continue
                name = resolve(urlsplit(form.action).path).url_name
                tried.add(name)
                if done.get(name):
                    continue
                before = Act.objects.count()
                first = send(client, form, page)
                after = Act.objects.count()
                assert first.status_code < 500, (name, first.status_code)
                if after == before:
                    continue
                second = send(client, form, page)
                again = Act.objects.count() - after
                if second.status_code == 302 and client.get(second["Location"]).status_code not in (
                    200,
                    302,
                    404,
                ):
                    wrong.append(
                        f"{name} by {who}: leads to {second['Location']}"
                    )  # 404: the act removed that page
                if again or second.status_code >= 400:
                    wrong.append(f"{name} by {who}: {again} acts more, status {second.status_code}")
                done[name] = after - before
    print(len(done), "forms acted:", ", ".join(sorted(done)))
    print("not filled well enough to act:", ", ".join(sorted(tried - set(done))) or "none")
    assert not wrong, "\n".join(wrong)
    assert len(done) >= 25
