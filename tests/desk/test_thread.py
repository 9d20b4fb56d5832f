"""A thing's thread as a page."""

import re
from uuid import uuid4

import pytest

from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme import actions as programmes
from thaktho.ground.thread.actions import link, undo
from thaktho.stages.listen import actions as listening
from thaktho.stages.plan.models import PlanRow


@pytest.fixture
def joined(province):
    """Three voices of three networks that became one row."""
    by = province.actor("secretariat")
    topic = listening.add_topic(by, province.programme, title="ก", question="ข")
    listening.seed(by, topic, "ข้อความตั้งต้นข้อหนึ่ง")
    listening.open_topic(by, topic)
    from thaktho.stages.listen.queries import doors

    voices = []
    for door in [door for door in doors(topic) if door.network][:3]:
        statement, _ = listening.propose(
            province.visitor, topic, f"เสียงของ {door.network.short_name}", door=door
        )
        listening.show(by, statement)
        voices.append(statement)
    row = PlanRow.objects.create(
        programme=province.programme,
        network=province.networks["community"],
        number=1,
        title="ธนาคารความดี",
        state="accepted",
    )
    with acting(province.system, "programme.edit", province.programme) as act:
        for voice in voices:
            link(act, voice, row, "became")
    return voices, row


def page(province, kind, id, role="visitor"):
    return province.client(role).get(province.url(f"thread/{kind}/{id}/"))


def test_voices_join_in_their_networks_colours(province, joined):
    voices, row = joined
    html = page(province, "plan.row", row.pk).content.decode()
    words = re.sub(r"<[^>]+>", "", html)  # kept names stand in elements of their own
    for lane, voice in enumerate(voices):
        assert voice.text in words
        assert f'class="lane own l{lane} n{lane + 1}"' in html
    assert html.count('<path class="n') == 3
    assert "รวม 3 ข้อความเข้าด้วยกัน" in html


def test_what_has_not_happened_is_dashed_and_said(province, joined):
    html = page(province, "plan.row", joined[1].pk).content.decode()
    assert html.count('class="stage coming"') == 3
    assert "ยังไม่มีรายงานกิจกรรม" in html


def test_the_thread_is_pulled_from_either_end(province, joined):
    voices, row = joined
    assert row.title in page(province, "listen.statement", voices[0].pk).content.decode()


def test_an_undone_link_is_not_on_the_thread(province, joined):
    voices, row = joined
    with acting(province.system, "programme.edit", province.programme) as act:
        undo(act, voices[0], row, "became")
    assert voices[0].text not in page(province, "plan.row", row.pk).content.decode()


def test_what_a_reader_may_not_see_is_counted_not_silently_left_out(province, joined):
    _, row = joined
    draft = PlanRow.objects.create(
        programme=province.programme,
        network=province.networks["youth"],
        number=1,
        title="ร่างที่ยังไม่ส่ง",
        state="draft",
    )
    with acting(province.system, "programme.edit", province.programme) as act:
        link(act, row, draft, "became")
    seen = page(province, "plan.row", row.pk).content.decode()
    assert draft.title not in seen
    assert "อีก 1 รายการที่เกี่ยวข้อง" in seen
    assert draft.title in page(province, "plan.row", row.pk, "secretariat").content.decode()


@pytest.mark.parametrize("kind", ["plan.row", "no.such.kind"])
def test_a_thing_that_is_not_there(province, kind):
    assert page(province, kind, uuid4()).status_code == 404


def test_another_provinces_thread_is_not_there(province, other, joined):
    _, row = joined
    assert other.client("secretariat").get(other.url(f"thread/plan.row/{row.pk}/")).status_code == 404


def test_few_questions_however_long_the_thread(province, joined, queries):
    client = province.client("secretariat")
    address = province.url(f"thread/plan.row/{joined[1].pk}/")
    client.get(address)
    with queries(15):
        assert client.get(address).status_code == 200


def test_sources_are_listed(province):
    programmes.add_source(
        province.system,
        province.programme,
        title="ข่าวของจังหวัด",
        publisher="สวท.",
        url="https://example.go.th/1",
    )
    assert "ข่าวของจังหวัด" in province.client().get(province.url("sources/")).content.decode()


def test_a_topic_gathers_its_statements_and_what_became_of_them(province, joined):
    voices, row = joined
    topic = voices[0].topic
    html = page(province, "listen.topic", topic.pk).content.decode()
    for text in (*(voice.text for voice in voices), row.title):
        assert text in re.sub(r"<[^>]+>", "", html)
    # From the row back: its voices, each once; the topic is not one of them.
    back = page(province, "plan.row", row.pk).content.decode()
    assert "รวม 3 ข้อความเข้าด้วยกัน" in back
    # What is taken off leaves the thread, and leaves no gap in it.
    listening.hide(province.actor("secretariat"), voices[0], "repeated")
    html = page(province, "listen.topic", topic.pk).content.decode()
    assert voices[0].text not in re.sub(r"<[^>]+>", "", html)
    assert "ยังไม่เปิดให้ท่านเห็น" not in html
    listening.show(province.actor("secretariat"), voices[0])
    assert voices[0].text in re.sub(r"<[^>]+>", "", page(province, "listen.topic", topic.pk).content.decode())


def test_a_topic_with_many_statements_counts_the_rest(province):
    by = province.actor("secretariat")
    topic = listening.add_topic(by, province.programme, title="ก", question="ข")
    for number in range(20):
        listening.seed(by, topic, f"ข้อความตั้งต้นหมายเลข {number}")
    listening.open_topic(by, topic)
    assert "และอีก 9 รายการ" in page(province, "listen.topic", topic.pk).content.decode()
