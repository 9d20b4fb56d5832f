"""Every form of every page, sent twice with the same act_id: the second changes nothing and is no error.

The pages are found by walking the links; the forms are filled with what their fields ask for. So a form added
tomorrow is tried tomorrow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve
from django.utils import timezone

from tests.ground.files.test_sounds import tone
from tests.stages.listen.conftest import ask
from tests.stages.plan import weaving_cast
from tests.stages.plan.conftest import line, xlsx
from thaktho.ground.base import new_id
from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.ground.ledger.models import Act
from thaktho.stages.convene import actions as convene
from thaktho.stages.listen import actions as listen
from thaktho.stages.listen.models import Topic
from thaktho.stages.plan import actions as plan
from thaktho.stages.plan.actions import pairs, versions

pytestmark = pytest.mark.slow
MOST_PAGES = 260
VALUES = {"number": "1", "date": "2020-03-11", "time": "09:00", "datetime-local": "2030-03-11T09:00"}
BY_NAME = {
    "held_on": "11 มี.ค. 2569",
    "on": "11 มี.ค. 2569",
    "due_on": "11 มี.ค. 2573",
    "fiscal_year": "2563",
    "by_year": "2565",
    "days": "11 มี.ค. 2569",
    "due": "11 มี.ค. 2573",
    "dated": "11 มี.ค. 2563",
    "valid_from": "11 มี.ค. 2563",
    "held_from": "11 มี.ค. 2563",
    "held_until": "12 มี.ค. 2569",
    "dated_on": "11 มี.ค. 2563",
    "reply_by": "1 มี.ค. 2573",
    "person": "",
    "quantity": "2",
    "rate": "100",
    "address": "http://192.0.2.2:8000",
    "count": "3",
    "baseline": "85",
    "baseline_year": "2562",
    "starts_at": "09.00",
    "ends_at": "12.00",
    "began_at": "09.00",
    "ended_at": "12.00",
    "online_url": "https://example.org/m",
    "rows": "ตักบาตรตอนเช้า\tจิตอาสา",
    "text": "ควรปลูกต้นไม้ริมน้ำกก",
    "statement": "ควรปลูกต้นไม้ริมน้ำกก",
    "number": "",
    "new_series": "",
    "year": "",
    "no_budget": "",
    "budget_text": "",
    "when_text": "11 มี.ค. 2563",
    **{f"target_{year}": "10" for year in (2563, 2564, 2565)},
    **{f"line_{n}_amount": "100" for n in range(6)},
    "start": "11 มี.ค. 2563",
    "end": "12 มี.ค. 2563",
    "capacity": "120",
    "people": "3",
    "first_year": "2563",
    "last_year": "2565",
    "opens_on": "1 มี.ค. 2573",
    "order_date": "1 มี.ค. 2563",
    "valid_until": "30 ก.ย. 2565",
    "evidence_url": "https://example.org/e",
    "url": "https://example.org/u",
    "cap_all": "",
    "per_network": "",
    "per_year": "",
    "budget": "",
}
# Boxes that stand many times, by the beginning of their names: a split row has two pieces and says its money nowhere.
BY_BEGINNING = {
    "seen-": "",
    "cap_": "",
    "floor_": "",
    "weight_": "1",
    "part-2-": "",
    "part-3-": "",
    "part-0-budget": "",
    "part-1-budget": "",
}


def typed(name: str, otherwise: str) -> str:
    begun = next((value for begin, value in BY_BEGINNING.items() if name.startswith(begin)), otherwise)
    return BY_NAME.get(name, begun)


STARTS = (
    *(
        "",
        "desk/",
        "plan/religion/",
        "plan/youth/",
        "plan/community/",
        "plan/religion/removed/",
        "plan/overlaps/decided/",
    ),
    *(
        "plan/versions/1/approve/",
        "plan/versions/2/withdraw/",
        "plan/versions/2/",
        "people/invitations/",
        "meetings/",
    ),
)
# The sheet's own form, which its script fills with one cell and sends to that cell's address; and seeds, which are added
# from their preview. Both are sent by hand below. Rows are hung on a branch, and this town has none.
# What is made of statements is asked for by the last of three buttons here, needs, for which nobody voted enough in this
# town; tests/stages/plan/test_voices.py and test_statements.py send it twice.
SET_ASIDE = {"plan_rows", "listen_seed", "plan_hang", "plan_from_statements"}


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
        self.named: dict[str, Form] = {}
        self.outside: list[
            tuple[str, dict[str, str]]
        ] = []  # boxes that name their form from elsewhere on the page
        self.others: list[tuple[Form, dict[str, str]]] = []  # buttons that send the same form somewhere else
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
            self.named[of.get("id", "")] = self.form
        elif tag == "input" and of.get("form"):
            self.outside.append((of["form"], of))
        elif self.form and tag == "button" and of.get("formaction"):
            self.others.append((self.form, of))
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
            self.form.fields[of["name"]] = typed(of["name"], "ตัวอย่าง")
        elif tag in ("input", "button"):
            self._input(of)

    def _input(self, of):
        kind, name, given = of.get("type", "text"), of["name"], of.get("value", "")
        if kind == "file":
            self.form.files.append(name)
        elif kind == "checkbox":
            if BY_NAME.get(name) != "":
                self.form.fields.setdefault(name, given or "on")
        elif kind in ("radio", "submit", "button") or name == "value":
            self.form.fields.setdefault(name, given)
        else:
            self.form.fields[name] = given or typed(name, VALUES.get(kind, "ตัวอย่าง"))

    def close(self):
        super().close()
        for name, of in self.outside:
            if name in self.named:
                self.named[name].fields.setdefault(of["name"], of.get("value", "on"))
        for form, of in self.others:
            self.forms.append(replace(form, action=urljoin(self.url, of["formaction"])))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""


@pytest.fixture
def town(province):
    """A province in which every room has something to act on."""
    staff, religion, pages = province.actor("secretariat"), province.networks["religion"], []
    rows = [
        plan.add_row(
            province.actor(code), province.networks[code], {"title": "ตักบาตร", "when_text": "วันพระใหญ่"}
        )
        for code in ("religion", "community", "youth", "religion")
    ]
    plan.comment(staff, rows[0], "problem", "ขอให้เขียนเพิ่ม")
    plan.remove_row(staff, rows[3], "พิมพ์ซ้ำ")
    for code in ("community", "youth"):
        plan.submit(province.actor(code), province.networks[code])
    sent = [weaving_cast.row(province, "public_health", f"ธนาคารความดี {n}") for n in range(4)]
    weaving_cast.pair(province, sent[0], sent[1])
    pairs.decide(staff, weaving_cast.pair(province, sent[2], sent[3]), "different", "คนละเรื่อง")
    for n, name in enumerate(("รอตรวจ", "ใช้แล้ว", "ค้าง", "จะยกเลิก")):
        batch = plan.bring(province.actor("religion"), religion, f"{name}.xlsx", xlsx(line(1, f"ก{n}")))
        if name != "ค้าง":
            run_now(batch.job)
        if name == "ใช้แล้ว":
            batch.refresh_from_db()
            plan.apply_import(staff, batch)
        if name != "รอตรวจ":
            pages.append(f"plan/imports/{batch.pk}/")
    Job.objects.filter(kind="plan.import.read", state="waiting").update(state="failed")
    for title in ("แผนหนึ่ง", "แผนสอง"):
        versions.make_version(staff, province.programme, title=title)
    weaving_cast.approving_decision(province)
    Job.objects.filter(kind="plan.weave").update(state="done")
    Job.objects.filter(params__has_key="paper").update(state="failed")
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
    pages.append(f"meetings/{opened.pk}/desk/?network=religion")
    later = timezone.localdate() + timedelta(days=30)
    convene.plan_meeting(staff, province.programme, title="ประชุมเดือนหน้า", held_on=later)
    for approved in (False, True):
        held = convene.plan_meeting(staff, province.programme, title="ประชุมแล้ว", held_on=date(2026, 3, 10))
        held = convene.close_meeting(staff, convene.open_meeting(staff, held))
        convene.begin_minutes(staff, held, recorder="นางจด", checker="นายตรวจ")
        if approved:
            convene.approve_minutes(staff, held)
        pages.append(f"meetings/{held.pk}/minutes/")
    asked = ask(province)
    ask(province, opened=False, title="ร่าง")
    listen.add_topic(staff, province.programme, title="ว่าง", question="อยากเห็นอะไร")
    over = ask(province, title="ปิดแล้ว")
    listen.close_topic(staff, over.topic)
    pages += [f"listen/{over.topic.code}/{page}" for page in ("fates/", "papers/")]
    province.asked, province.pages = asked, pages
    return province


def walk(client, start):
    """Pages within the province, nearest first, one of each address; yields (page, its forms)."""
    queue, seen, kinds = list(start), set(start), {}
    while queue and len(seen) < 3000 and sum(kinds.values()) < MOST_PAGES:
        url = queue.pop(0)
        match = resolve(urlsplit(url).path)
        if kinds.get(match.url_name, 0) >= 5:
            continue
        response = client.get(url)
        if response.status_code != 200 or response.streaming or "html" not in response["Content-Type"]:
            continue
        kinds[match.url_name] = kinds.get(match.url_name, 0) + 1
        page = Forms(url)
        page.feed(response.content.decode())
        page.close()
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
        name: SimpleUploadedFile("เสียง.wav", tone(), "audio/wav")
        if name == "clip"
        else SimpleUploadedFile("แผน.xlsx", xlsx(line(1, "ใหม่")), "application/octet-stream")
        for name in form.files
    }
    return client.post(form.action, {**form.fields, **files}, headers={"referer": f"http://testserver{page}"})


def test_every_form_sent_twice_is_one_act(town):
    done, tried, wrong = {}, set(), []
    for who in ("secretariat", "religion", "executive"):
        client = town.client(who)
        for page, forms in walk(
            client,
            [town.url(path) for path in STARTS] + [town.url(path) for path in town.pages],
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
    assert tried - set(done) <= SET_ASIDE


def test_what_scripts_send_twice_is_one_act(town):
    """A cell of the sheet, a pasted block and seeds after their preview, and a paper asked for again."""
    client, before = town.client("secretariat"), None
    sheet = client.get(town.url("plan/religion/")).content.decode()
    url, version = re.search(r'data-url="([^"]+)" data-version="(\d+)"', sheet).groups()
    cell = {"field": "problem", "value": "ขยะล้น", "version": version, "act_id": str(new_id())}
    paste = Forms(town.url("plan/religion/paste/"))
    paste.feed(client.post(paste.url, {"field": "title", "block": "ตักบาตรตอนเช้า"}).content.decode())
    block = next(form for form in paste.forms if "act_id" in form.fields and form.method == "post")
    paper = town.url("plan/versions/2/papers/xlsx/")
    seeds = town.url(f"listen/{Topic.objects.get(title='ว่าง').code}/seed/")
    seed = {"lines": "ลดขยะ\nปลูกต้นไม้", "add": "1", "act_id": str(new_id())}
    for address, form in ((url, cell), (block.action, block.fields), (paper, {}), (seeds, seed)):
        counted = []
        for _ in range(3):
            before = Act.objects.count()
            assert client.post(address, form).status_code in (200, 302), address
            counted.append(Act.objects.count() - before)
        assert counted[0] > 0 and counted[1:] == [0, 0], address
