"""Statements typed, seeded, checked; the same words once."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.models import Receipt, Statement, Tally
from thaktho.stages.listen.states import WrongState
from thaktho.stages.listen.words import text_key


def test_a_facilitator_types_for_a_table(asked):
    youth = asked.province.actor("youth")
    statement, code = actions.type_statement(
        youth, asked.topic, "เด็กอยากมีลานกีฬา  ใกล้บ้าน", door=asked.door("youth"), table_label="โต๊ะ 4"
    )
    assert (statement.text, statement.state, statement.table_label) == (
        "เด็กอยากมีลานกีฬา ใกล้บ้าน",
        "waiting",
        "โต๊ะ 4",
    )
    assert queries.by_receipt(asked.province.programme, code) == statement
    assert Tally.objects.filter(statement=statement).count() == len(queries.doors(asked.topic))
    with pytest.raises(PermissionDenied):
        actions.type_statement(youth, asked.topic, "ข้อความแทนเครือข่ายอื่น", door=asked.door("religion"))


def test_the_secretariats_own_need_no_check(asked):
    by = asked.province.actor("secretariat")
    statement, _ = actions.type_statement(by, asked.topic, "เด็กอยากมีลานกีฬาใกล้บ้าน", door=asked.door("youth"))
    assert statement.state == "shown"


@pytest.mark.parametrize(
    "one, two, same",
    [
        ("ขอให้ คนไทย รัก กัน", "ขอให้คนไทยรักกัน!", True),
        ("น้ำใจเป็นของดี", "น\u0e4d\u0e49าใจเป็นของดี", True),
        ("“อยากเห็น PM2.5 ลดลง”", "อยากเห็น pm2.5 ลดลง", True),
        ("หมามาหาเราที่บ้าน", "หมาม้าหาเราที่บ้าน", False),
        ("ไม่ควรตัดไม้ทำลายป่า", "ควรตัดไม้ทำลายป่า", False),
    ],
)
def test_the_same_words(one, two, same):
    assert (text_key(one) == text_key(two)) is same


def test_the_same_words_are_one_statement(asked):
    with pytest.raises(actions.Already) as again:
        actions.seed(asked.province.actor("secretariat"), asked.topic, "«ขอให้คนไทย รักและสามัคคีกัน»")
    assert again.value.statement == asked.statements[0]


def test_in_another_topic_the_same_words_are_new(asked, asking):
    assert asking(title="อื่น").statements[0].text_key == asked.statements[0].text_key


def test_moderation(asked):
    by = asked.province.actor("secretariat")
    statement, _code = actions.propose(
        asked.province.visitor, asked.topic, "ข้อความที่รอการตรวจ", door=asked.door("youth")
    )
    version = type(asked.topic).objects.get(pk=asked.topic.pk).version
    assert statement.pk not in {slip.id for slip in queries.ballot(asked.topic)}
    actions.show(by, statement)
    asked.topic.refresh_from_db()
    assert asked.topic.version == version + 1
    assert statement.pk in {slip.id for slip in queries.ballot(asked.topic)}
    with pytest.raises(WrongState):
        actions.show(by, statement)
    actions.hide(by, statement, "insult")
    assert queries.moderated(asked.topic).hidden == {"insult": 1}
    with pytest.raises(ValueError):
        actions.hide(by, asked.statements[1], "i do not like it")
    with pytest.raises(ValueError):
        actions.hide(by, asked.statements[1], "other", "  ")
    for who in ("youth", "executive", "visitor"):
        with pytest.raises(PermissionDenied):
            actions.hide(asked.province.actor(who), asked.statements[1], "insult")
    verbs = list(
        Act.objects.filter(subject_id=statement.pk).order_by("number").values_list("verb", flat=True)
    )
    assert verbs == ["listen.statement.propose", "listen.statement.show", "listen.statement.hide"]


def test_a_hidden_statement_keeps_its_votes(asked):
    by = asked.province.actor("secretariat")
    first = asked.statements[0]
    asked.answers("youth", first, 1, 1, -1)
    actions.hide(by, first, "unclear")
    actions.show(by, first)
    assert Tally.objects.get(statement=first, door=asked.door("youth")).agree == 2


def test_a_door_has_its_limit(asked, monkeypatch):
    monkeypatch.setattr("thaktho.stages.listen.actions.statements.MOST_BY_DOOR", 2)
    for number in range(2):
        actions.propose(
            asked.province.visitor, asked.topic, f"ข้อความจากประตูเดียวกัน {number}", door=asked.door("youth")
        )
    with pytest.raises(actions.TooMany):
        actions.propose(asked.province.visitor, asked.topic, "ข้อความที่สามจากประตูนี้", door=asked.door("youth"))
    actions.propose(asked.province.visitor, asked.topic, "ข้อความจากประตูอื่นยังรับ", door=asked.door("religion"))


def test_receipts_can_be_read_aloud_and_differ(asked):
    codes = {
        actions.propose(asked.province.visitor, asked.topic, f"ข้อความสำหรับรหัสที่ {n}", door=None)[1]
        for n in range(20)
    }
    assert len(codes) == 20 == Receipt.objects.count()
    assert not set("".join(codes)) & set("01OILSZBGNPDTVCEAFJ") - {"T"}
    assert Statement.objects.filter(origin="phone", door=None).count() == 20


def test_a_late_network_gets_its_door_and_tallies(asked):
    from thaktho.ground.people import actions as people

    province = asked.province
    people.add_network(
        province.system,
        province.programme,
        code="media",
        name="เครือข่ายสื่อ",
        short_name="สื่อ",
        order=9,
        valid_from=2563,
    )
    actions.ensure_doors(province.actor("secretariat"), asked.topic)
    asked.topic.refresh_from_db()
    asked.answers("media", asked.statements[0], 1)
    assert Tally.objects.get(statement=asked.statements[0], door=asked.door("media")).agree == 1


def test_the_wording_stands_once_open(asked):
    with pytest.raises(WrongState):
        actions.edit_topic(asked.province.actor("secretariat"), asked.topic, question="อะไรก็ได้")


def test_what_is_far_too_long_is_refused_before_it_is_read(monkeypatch):
    from thaktho.stages.listen import forms

    monkeypatch.setattr(forms, "normalise", None)
    form = forms.ProposeForm({"text": "ก" * 1_000_000})
    assert form.errors["text"][0].startswith("ยาวเกินไป")
