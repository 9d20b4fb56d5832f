"""What other rooms read: statements with published numbers, ranked, counted, on the thread, waiting."""

from __future__ import annotations

from uuid import uuid4

from thaktho.ground.thread import queries as thread
from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.models import Statement
from thaktho.stages.listen.queries.found import Finding as FoundFinding


def test_ranked_by_the_weakest_network(asked):
    first, second, third, fourth = asked.statements
    asked.answers("youth", first, *[1] * 30)
    asked.answers("religion", first, *[-1] * 10, *[1] * 2)  # a small network's veto
    for network in ("youth", "religion"):
        asked.answers(network, second, *[1] * 9, *[-1] * 4)
    asked.answers("youth", third, *[-1] * 20)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    order = [standing.statement for standing in queries.ranked(asked.topic)]
    assert order == [second, first, third, fourth]
    assert queries.ranked(asked.topic, "agreed")[0].statement == first
    assert queries.ranked(asked.topic, "newest")[0].statement == fourth
    youth = asked.door("youth").network.pk
    assert queries.ranked(asked.topic, "weakest", youth)[0].statement == first
    column, _ = queries.ranked(asked.topic)[1].weakest
    assert column.short_name == "ศาสนา"


def test_statements_for_the_plan(asked, asking, other):
    programme = asked.province.programme
    first, second = asked.statements[:2]
    hidden = asked.statements[2]
    actions.hide(asked.province.actor("secretariat"), hidden, "law")
    draft = asking(opened=False).statements[0]
    found = queries.statements(programme, [second.pk, first.pk, second.pk, hidden.pk, draft.pk, uuid4()])
    assert [standing.statement for standing in found] == [second, first]
    assert queries.statements(other.programme, [first.pk]) == []
    assert queries.shown(programme, [first.pk]) == [first]


def test_bounded_queries(asked, queries):
    from thaktho.stages.listen import queries as listen

    ids = [row.pk for row in asked.statements]
    with queries(3):
        listen.ranked(asked.topic)
    with queries(4):
        listen.statements(asked.province.programme, ids)


def test_counts_by_network(asked, other):
    by = asked.province.actor("secretariat")
    for number in range(3):
        actions.type_statement(by, asked.topic, f"ข้อความของเยาวชนข้อ {number}", door=asked.door("youth"))
    actions.propose(asked.province.visitor, asked.topic, "ข้อความที่ยังรอตรวจอยู่", door=asked.door("youth"))
    assert queries.count_by_network(asked.province.programme) == {asked.door("youth").network.pk: 3}
    assert queries.count_by_network(other.programme) == {}


def test_open_topics(asked, asking, other):
    asking(opened=False)
    assert queries.open_topics(asked.province.programme) == [asked.topic]
    assert queries.open_topics(other.programme) == []


def test_on_the_thread(asked, other):
    first = asked.statements[0]
    by = asked.province.visitor
    knot = thread.story(by, "listen.statement", first.pk).knot
    assert knot.title == first.text and knot.meta == ""
    asked.answers("youth", first, *[1] * 6, *[-1] * 4)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    assert thread.story(by, "listen.statement", first.pk).knot.meta == "6 จาก 10 คนเห็นด้วย"
    assert thread.story(by, "listen.topic", asked.topic.pk).knot.title == asked.topic.title
    assert thread.story(other.visitor, "listen.statement", first.pk) is None
    actions.hide(asked.province.actor("secretariat"), first, "law")
    assert thread.story(by, "listen.statement", first.pk) is None


def test_a_draft_is_on_nobodys_thread_yet(asking):
    asked = asking(opened=False)
    for kind, id in (("listen.topic", asked.topic.pk), ("listen.statement", asked.statements[0].pk)):
        assert thread.story(asked.province.visitor, kind, id) is None


def test_waiting(asked):
    province = asked.province
    assert queries.waiting(province.actor("secretariat"), province.programme) == []
    actions.propose(province.visitor, asked.topic, "ข้อความที่ยังรอตรวจอยู่", door=asked.door("youth"))
    assert Statement.objects.filter(state="waiting").count() == 1
    line = queries.waiting(province.actor("secretariat"), province.programme)[0]
    assert "1 ข้อ" in line.title and line.url == asked.url("moderate/")
    assert queries.waiting(province.actor("executive"), province.programme) == []


def test_the_message_for_line(asked):
    asked.answers("youth", asked.statements[0], *[1] * 6, *[-1] * 4)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    text = queries.line_summary(asked.topic, "https://example.org/x")
    assert "ตอบแล้ว 10 คน" in text and "6 จาก 10 คนเห็นด้วย" in text and text.endswith("https://example.org/x")


def test_the_open_data_holds_no_small_cell(asked):
    import csv
    import io

    first = asked.statements[0]
    asked.answers("youth", first, *[1] * 9, -1)
    asked.answers("religion", first, 1, 1)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    body = asked.province.client().get(asked.url("tallies.csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert {row["network"] for row in rows} == {"youth", "_total"}
    assert rows[0]["agree_from"] == "8" and rows[0]["agree_to"] == "10" and rows[0]["final"] == "1"


def test_a_bound_that_is_no_majority_is_not_told_beside_the_majority():
    assert "เกินครึ่ง" in FoundFinding("all", 0.49).words and "49" not in FoundFinding("all", 0.49).words
    assert "ร้อยละ 62" in FoundFinding("all", 0.62).words
    weak, firm = FoundFinding("all", 0.62, steady=4), FoundFinding("all", 0.62, steady=9)
    assert weak.weak and "4 จาก 10 ครั้ง" in weak.words and not firm.weak and "ยังไม่มั่นคง" not in firm.words
