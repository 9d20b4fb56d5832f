"""Who voted what cannot be known: not from the login, the tables, the ledger, the answers or the logs."""

from __future__ import annotations

import logging
from importlib import import_module

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from thaktho.ground.ledger.models import Act, Detail
from thaktho.stages.listen import actions
from thaktho.stages.listen.models import Receipt, Statement, Tally, Vote, Voter

from .test_ballot import come_in, fields, say


def walk(client, asked):
    """Every page of the ballot, as one person meets them."""
    yield client.get(asked.url(f"enter/{asked.door('youth').token}/"))
    answer = client.get(asked.url("ballot/"))
    yield answer
    for value in ("1", "0", "-1", "1"):
        form = fields(answer) | {"value": value}
        answer = client.post(asked.url("ballot/"), form)
        yield answer
    yield client.get(asked.url("ballot/done/"))
    answer = say(client, asked, "ข้อความจากคนที่เข้าสู่ระบบอยู่")
    yield answer
    yield client.get(asked.province.url("listen/receipt/"), {"code": answer.context["receipt"]})
    yield client.get(asked.url("enter/nosuch/"))


@pytest.mark.parametrize("guarded", [True, False])
def test_the_login_is_never_read(asked, settings, guarded):
    """Somebody signed in votes: no query for session or user, no session cookie, no answer that depends on them. The
    views keep to it by themselves, and the middleware would take the login away if they did not."""
    if not guarded:
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "SecretBallot" not in name]
    client = asked.province.client("secretariat")
    with CaptureQueriesContext(connection) as asked_of_database:
        answers = list(walk(client, asked))
    tables = " ".join(query["sql"] for query in asked_of_database.captured_queries)
    for table in ("django_session", "people_user", "people_person", "people_rolegrant"):
        assert table not in tables, table
    for answer in answers:
        assert "sessionid" not in answer.cookies
        assert answer.status_code == 404 or "no-store" in answer["Cache-Control"]
        assert ("sessionid" in answer.wsgi_request.COOKIES) is not guarded
        assert (
            hasattr(answer.wsgi_request, "session") is not guarded
        )  # no middleware of logins is passed at all
        assert guarded or not answer.wsgi_request.session.accessed
        assert "_cached_user" not in vars(answer.wsgi_request)
    assert Statement.objects.get(origin="phone")
    line = Act.objects.get(verb="listen.statement.propose")
    assert (line.actor_kind, line.actor_id) == ("visitor", None)


def test_the_pages_do_not_vary_by_session(asked):
    client = asked.province.client()
    enter = client.get(asked.url(f"enter/{asked.door('youth').token}/"))
    assert "Vary" not in enter or "Cookie" not in enter["Vary"]
    # No cookie of the whole site, not even against forgery: it would be the same on a ballot and at the login.
    ballot = client.get(asked.url("ballot/"))
    assert not ballot.cookies and "Cookie" not in ballot.get("Vary", "")


def test_the_cookie_belongs_to_one_topic(asked):
    answer = asked.province.client().get(asked.url(f"enter/{asked.door('youth').token}/"), secure=True)
    cookie = answer.cookies["ballot"]
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax"
    assert cookie["path"] == asked.url()


def test_a_hidden_session_cookie_stays_a_login_elsewhere(asked):
    client = asked.province.client("secretariat")
    list(walk(client, asked))
    assert client.get(asked.url("manage/")).status_code == 200


def test_tables_tell_no_time_and_no_order():
    """No timestamp, no running number, no UUIDv7 on voters and votes."""
    for model in (Voter, Vote):
        for field in model._meta.get_fields():
            assert not isinstance(field, (models.DateField, models.TimeField, models.AutoField)), field
            assert not isinstance(field, models.GenericIPAddressField), field
    assert not Voter._meta.pk.has_default()
    names = {field.name for field in Voter._meta.get_fields()}
    assert names == {"id", "programme", "topic", "door", "way", "aside", "votes"}
    assert {field.name for field in Receipt._meta.get_fields()} == {"code_hash", "programme", "statement"}
    assert "voter" not in {field.name for field in Statement._meta.get_fields()}
    assert "voter" not in {field.name for field in Tally._meta.get_fields()}


