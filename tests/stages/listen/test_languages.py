"""Statements in other languages and read aloud: added by facilitators, chosen on the ballot, no login read, no query more."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.ground.files.test_sounds import tone
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, languages
from thaktho.stages.listen.models import Rendering, Vote

from .conftest import ask
from .test_ballot import come_in, fields


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


def post(asked, statement=0, who="youth", clip=None, **data):
    if clip is not None:
        data["clip"] = SimpleUploadedFile("voice.wav", clip, "audio/wav")
    data = {"act_id": str(uuid4()), "language": "nod", "text": ""} | data
    return asked.province.client(who).post(asked.url(f"languages/{asked.statements[statement].pk}/"), data)


AKHA = "Aqkaq tseirhaq"


@pytest.fixture
def told(asked):
    for n in range(4):
        assert post(asked, n, language="ahk", text=f"{AKHA} {n + 1}").status_code == 302
    assert post(asked, 0, language="nod", clip=tone()).status_code == 302
    asked.topic.refresh_from_db()
    return asked


def clip_url(asked):
    row = Rendering.objects.select_related("clip").get(clip__isnull=False)
    return asked.url(f"ballot/clips/{row.clip.sha256[:32]}.mp3")


def test_a_text_and_a_clip_are_kept_and_replaced_one_by_one(asked):
    post(asked, text="ฮักกั๋น", clip=tone())
    first = Rendering.objects.get()
    post(asked, text="ฮักกั๋นเน้อ")
    row = Rendering.objects.get()
    assert (row.text, row.clip_id) == ("ฮักกั๋นเน้อ", first.clip_id) and row.clip.purpose == "clip"
    post(asked, clip=tone(2))
    row = Rendering.objects.get()
    assert row.text == "" and row.clip_id != first.clip_id
    assert Act.objects.filter(verb="listen.rendering.edit").count() == 3


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "ใส่ข้อความหรือเสียงอย่างน้อยหนึ่งอย่าง"),
        ({"language": "th", "text": "ถ้อยคำอื่น"}, "ใส่ได้เฉพาะเสียงอ่าน"),
        ({"language": "tlh", "text": "nuqneH"}, ""),
        ({"text": "ก" * 301}, ""),
        ({"clip": b"not a sound"}, "รับเฉพาะไฟล์เสียง"),
        ({"clip": b"RIFF" + bytes(100)}, "อ่านไฟล์เสียงไม่ได้"),
        ({"text": "ดี", "clip": b"RIFF" + bytes(5 * 1024 * 1024)}, "5 เมกะไบต์"),
    ],
)
def test_what_cannot_be_kept_says_why_and_changes_nothing(asked, data, why):
    answer = post(asked, **data)
    assert answer.status_code == 200 and answer.context["form"].errors and why in answer.content.decode()
    assert not Rendering.objects.exists() and not StoredFile.objects.exists()


def test_the_same_form_twice_is_one_act_and_one_file(asked):
    same = str(uuid4())
    for _ in range(2):
        assert post(asked, clip=tone(), act_id=same).status_code == 302
    assert StoredFile.objects.count() == Rendering.objects.count() == 1
    assert Act.objects.filter(verb="listen.rendering.edit").count() == 1


def test_removed_the_thai_stays(told):
    client = told.province.client("youth")
    path = f"languages/{told.statements[0].pk}/nod/remove/"
    assert client.post(told.url(path), {"act_id": str(uuid4())}).status_code == 302
    assert not Rendering.objects.filter(language="nod").exists()
    assert client.post(told.url(path.replace("nod", "tlh"))).status_code == 404


def test_the_ballot_in_the_language_chosen_with_the_thai_below(told):
    client = come_in(told)
    page = client.get(told.url("ballot/?lang=ahk"))
    html = page.content.decode()
    number = int(fields(page)["s"])
    assert f'<span lang="ahk">{AKHA} {number}</span>' in html and told.statements[number - 1].text in html
    assert page.cookies["tongue"]["path"] == told.url() and page.cookies["tongue"]["httponly"]
    # It stays so after an answer, and the answer is to the same statement.
    following = client.post(told.url("ballot/"), fields(page) | {"value": "1"})
    assert AKHA in following.content.decode() and "tongue" not in following.cookies
    assert Vote.objects.get().statement_id == told.statements[number - 1].pk
    back = client.get(told.url("ballot/?lang=th")).content.decode()
    assert AKHA not in back
    assert AKHA not in client.get(told.url("ballot/")).content.decode()


@pytest.mark.parametrize("wanted", ["tlh", "", "<script>", "a" * 300])
def test_a_language_nobody_knows_is_thai(told, wanted):
    client = come_in(told)
    assert AKHA not in client.get(told.url("ballot/"), {"lang": wanted}).content.decode()
    client.cookies["tongue"] = "<script>"
    page = client.get(told.url("ballot/")).content.decode()
    assert AKHA not in page and "<script>al" not in page


def test_no_language_no_chooser(asked):
    page = come_in(asked).get(asked.url("ballot/")).content.decode()
    assert "tongues" not in page and "<audio" not in page and "<iframe" not in page


def test_a_clip_is_given_to_whoever_may_answer_without_a_login(told):
    client = told.province.client("secretariat")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(clip_url(told))
    sql = " ".join(query["sql"] for query in captured.captured_queries)
    assert "django_session" not in sql and "people_user" not in sql
    assert answer["Content-Type"] == "audio/mpeg" and "public" in answer["Cache-Control"]
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")
    part = client.get(clip_url(told), headers={"range": "bytes=0-1"})
    assert (part.status_code, part.content) == (206, answer.content[:2])
    assert part["Content-Range"] == f"bytes 0-1/{len(answer.content)}"
    end = client.get(clip_url(told), headers={"range": "bytes=-4"})
    assert end.content == answer.content[-4:]
    assert client.get(clip_url(told), headers={"range": "bytes=999999-"}).status_code == 416
    assert client.get(clip_url(told), headers={"range": "bytes=5-2"}).status_code == 416
    assert client.get(clip_url(told), headers={"range": "lines=1-2"}).status_code == 200


def test_a_clip_goes_with_its_statement(told, other):
    url = clip_url(told)
    assert told.province.client().get(url.replace("chiang-rai", "nan")).status_code == 404
    elsewhere = ask(other)
    assert other.client().get(elsewhere.url(url.split("/", 4)[-1])).status_code == 404
    actions.hide(told.province.actor("secretariat"), told.statements[0], "private")
    assert told.province.client().get(url).status_code == 404
    assert told.province.client().get(told.url("ballot/clips/x.mp3")).status_code == 404


def test_the_clip_stands_on_the_ballot_and_loads_nothing_by_itself(told):
    client = come_in(told)
    page = client.get(told.url("ballot/?lang=nod&s=1")).content.decode()
    assert 'preload="none"' in page and clip_url(told) in page
    assert clip_url(told) not in client.get(told.url("ballot/?lang=ahk&s=1")).content.decode()


def test_a_vote_asks_no_query_more(asked):
    def count():
        client = come_in(asked)
        page = client.get(asked.url("ballot/"))
        with CaptureQueriesContext(connection) as captured:
            page = client.post(asked.url("ballot/"), fields(page) | {"value": "1"})
        assert page.status_code == 200
        return len(captured)

    before = count()
    for n in range(4):
        post(asked, n, language="ahk", text=AKHA)
    count()  # the list is read anew once
    assert count() == before


def test_a_change_is_on_the_next_ballot(told):
    client = come_in(told)
    client.get(told.url("ballot/?lang=ahk&s=2"))
    post(told, 1, language="ahk", text="Aqkaq ใหม่")
    assert "Aqkaq ใหม่" in client.get(told.url("ballot/?s=2")).content.decode()


def test_the_first_page_stays_small(told):
    assert len(come_in(told).get(told.url("ballot/?lang=ahk")).content) < 25_000


@pytest.mark.parametrize("who", ["visitor", "observer", "executive"])
def test_only_those_who_work(asked, who):
    assert post(asked, who=who, text="x").status_code == 403
    assert asked.province.client(who).get(asked.url("languages/")).status_code == 403


def test_pages_and_few_queries(told, queries):
    client = told.province.client("youth")
    for path in ("languages/", "languages/?which=none", f"languages/{told.statements[0].pk}/"):
        with queries(15):
            answer = client.get(told.url(path))
            assert answer.status_code == 200
    assert "microphone=(self)" in answer["Permissions-Policy"] and "camera=()" in answer["Permissions-Policy"]
    assert "microphone=()" in client.get(told.url("manage/"))["Permissions-Policy"]


def test_of_another_topic_or_province_is_not_found(told, other):
    theirs = ask(other)
    client = told.province.client("youth")
    assert client.get(told.url(f"languages/{theirs.statements[0].pk}/")).status_code == 404


def test_the_list_of_languages_is_sound():
    codes = [language.code for language in languages.known()]
    assert (
        len(codes) == len(set(codes))
        and codes[0] == "th"
        and {"nod", "ahk", "lhu", "shn", "en"} <= set(codes)
    )
    assert all(len(code) <= 12 and code == code.lower() for code in codes)


def test_what_was_voted_on_stands_after_the_closing(asked):
    """But the law may ask for its removal, of the secretariat."""
    post(asked, text="ข้อความเมือง")
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    assert post(asked, text="อีกความหมายหนึ่ง").status_code == 302
    assert Rendering.objects.get().text == "ข้อความเมือง"
    address = asked.url(f"languages/{asked.statements[0].pk}/")
    page = asked.province.client("youth").get(address).content.decode()
    assert "เปลี่ยนไม่ได้" in page and "nod/remove/" not in page and 'name="text"' not in page
    sent = {"act_id": str(uuid4())}
    assert asked.province.client("youth").post(f"{address}nod/remove/", sent).status_code == 403
    assert "nod/remove/" in asked.province.client("secretariat").get(address).content.decode()
    assert asked.province.client("secretariat").post(f"{address}nod/remove/", sent).status_code == 302
    assert not Rendering.objects.exists()


def test_a_form_sent_while_the_topic_is_closed_changes_nothing(asked):
    topic = asked.statements[0].topic  # as read before the closing
    assert topic.state != "closed"
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    with pytest.raises(PermissionDenied):
        actions.render_statement(asked.province.actor("youth"), asked.statements[0], "nod", text="ข้อความเมือง")
    assert not Rendering.objects.exists()


def test_removing_what_is_not_there_writes_no_line(asked):
    asked.topic.refresh_from_db()
    lines, version = Act.objects.count(), asked.topic.version
    client = asked.province.client("youth")
    address = asked.url(f"languages/{asked.statements[0].pk}/nod/remove/")
    assert (
        "ไม่มีข้อความหรือเสียงแล้ว" in client.post(address, {"act_id": str(uuid4())}, follow=True).content.decode()
    )
    asked.topic.refresh_from_db()
    assert (Act.objects.count(), asked.topic.version) == (lines, version)
