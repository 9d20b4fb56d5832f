from __future__ import annotations

import csv
import io
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from thaktho.ground.ledger.models import Act
from thaktho.stages.assemble.day.actions import satisfying
from thaktho.stages.assemble.day.models import Satisfaction
from thaktho.stages.assemble.day.queries import satisfaction as queries
from thaktho.stages.assemble.day.views import satisfaction as views
from thaktho.stages.listen.limits import Buckets

from .roll import url

pytestmark = pytest.mark.django_db


def answer(assembly, step: int = 5, **more):
    return satisfying.answer(
        assembly.edition, form=queries.current().code, answers={"whole": step}, token=uuid4(), **more
    )


def test_one_answer_a_phone_and_nobodys_name(assembly):
    client = assembly.province.client("youth")  # even who is signed in is not written down
    page = client.get(url(assembly, "satisfaction/"))
    assert page.status_code == 200 and page.cookies["satisfied"]["httponly"]
    sent = {"q_whole": "5", "q_voice": "4", "liked": "ได้พบเพื่อน", "network": ""}
    assert client.post(url(assembly, "satisfaction/"), sent).status_code == 302
    client.post(url(assembly, "satisfaction/"), sent)
    row = Satisfaction.objects.get()
    assert row.answers == {"whole": 5, "voice": 4} and row.form == queries.current().code
    line = Act.objects.filter(verb="assemble.day.satisfied").get()
    assert (line.actor_id, line.subject_id) == (None, assembly.edition.pk)
    assert "ขอบคุณ" in client.get(url(assembly, "satisfaction/")).content.decode()


def test_a_phone_without_cookies_touching_twice_is_one_answer(assembly):
    sent = {"q_whole": "3", "act_id": str(uuid4())}
    for _ in range(2):
        assert assembly.province.client().post(url(assembly, "satisfaction/"), sent).status_code == 302
    assert Satisfaction.objects.count() == 1


def test_who_sends_without_end_is_asked_to_wait_and_a_hall_is_not(assembly, monkeypatch):
    """Phones that keep no cookie share a few answers; those that do answer on, as many as a hall holds."""
    monkeypatch.setattr(views, "WITHOUT", Buckets(3, 0))
    monkeypatch.setattr(views, "OF_EDITION", Buckets(8, 0))

    def send(client):
        return client.post(url(assembly, "satisfaction/"), {"liked": "ได้พบเพื่อน", "act_id": str(uuid4())})

    assert [send(Client()).status_code for _ in range(3)] == [302] * 3
    refused = send(Client())
    assert refused.status_code == 429
    assert "รอสักครู่" in refused.content.decode() and "ได้พบเพื่อน" in refused.content.decode()
    phones = [Client() for _ in range(6)]
    for phone in phones:
        phone.get(url(assembly, "satisfaction/"))
    assert [send(phone).status_code for phone in phones] == [302] * 5 + [429]
    assert Satisfaction.objects.count() == 8
    page = Client().get(url(assembly, "satisfaction/results/")).content.decode()
    assert "8 ชุด" in page and "แยกไม่ได้ว่าตอบซ้ำ" in page


@pytest.mark.parametrize("sent", [{}, {"q_whole": "6"}, {"q_whole": "x"}, {"liked": "ก" * 1001}])
def test_what_cannot_be_taken(assembly, sent):
    answer = assembly.province.client().post(url(assembly, "satisfaction/"), sent)
    assert answer.status_code == 422 and not Satisfaction.objects.exists()


def test_closed_before_the_day_and_after_the_wrap_up(assembly):
    for stage, status in (("readiness", 409), ("assembly", 302), ("wrap_up", 302), ("follow_up", 409)):
        assembly.at(stage)
        sent = assembly.province.client().post(url(assembly, "satisfaction/"), {"q_whole": "1"})
        assert sent.status_code == status, stage
    with pytest.raises(PermissionDenied):
        answer(assembly)


def test_under_five_answers_no_count_is_shown(assembly):
    client = assembly.province.client()
    for _ in range(4):
        answer(assembly)
    page = client.get(url(assembly, "satisfaction/results/")).content.decode()
    assert "ยังไม่พอ" in page and "w100" not in page
    answer(assembly)
    page = client.get(url(assembly, "satisfaction/results/")).content.decode()
    assert "w100" in page
    _form, count, lines = queries.results(assembly.edition)
    told = next(line for line in lines if line.code == "whole")
    assert count == 5 and told.steps[0][:3] == (5, "มากที่สุด", 5)
    assert next(line for line in lines if line.code == "voice").steps is None


def test_words_are_for_staff_and_may_be_taken_from_view(assembly, queries):
    rows = [answer(assembly, liked=f"ชอบข้อที่ {number}") for number in range(5)]
    assert assembly.province.client().get(url(assembly, "satisfaction/words/")).status_code == 403
    office = assembly.province.client("secretariat")
    office.get(url(assembly, "satisfaction/words/"))
    with queries(15):
        assert "ชอบข้อที่ 0" in office.get(url(assembly, "satisfaction/words/")).content.decode()
    assert (
        assembly.province.client("observer")
        .post(url(assembly, f"satisfaction/{rows[0].pk}/hide/"))
        .status_code
        == 403
    )
    office.post(url(assembly, f"satisfaction/{rows[0].pk}/hide/"), {"hidden": "yes"})
    assert "ชอบข้อที่ 0" not in office.get(url(assembly, "satisfaction/words/")).content.decode()
    assert (
        "ชอบข้อที่ 0" in office.get(url(assembly, "satisfaction/words/"), {"state": "hidden"}).content.decode()
    )
    office.post(url(assembly, f"satisfaction/{rows[0].pk}/hide/"), {"hidden": "no"})
    assert "ชอบข้อที่ 0" in office.get(url(assembly, "satisfaction/words/")).content.decode()


def test_exports_part_steps_from_words_and_run_nothing(assembly):
    observer = assembly.province.client("observer")
    for step in range(1, 5):
        answer(assembly, step)
    assert observer.get(url(assembly, "satisfaction/steps.csv")).status_code == 302
    answer(assembly, 5, better="=HYPERLINK(1)")
    steps = observer.get(url(assembly, "satisfaction/steps.csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(steps)))
    assert len(rows) == 6 and sorted(row[-1] for row in rows[1:]) == list("12345")
    words = observer.get(url(assembly, "satisfaction/words.csv")).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in words and "HYPERLINK" not in steps
    assert assembly.province.client().get(url(assembly, "satisfaction/steps.csv")).status_code == 403


def test_the_questions_are_five_steps_and_say_they_are_not_official():
    for form in queries.forms().values():
        assert [step for step, _word in form.steps] == [5, 4, 3, 2, 1]
        assert 6 <= len(form.statements) <= 10 and not form.verified