def test_voter_ids_are_not_the_cookie(asked):
    client = come_in(asked)
    form = fields(client.get(asked.url("ballot/")))
    client.post(asked.url("ballot/"), form | {"value": "1"})
    random = client.cookies["ballot"].value.split(".")[0]
    voter = Voter.objects.get()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert random not in str(cursor.fetchall()), table
    assert str(voter.pk) not in str(list(Act.objects.values()) + list(Detail.objects.values()))


def test_address_and_browser_are_kept_nowhere(asked, caplog):
    marks = {
        "REMOTE_ADDR": "203.0.113.77",
        "HTTP_USER_AGENT": "OnlyThisPhone/7",
        "HTTP_X_FORWARDED_FOR": "203.0.113.78",
    }
    client = asked.province.client()
    client.defaults.update(marks)
    with caplog.at_level(logging.DEBUG):
        list(walk(client, asked))
    kept = caplog.text
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            kept += str(cursor.fetchall())
    for mark in marks.values():
        assert mark not in kept


def test_a_receipt_shows_what_became_of_it_and_no_voter(asked):
    secretariat = asked.province.actor("secretariat")
    client = come_in(asked)
    code = say(client, asked, "อยากเห็นลานวัดเป็นลานเด็กเล่น").context["receipt"]
    statement = Statement.objects.get(origin="phone")
    address = asked.province.url("listen/receipt/")

    def read(code):
        return asked.province.client().get(address, {"code": code}).content.decode()

    assert "รอตรวจถ้อยคำ" in read(code)
    actions.show(secretariat, statement)
    assert "เสียงยังไม่พอ" in read(code)
    asked.answers("youth", statement, *[1] * 6, -1, -1, -1, 0)
    actions.hide(secretariat, statement, "private", "มีชื่อบุคคล")
    page = read(code)
    assert "พาดพิงหรือเปิดเผยข้อมูลของบุคคล" in page and "มีชื่อบุคคล" in page and "คนเห็นด้วย" not in page
    actions.show(secretariat, statement)
    actions.close_topic(secretariat, asked.topic)
    assert "6 จาก 10 คนเห็นด้วย" in read(code)
    # As people type it: small letters, no dash, spaces.
    assert "6 จาก 10 คนเห็นด้วย" in read(" " + code.lower().replace("-", " "))
    assert "ไม่พบรหัสนี้" in read("2222-2222")


def test_a_receipt_of_another_province_is_unknown(asked, other):
    code = say(come_in(asked), asked, "อยากเห็นลานวัดเป็นลานเด็กเล่น").context["receipt"]
    assert "ไม่พบรหัสนี้" in other.client().get(other.url("listen/receipt/"), {"code": code}).content.decode()


def test_the_receipt_follows_the_thread(asked):
    from thaktho.stages.plan.actions import record_need

    client = come_in(asked)
    code = say(client, asked, "อยากเห็นลานวัดเป็นลานเด็กเล่น").context["receipt"]
    statement = Statement.objects.get(origin="phone")
    actions.show(asked.province.actor("secretariat"), statement)
    by, programme = asked.province.system, asked.province.programme
    made = {"basis": "statement", "came_from": [statement]}
    record_need(by, programme, text="ลานเล่นในวัด", **made)
    record_need(by, programme, text="ห้องสมุดของอำเภอ", basis="statement", came_from=asked.statements[:1])
    page = asked.province.client().get(asked.province.url("listen/receipt/"), {"code": code}).content.decode()
    assert "ลานเล่นในวัด" in page and "ห้องสมุดของอำเภอ" not in page


def test_no_memory_of_the_server_outlives_a_topics_secret(asked):
    """What a process keeps of a topic between requests holds no key."""
    from thaktho.stages.listen import hot
    from thaktho.stages.listen.models import TopicSecret

    ballot = import_module("thaktho.stages.listen.queries.ballot")
    list(walk(asked.province.client(), asked))
    key = bytes(TopicSecret.objects.get(topic=asked.topic).key)
    _, slips, doors = ballot._ballots[asked.topic.pk]
    assert slips and doors and not any("topic" in door._state.fields_cache for door in doors.values())
    topic = hot.topic(asked.province.programme.slug, asked.topic.code)
    assert topic.ballot_key == key
    again = hot._read.__wrapped__(asked.province.programme.slug, asked.topic.code)
    kept = hot._read(
        asked.province.programme.slug,
        asked.topic.code,
        *hot._run(("topic", [asked.province.programme.slug, asked.topic.code]))[0][0][1:],
    )
    for found in (again, kept):
        assert "ballot_key" not in vars(found) and "secret" not in found._state.fields_cache
