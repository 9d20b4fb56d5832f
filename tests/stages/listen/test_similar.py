"""Statements that say nearly the same: proposed with their reason, answered by people, undone; votes never move."""

from __future__ import annotations

from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from thaktho.engines.weave import likeness
from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.models import Bundle, KeptApart, Statement, Tally, Vote
from thaktho.stages.listen.queries.ballot import BETWEEN, Slip, spaced

from .conftest import ask
from .test_ballot import come_in, say

TWIN = "อยากให้คนไทยรักกันและสามัคคีกัน"
CHILDREN = "ให้นักเรียนใส่ชุดไพรเวตสัปดาห์ละวันได้"


@pytest.fixture
def alike(province):
    """An open topic in which 1 and 5 say nearly the same, and so do 5 and 6."""
    asked = ask(province, opened=False)
    by = province.actor("secretariat")
    asked.statements += [actions.seed(by, asked.topic, text) for text in (TWIN, "ขอให้คนไทยรักกันและสามัคคีกันไว้")]
    actions.open_topic(by, asked.topic)
    asked.topic.refresh_from_db()
    return asked


def pairs(asked):
    return {(found.one.number, found.other.number) for found in queries.proposals(asked.topic)}


def post(asked, answer, one, other=None, who="youth", **more):
    data = {"answer": answer, "one": str(one.pk), "act_id": str(uuid4())} | more
    return asked.province.client(who).post(
        asked.url("similar/"), data | ({"other": str(other.pk)} if other else {})
    )


def bundle_of(statement):
    return Statement.objects.get(pk=statement.pk).bundle_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ควรให้นักเรียนใส่ชุดไพรเวตได้สัปดาห์ละ 1 วัน", CHILDREN),
        ("ความซื่อสัตย์สุจริตเป็นสิ่งที่ต้องเร่งปลูกฝังโดยด่วน", "ต้องเร่งปลูกฝังความซื่อสัตย์สุจริตโดยเร็ว"),
        ("กังวลว่าฝุ่น PM2.5 กระทบสุขภาพและระบบทางเดินหายใจ", "ห่วงว่าฝุ่น PM2.5 จะทำลายสุขภาพและทางเดินหายใจ"),
    ],
)
def test_paraphrases_are_found(one, other):
    (found,) = likeness.pairs([one, "เครื่องแบบนักเรียนช่วยส่งเสริมความมีระเบียบวินัย", other])
    assert (found.one, found.other) == (0, 2) and found.shared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ควรให้นักเรียนใส่ชุดไพรเวตได้สัปดาห์ละ 1 วัน", "ไม่ควรให้นักเรียนใส่ชุดไพรเวต"),
        ("เยาวชนควรได้รับการปลูกฝังให้มีวินัย", "ความซื่อสัตย์คือคุณธรรมที่ควรปลูกฝังเยาวชนมากที่สุด"),
        ("ไม่เชื่อมั่นว่ารัฐบาลจะแก้ปัญหาฝุ่น PM2.5 ได้", "กังวลว่าฝุ่น PM2.5 กระทบสุขภาพและระบบทางเดินหายใจ"),
    ],
)
def test_opposites_and_the_same_subject_are_not_alike(one, other):
    assert likeness.pairs([one, other]) == []


def test_whoever_says_the_opposite_is_shown_it_too():
    assert likeness.Known([CHILDREN]).nearest("ไม่ควรให้นักเรียนใส่ชุดไพรเวต")[0].other == 0


@pytest.mark.parametrize("texts", [[], ["ตักบาตร"], ["", ""], ["ๆๆ !!", "??"]])
def test_odd_lists_have_no_pairs(texts):
    assert likeness.pairs(texts) == []
    assert all(
        found.other < len(texts)
        for text in [*texts, "ตักบาตร"]
        for found in likeness.Known(texts).nearest(text)
    )


