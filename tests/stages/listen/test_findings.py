"""What is said of statements while few of their ballots are shown, and what the wall says during a meeting."""

from __future__ import annotations

import pytest

from thaktho.stages.listen import actions, queries


@pytest.fixture
def asked(asking):
    return asking(kind="hall")


def sections(asked) -> dict[int, str]:
    columns, part = queries.columns(asked.topic), queries.took_part(asked.topic)
    found = queries.findings(queries.ranked(asked.topic), columns, part, queries.newest_map(asked.topic))
    return {one.standing.statement.number: one.section for one in found.found}


def test_the_first_few_ballots_make_nothing_divided(asked):
    first, second, *_ = asked.statements
    asked.answers("youth", first, *[1, -1] * 5)  # five are shown
    asked.answers("youth", second, *[1, -1] * 40)
    told = sections(asked)
    assert told[first.number] == "not_enough" and told[second.number] == "divided"
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    assert sections(asked)[first.number] == "divided"  # all of them are shown


def test_a_statement_behind_the_others_is_not_enough_yet(asked):
    few, *others = asked.statements
    asked.answers("youth", few, *[1, -1] * 13)
    for statement in others:
        asked.answers("youth", statement, *[1, -1] * 40)
    told = sections(asked)
    assert told[few.number] == "not_enough" and set(told.values()) == {"not_enough", "divided"}


def test_the_wall_during_a_meeting(asked):
    wall = lambda: asked.province.client().get(asked.url("live/")).content.decode()
    page = wall()
    assert "ผลรายเครือข่ายแสดงเมื่อปิดรับ" in page and "เปิดผลแล้วบางส่วน" not in page and "ใน 10 ของ" not in page
    first, second, *_ = asked.statements
    voters = asked.answers("youth", first, *[1, -1] * 20)
    for voter in voters:
        asked.vote(voter, "youth", second, 1)
    page = wall()
    assert "ตอบไปแล้วราว 5 ใน 10" in page  # two statements of four
    figure = asked.standing(first).total
    assert f"เปิดผลแล้วบางส่วน {asked.standing(first).words}" in page and figure.n < 40
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    assert "ผลรายเครือข่ายแสดงเมื่อปิดรับ" not in wall()


def test_the_closed_wall_names_every_statement_in_a_list_and_speaks_for_whom_it_heard(asked):
    first, second, third, _ = asked.statements
    for network in ("youth", "religion", "community", "public_health"):
        asked.answers(network, first, *[1] * 40, *[-1] * 5)
        asked.answers(network, second, *[1, -1] * 20)
        asked.answers(network, third, *[-1] * 40, *[1] * 5)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    answer = asked.province.client().get(asked.url("live/"))
    lists = {name: (title, count) for name, title, _, _, count in answer.context["lists"]}
    assert sum(count for _, count in lists.values()) == 4
    assert lists["divided"] == ("ยังเห็นต่างกัน", 1) and lists["not_enough"][1] == 1
    whole = len(answer.context["columns"]) == 4
    assert lists["all"][0] == ("ทุกเครือข่ายเห็นด้วย" if whole else "ทุกเครือข่ายที่ได้ยินเห็นด้วย")
    page = asked.province.client().get(asked.url()).content.decode()
    assert lists["all"][0] in page


def test_a_map_that_is_being_made_is_said_to_be(asked):
    page = lambda: asked.province.client().get(asked.url()).content.decode()
    assert "กำลังคำนวณแผนที่" not in page()
    for statement in asked.statements:
        asked.answers("youth", statement, *[1, -1] * 6)
    assert "กำลังคำนวณแผนที่" not in page()
    assert actions.maps_due() == 1
    assert "กำลังคำนวณแผนที่" in page()
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    assert "กำลังคำนวณแผนที่" in page()
    actions.make_map(asked.province.system, asked.topic)
    assert "กำลังคำนวณ" not in page() and "เน้นเครือข่าย" not in page()
