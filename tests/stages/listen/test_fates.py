"""What became of statements: decided by people after closing, many at once, changed, taken back, told to whoever said it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Province
from tests.stages.listen.conftest import Asked
from thaktho.ground.base import new_id
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.ledger.models import Act
from thaktho.ground.people.history import lines
from thaktho.ground.thread import queries as thread
from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.actions import Verdict
from thaktho.stages.listen.models import Bundle, Fate, Statement
from thaktho.stages.listen.queries import fates as reading
from thaktho.stages.plan import actions as plan


@pytest.fixture
def closed(asked: Asked) -> Asked:
    """Four statements of the topic's own, one of the young people's; closed."""
    typed, _ = actions.type_statement(
        asked.province.actor("secretariat"),
        asked.topic,
        "ขอลานกีฬาให้เด็กทุกตำบล",
        door=asked.door("youth"),
    )
    asked.statements.append(typed)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    asked.topic.refresh_from_db()
    return asked


def kinds(closed: Asked) -> dict[int, str]:
    return {
        fate.statement.number: fate.kind for fate in reading.fates(queries.standings(closed.topic)).values()
    }


def staff(closed: Asked):
    return closed.province.actor("secretariat")


def test_many_at_once_is_one_act_with_a_line_for_each(closed):
    one, two, three, *_ = closed.statements
    verdicts = [
        Verdict(one.pk, "used", "ทำในโครงการบ้านวัดโรงเรียน"),
        Verdict(two.pk, "joined", joined_with=one.pk),
        Verdict(three.pk, "not_taken", "อยู่นอกอำนาจของจังหวัด"),
    ]
    once = new_id()
    assert actions.decide(staff(closed), closed.topic, verdicts, act_id=once) == 3
    assert kinds(closed) == {1: "used", 2: "joined", 3: "not_taken"}
    with pytest.raises(Repeated):
        actions.decide(staff(closed), closed.topic, verdicts, act_id=once)
    assert Act.objects.filter(verb="listen.fate.decide").count() == 3
    progress = reading.progress(closed.topic)
    assert (progress.answered, progress.total, progress.left) == (3, 5, 2)
    history = lines(closed.province.programme, Statement.thread_kind, three.pk)
    assert history[0].why == "อยู่นอกอำนาจของจังหวัด"


@pytest.mark.parametrize(
    ("kind", "words", "with_it", "told"),
    [
        ("not_taken", " ", None, "เพราะอะไร"),
        ("used", "", None, "ใช้ในเรื่องใด"),
        ("joined", "", None, "รวมกับข้อใด"),
        ("joined", "", 0, "ตัวเองไม่ได้"),
        ("praised", "ดี", None, "จากรายการ"),
    ],
)
def test_what_is_not_said_fully_is_asked_for_and_nothing_is_kept(closed, kind, words, with_it, told):
    one, two, *_ = closed.statements
    bad = Verdict(one.pk, kind, words, closed.statements[with_it].pk if with_it is not None else None)
    with pytest.raises(actions.CannotBe) as refused:
        actions.decide(staff(closed), closed.topic, [Verdict(two.pk, "used", "ทำแล้ว"), bad])
    assert list(refused.value.why) == [one.pk] and told in refused.value.why[one.pk]
    assert not Fate.objects.exists() and not Act.objects.filter(verb__startswith="listen.fate").exists()


def test_a_statement_of_another_topic_or_a_hidden_one_is_not_joined(closed, asking):
    elsewhere = asking().statements[0]
    one, two, *_ = closed.statements
    actions.hide(staff(closed), two, "insult")
    for other in (elsewhere, two):
        with pytest.raises(actions.CannotBe):
            actions.decide(staff(closed), closed.topic, [Verdict(one.pk, "joined", joined_with=other.pk)])
    with pytest.raises(actions.CannotBe):
        actions.decide(staff(closed), closed.topic, [Verdict(two.pk, "used", "ทำแล้ว")])


def test_used_needs_no_words_where_the_thread_leads_on(closed):
    one = closed.statements[0]
    plan.row_from_statements(staff(closed), closed.province.networks["religion"], [one])
    answer = reading.answer(closed.topic, staff(closed), one.number)
    assert answer and answer.proposed == "used" and [knot.title for knot in answer.knots] == [one.text]
    actions.decide(staff(closed), closed.topic, [Verdict(one.pk, "used")])
    seen = reading.answer(closed.topic, closed.province.visitor, one.number)
    assert seen and not seen.knots and seen.led_to.hidden == 1  # a draft is nobody else's yet


def test_shown_together_with_one_that_was_used_is_proposed_to_be_joined(closed):
    one, two, *_ = closed.statements
    bundle = Bundle.objects.create(programme=closed.province.programme, topic=closed.topic)
    Statement.objects.filter(pk__in=[one.pk, two.pk]).update(bundle=bundle)
    plan.row_from_statements(staff(closed), closed.province.networks["religion"], [one])
    answer = reading.answer(closed.topic, staff(closed), two.number)
    assert answer and (answer.proposed, answer.proposed_with, answer.mates) == ("joined", one, (one,))


def test_what_is_made_of_the_other_one_is_told_to_the_joined_one_too(closed):
    one, two, three, *_ = closed.statements
    by = staff(closed)
    actions.decide(by, closed.topic, [Verdict(two.pk, "joined", joined_with=one.pk)])
    actions.decide(by, closed.topic, [Verdict(three.pk, "joined", joined_with=two.pk)])
    row = plan.row_from_statements(by, closed.province.networks["religion"], [one])
    actions.decide(by, closed.topic, [Verdict(one.pk, "used", "เป็นแถวในแผน")])
    answer = reading.answer(closed.topic, by, three.number)
    assert answer and answer.joined == (two, one)
    assert answer.last and answer.last.words == "เป็นแถวในแผน" and [k.id for k in answer.knots] == [row.pk]
    assert thread.targets_of(closed.province.programme.pk, three.pk, "listen.statement") == [two.pk]
    actions.decide(by, closed.topic, [Verdict(three.pk, "not_taken", "คนละเรื่อง")])
    assert thread.targets_of(closed.province.programme.pk, three.pk, "listen.statement") == []


def test_changed_and_taken_back_only_what_nobody_changed_since(closed):
    one, two, *_ = closed.statements
    by, first, second = staff(closed), new_id(), new_id()
    actions.decide(by, closed.topic, [Verdict(one.pk, "used", "ทำแล้ว")], act_id=first)
    actions.decide(
        by,
        closed.topic,
        [Verdict(one.pk, "not_taken", "ทำไม่ได้"), Verdict(two.pk, "joined", joined_with=one.pk)],
        act_id=second,
    )
    actions.decide(by, closed.topic, [Verdict(two.pk, "used", "ทำแยก")])
    assert actions.undo_fates(by, closed.topic, second) == (1, 1)
    assert kinds(closed) == {1: "used", 2: "used"}
    assert actions.undo_fates(by, closed.topic, first) == (1, 0)
    assert kinds(closed) == {2: "used"}
    with pytest.raises(LookupError):  # of somebody else
        actions.undo_fates(closed.province.actor("youth"), closed.topic, first)


def test_who_decided_meanwhile_is_not_overwritten(closed):
    one = closed.statements[0]
    actions.decide(staff(closed), closed.topic, [Verdict(one.pk, "used", "ทำแล้ว")])
    with pytest.raises(actions.CannotBe, match="ก่อนท่าน"):
        actions.decide(staff(closed), closed.topic, [Verdict(one.pk, "not_taken", "ทำไม่ได้", seen="")])


def test_a_coordinator_answers_the_own_network_only_and_nobody_while_people_vote(closed, asking):
    own, other = closed.statements[4], closed.statements[0]
    by = closed.province.actor("youth")
    assert actions.decide(by, closed.topic, [Verdict(own.pk, "used", "ทำลานกีฬา")]) == 1
    with pytest.raises(PermissionDenied):
        actions.decide(by, closed.topic, [Verdict(other.pk, "used", "ทำแล้ว")])
    with pytest.raises(PermissionDenied):
        actions.decide(closed.province.actor("religion"), closed.topic, [Verdict(own.pk)])
    running = asking(title="ยังเปิดอยู่")
    with pytest.raises(PermissionDenied):
        actions.decide(staff(closed), running.topic, [Verdict(running.statements[0].pk, "used", "ทำแล้ว")])
    assert kinds(closed) == {5: "used"}


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=3), max_size=6)
)
def test_no_order_of_joins_makes_a_circle(closed, rounds):
    Fate.objects.all().delete()
    for joins in rounds:
        verdicts = {
            a: Verdict(closed.statements[a].pk, "joined", joined_with=closed.statements[b].pk)
            for a, b in joins
        }
        try:
            actions.decide(staff(closed), closed.topic, list(verdicts.values()))
        except actions.CannotBe:
            continue
    joined = {
        fate.statement_id: fate.joined_with_id
        for fate in reading.fates(queries.standings(closed.topic)).values()
    }
    for start in joined:
        seen, at = set(), start
        while at in joined:
            assert at not in seen
            seen.add(at)
            at = joined[at]
    links = thread.links_between(closed.province.programme.pk, "listen.statement", "listen.statement")
    assert dict(links).keys() >= joined.keys()


# Pages


def page(closed: Asked, who: str, path: str = "fates/") -> str:
    return closed.province.client(who).get(closed.url(path)).content.decode()


def test_the_page_takes_each_answer_and_says_what_is_left(closed):
    client, url = closed.province.client("secretariat"), closed.url("fates/")
    form = {
        "act_id": str(new_id()),
        "how": "each",
        "kind-1": "used",
        "words-1": "ทำในโครงการ",
        "seen-1": "",
        "kind-2": "joined",
        "with-2": "1",
        "seen-2": "",
        "kind-3": "",
        "seen-3": "",
    }
    assert [client.post(url, form).status_code for _ in range(2)] == [302, 302]
    assert kinds(closed) == {1: "used", 2: "joined"}
    told = page(closed, "visitor")
    assert "2 จาก 5" in told and "ทำในโครงการ" in told and 'name="kind-3"' not in told
    left = page(closed, "visitor", "fates/?state=undecided")
    assert closed.statements[2].text in left and closed.statements[0].text not in left


def test_what_cannot_be_comes_back_with_what_was_typed(closed):
    client, url = closed.province.client("secretariat"), closed.url("fates/")
    answer = client.post(url, {"act_id": str(new_id()), "kind-1": "joined", "with-1": "99", "seen-1": ""})
    told = answer.content.decode()
    assert answer.status_code == 422 and "รวมกับข้อใด" in told and 'value="99"' in told
    assert not Fate.objects.exists()


def test_one_answer_for_those_that_are_ticked_then_taken_back(closed):
    client, url = closed.province.client("secretariat"), closed.url("fates/")
    once = str(new_id())
    form = {
        "act_id": once,
        "how": "picked",
        "pick": ["1", "3"],
        "kind-all": "not_taken",
        "words-all": "มีผู้ทำแล้ว",
    }
    client.post(url, form)
    assert kinds(closed) == {1: "not_taken", 3: "not_taken"}
    back = {"act_id": str(new_id()), "next": url}
    assert client.post(closed.url(f"fates/{once}/undo/"), back).status_code == 302
    assert kinds(closed) == {}
    unknown = {"act_id": str(new_id()), "next": url}
    assert client.post(closed.url(f"fates/{new_id()}/undo/"), unknown).status_code == 404


def test_what_the_thread_proposes_is_confirmed_with_one_click(closed):
    plan.row_from_statements(staff(closed), closed.province.networks["religion"], closed.statements[:2])
    client, url = closed.province.client("secretariat"), closed.url("fates/")
    assert "ตอบตามที่เสนอ 2 ข้อ" in page(closed, "secretariat")
    client.post(url, {"act_id": str(new_id()), "how": "proposed", "seen-1": "", "seen-2": ""})
    assert kinds(closed) == {1: "used", 2: "used"}


def test_a_coordinator_sees_fields_for_the_own_statements_only(closed):
    told = page(closed, "youth")
    assert 'name="kind-5"' in told and 'name="kind-1"' not in told
    assert told.index('id="s5"') < told.index('id="s1"')  # what may be answered stands first
    every = page(closed, "secretariat")
    assert 'name="kind-1"' in every and every.index('id="s1"') < every.index('id="s5"')
    assert closed.province.client("visitor").post(closed.url("fates/"), {"kind-1": "used"}).status_code == 403


def test_a_statement_has_a_page_of_its_own(closed, django_assert_max_num_queries):
    one, two, *_ = closed.statements
    actions.decide(
        staff(closed),
        closed.topic,
        [Verdict(two.pk, "joined", joined_with=one.pk), Verdict(one.pk, "not_taken", "ไม่มีงบ")],
    )
    client = closed.province.client("visitor")
    with django_assert_max_num_queries(15):
        told = client.get(closed.url("s/2/")).content.decode()
    assert two.text in told and "ไม่มีงบ" in told and closed.url("s/1/") in told
    actions.hide(staff(closed), two, "insult")
    assert client.get(closed.url("s/2/")).status_code == 404
    assert client.get(closed.url("s/77/")).status_code == 404


def test_the_list_asks_no_more_for_more_statements(closed, province: Province, django_assert_max_num_queries):
    client = province.client("secretariat")
    client.get(closed.url("fates/"))
    with django_assert_max_num_queries(15):
        client.get(closed.url("fates/"))