def test_what_is_kept_of_a_topic_follows_its_list(alike):
    text = "ควรปลูกต้นไม้ริมน้ำกกทุกปี"
    assert queries.near(alike.topic, text) == []
    actions.seed(alike.province.actor("secretariat"), alike.topic, "ควรปลูกต้นไม้ริมน้ำกก")
    alike.topic.refresh_from_db()
    with CaptureQueriesContext(connection) as captured:
        assert [queries.near(alike.topic, text)[0].other.number for _ in range(3)] == [7, 7, 7]
    assert len(captured) == 1


def test_proposals_say_by_which_words(alike):
    found = queries.proposals(alike.topic)
    assert pairs(alike) == {(1, 5), (1, 6), (5, 6)}
    assert all(one.score >= other.score for one, other in pairwise(found))
    page = alike.province.client("youth").get(alike.url("similar/")).content.decode()
    assert '<span class="shared">สามัคคี</span>' in page


def test_shown_together_nothing_of_the_votes_moves(alike):
    one, other = alike.statements[0], alike.statements[4]
    alike.answers("youth", one, 1, 1, -1)
    alike.answers("youth", other, -1)
    before = (
        list(Vote.objects.order_by("voter", "statement").values()),
        list(Tally.objects.order_by("pk").values()),
    )
    assert post(alike, "together", one, other).status_code == 302
    after = (
        list(Vote.objects.order_by("voter", "statement").values()),
        list(Tally.objects.order_by("pk").values()),
    )
    assert before == after
    assert bundle_of(one) == bundle_of(other) is not None
    assert (1, 5) not in pairs(alike)


def test_a_third_joins_the_bundle_and_the_last_answer_is_undone_alone(alike):
    one, two, three = alike.statements[0], *alike.statements[4:]
    post(alike, "together", one, two)
    post(alike, "together", two, three)
    assert bundle_of(one) == bundle_of(three) and pairs(alike) == set()
    done = Act.objects.filter(verb="listen.bundle.join").order_by("-number").first()
    client = alike.province.client("youth")
    assert client.post(alike.url(f"similar/undo/{done.pk}/"), {"act_id": str(uuid4())}).status_code == 302
    assert bundle_of(three) is None and bundle_of(one) == bundle_of(two) is not None
    page = client.post(
        alike.url(f"similar/undo/{done.pk}/"), {"act_id": str(uuid4())}, follow=True
    ).content.decode()
    assert "ไม่มีอะไรให้ย้อนกลับ" in page


def test_two_bundles_become_one_and_two_again(alike):
    rows = alike.statements
    post(alike, "together", rows[0], rows[4])
    post(alike, "together", rows[1], rows[5])
    was = bundle_of(rows[1])
    post(alike, "together", rows[0], rows[1])
    assert len({bundle_of(rows[n]) for n in (0, 1, 4, 5)}) == 1
    done = Act.objects.filter(verb="listen.bundle.join").order_by("-number").first()
    actions.undo_answer(alike.province.actor("youth"), alike.topic, done.pk)
    assert bundle_of(rows[1]) == bundle_of(rows[5]) == was != bundle_of(rows[0])
    assert Bundle.objects.count() == 2


def test_found_different_is_not_proposed_again_nor_brought_together_by_a_third(alike):
    one, two, three = alike.statements[0], *alike.statements[4:]
    post(alike, "apart", one, two)
    assert pairs(alike) == {(1, 6), (5, 6)}
    post(alike, "together", one, three)
    assert pairs(alike) == set()
    refused = alike.province.client("youth").post(
        alike.url("similar/"),
        {"answer": "together", "one": str(two.pk), "other": str(three.pk), "act_id": str(uuid4())},
        follow=True,
    )
    assert "แสดงด้วยกันไม่ได้" in refused.content.decode() and bundle_of(two) is None


def test_different_is_undone_and_answered_anew(alike):
    one, two = alike.statements[0], alike.statements[4]
    post(alike, "apart", two, one)
    kept = KeptApart.objects.get()
    assert kept.one_id < kept.other_id
    done = Act.objects.get(verb="listen.bundle.apart")
    actions.undo_answer(alike.province.actor("youth"), alike.topic, done.pk)
    assert (1, 5) in pairs(alike) and not KeptApart.objects.exists()
    post(alike, "apart", one, two)
    post(alike, "together", one, two)  # people may change their minds
    assert bundle_of(one) == bundle_of(two) is not None and not KeptApart.objects.exists()
    last = Act.objects.filter(verb="listen.bundle.join").get()
    actions.undo_answer(alike.province.actor("youth"), alike.topic, last.pk)
    assert KeptApart.objects.exists() and bundle_of(one) is None


