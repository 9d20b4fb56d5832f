"""The table of a topic's page: what is not told takes one line, and a topic of which nothing is told has no table."""

from __future__ import annotations

from thaktho.stages.listen import actions


def page(asked, query: str = "") -> str:
    return asked.province.client().get(asked.url(query)).content.decode()


def row(html: str, number: int) -> str:
    return html.split(f'<tr id="s{number}">')[1].split("</tr>")[0]


def test_a_topic_of_which_nothing_is_told_shows_what_is_asked_and_no_table(asked):
    html = page(asked)
    assert "<table" not in html and "ยังไม่มีผลให้แสดง" in html
    assert all(statement.text in html for statement in asked.statements)
    assert 'id="s1"' in html  # links to a statement still lead to it


def test_closed_without_five_of_any_network_it_says_why(asked):
    asked.answers("youth", asked.statements[0], 1, 1, -1, 1)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    html = page(asked)
    assert "<table" not in html and "ทุกเครือข่ายตอบไม่ถึง 5 คน" in html and "เริ่มแสดงเมื่อ" not in html


def test_a_statement_without_a_figure_takes_one_cell(asked):
    asked.answers("youth", asked.statements[0], *[1, -1] * 6)
    html = page(asked)
    told, silent = row(html, 1), row(html, 2)
    columns = len(asked.topic.doors.all())
    assert told.count("<td") == columns + 1 and told.count('class="few"') == columns - 1
    assert f"ยังไม่พออีก {columns - 1} เครือข่าย" in told
    assert silent.count("<td") == 1 and f'colspan="{columns + 1}"' in silent


def test_only_a_wide_table_says_that_it_goes_on(asked):
    asked.answers("youth", asked.statements[0], *[1, -1] * 6)
    assert ("scroll-hint" in page(asked)) == (len(asked.topic.doors.all()) > 8)
    assert "scroll-hint" not in page(asked, "?network=youth")
