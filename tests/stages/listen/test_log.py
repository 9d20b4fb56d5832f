"""The log of moderation: every decision, when, by which role; no names, and no words that were hidden for what they are."""

from __future__ import annotations

import csv
import io

import pytest

from thaktho.ground.ledger.actions import erase_detail
from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.models import Reason

from .conftest import ask


@pytest.fixture
def decided(asked):
    """1 shown and hidden as an advert, 2 hidden for a person's name, 3 hidden and restored."""
    by = asked.province.actor("secretariat")
    one, two, three, _ = asked.statements
    actions.hide(by, one, "advert")
    actions.hide(by, two, "private", "มีชื่อนายลับเฉพาะ")
    actions.hide(by, three, "off_topic")
    actions.show(by, three)
    return asked


def page(asked, query=""):
    return asked.province.client().get(asked.province.url(f"listen/policy/log/{query}"))


def test_every_decision_is_there_newest_first(decided):
    rows = page(decided).context["rows"]
    assert [(row.statement.number, row.kind, row.reason) for row in rows] == [
        (3, "restored", ""),
        (3, "hidden", "off_topic"),
        (2, "hidden", "private"),
        (1, "hidden", "advert"),
    ]
    assert {row.role for row in rows} == {"ฝ่ายเลขานุการ"}


def test_a_first_look_is_shown_and_not_restored(asked):
    youth = asked.province.actor("youth")
    typed, _ = actions.type_statement(youth, asked.topic, "ควรมีลานกีฬาทุกตำบล", door=asked.door("youth"))
    actions.show(asked.province.actor("secretariat"), typed)
    (row,) = page(asked).context["rows"]
    assert (row.kind, row.text) == ("shown", "ควรมีลานกีฬาทุกตำบล")


@pytest.mark.parametrize("reason", [value for value in Reason.values])
def test_words_hidden_for_what_they_are_are_told_nowhere(asked, reason):
    statement = asked.statements[0]
    actions.hide(asked.province.actor("secretariat"), statement, reason, "คำบอกผู้เสนอเท่านั้น")
    told = [page(asked).content.decode()]
    told.append(asked.province.client().get(asked.province.url("listen/policy/log.csv")).content.decode())
    for text in told:
        assert (statement.text in text) == (reason not in ("private", "insult", "law"))
        assert "คำบอกผู้เสนอเท่านั้น" not in text and "ตัวอย่าง secretariat" not in text


def test_hidden_again_for_another_reason_stays_untold(asked):
    by, statement = asked.province.actor("secretariat"), asked.statements[0]
    actions.hide(by, statement, "insult")
    actions.show(by, statement)
    assert statement.text in page(asked).content.decode()  # it may be read on the topic's page then
    actions.hide(by, statement, "repeated")
    assert statement.text not in page(asked).content.decode()


def test_words_erased_by_law_leave_the_line(decided):
    line = Act.objects.get(verb="listen.statement.hide", subject_id=decided.statements[1].pk)
    erase_detail(decided.province.system, line, "คำขอของเจ้าของข้อมูล")
    row = next(row for row in page(decided).context["rows"] if row.statement.number == 2)
    assert (row.kind, row.reason, row.text) == ("hidden", "private", None)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?kind=hidden", [3, 2, 1]),
        ("?kind=shown", [3]),
        ("?reason=advert", [1]),
        ("?reason=insult", []),
        ("?kind=nonsense", [3, 3, 2, 1]),
    ],
)
def test_filters(decided, query, numbers):
    assert [row.statement.number for row in page(decided, query).context["rows"]] == numbers


def test_one_topic(decided, asking):
    later = asking(title="อีกหัวข้อ")
    actions.hide(decided.province.actor("secretariat"), later.statements[0], "unclear")
    assert len(page(decided, f"?topic={later.topic.code}").context["rows"]) == 1
    assert len(page(decided).context["rows"]) == 5
    assert queries.counted(decided.province.programme) == {"shown": 1, "hidden": 4}


def test_drafts_and_other_provinces_are_not_in_it(asking, other):
    draft = asking(opened=False)
    actions.hide(draft.province.actor("secretariat"), draft.statements[0], "unclear")
    theirs = ask(other)
    actions.hide(other.actor("secretariat"), theirs.statements[0], "unclear")
    assert page(draft).context["rows"] == []
    assert page(draft, f"?topic={draft.topic.code}").status_code in (403, 404)
    assert page(draft, f"?topic={theirs.topic.code}").status_code == 404


def test_as_a_table_for_machines(decided):
    answer = decided.province.client().get(decided.province.url("listen/policy/log.csv?kind=hidden"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["statement"], row["decision"], row["reason"]) for row in rows] == [
        ("3", "hidden", "off_topic"),
        ("2", "hidden", "private"),
        ("1", "hidden", "advert"),
    ]
    assert rows[1]["text"] == "" and rows[0]["text"] == decided.statements[2].text


def test_few_queries(decided, queries):
    client = decided.province.client()
    with queries(12):
        assert client.get(decided.province.url("listen/policy/log/")).status_code == 200