def test_the_same_answer_twice_is_one_act(alike):
    same = str(uuid4())
    for _ in range(2):
        assert (
            post(alike, "together", alike.statements[0], alike.statements[4], act_id=same).status_code == 302
        )
    assert Act.objects.filter(verb="listen.bundle.join").count() == 1


@pytest.mark.parametrize("who", ["visitor", "observer", "executive"])
def test_only_those_who_work_answer(alike, who):
    assert post(alike, "together", *alike.statements[:2], who=who).status_code == 403
    assert alike.province.client(who).get(alike.url("similar/")).status_code == 403


def test_broken_forms_are_not_found(alike, other):
    one = alike.statements[0]
    assert post(alike, "together", one, one).status_code == 404
    assert post(alike, "melt", *alike.statements[:2]).status_code == 404
    theirs = ask(other).statements[0]
    assert post(alike, "together", one, theirs).status_code == 404
    assert alike.province.client("youth").post(alike.url(f"similar/undo/{uuid4()}/")).status_code == 404


def test_a_bundle_stands_together_on_the_topics_page(alike):
    post(alike, "together", alike.statements[0], alike.statements[5])
    page = alike.province.client().get(alike.url("?sort=newest")).content.decode()
    at = [page.index(f'id="s{number}"') for number in (6, 1, 5)]
    assert at == sorted(at) and "คล้ายกับข้อ 6" in page and "นับแยกกัน" in page


def test_every_statement_of_a_bundle_is_on_the_ballot(alike):
    post(alike, "together", alike.statements[0], alike.statements[4])
    alike.topic.refresh_from_db()
    for _ in range(20):
        order = [slip.number for slip in queries.in_own_order(queries.ballot(alike.topic), uuid4())]
        assert sorted(order) == [1, 2, 3, 4, 5, 6] and abs(order.index(1) - order.index(5)) > 1


@given(st.lists(st.sampled_from([None, "a", "b", "c"]), max_size=40))
def test_spacing_loses_nobody_and_keeps_them_apart_where_it_can(names):
    ids = {name: uuid4() for name in "abc"}
    slips = [Slip(uuid4(), n, "", False, ids.get(name)) for n, name in enumerate(names)]
    order = spaced(slips)
    assert sorted(slip.number for slip in order) == list(range(len(slips)))
    single = [slip.number for slip in order if slip.bundle is None]
    assert single == sorted(single)  # who stands alone keeps the order of the others
    bundles = {name: names.count(name) for name in "abc"}
    if sum(bundles.values()) == bundles["a"] == 2 and len(names) > BETWEEN + 1:
        at = [n for n, slip in enumerate(order) if slip.bundle]
        assert at[1] - at[0] > BETWEEN


def test_what_is_near_is_shown_before_sending(alike):
    client = come_in(alike)
    text = "ขอให้คนไทยรักและสามัคคีกันมาก ๆ"
    first = say(client, alike, text)
    assert "มีข้อความคล้ายกันอยู่แล้ว" in first.content.decode() and not Statement.objects.filter(origin="phone")
    sent = say(client, alike, text, sure="1")
    assert sent.context["receipt"] and Statement.objects.get(origin="phone").text == text


def test_a_facilitator_who_types_is_shown_it_too(alike):
    client, door = alike.province.client("youth"), alike.door("youth")
    data = {"door": str(door.pk), "text": "ขอให้คนไทยรักและสามัคคีกันมาก ๆ"}
    assert "มีข้อความคล้ายกันอยู่แล้ว" in client.post(alike.url("type/"), data).content.decode()
    assert client.post(alike.url("type/"), data | {"sure": "1"}).context["receipt"]


def test_few_queries(alike, queries):
    client = alike.province.client("youth")
    with queries(15):
        assert client.get(alike.url("similar/")).status_code == 200
