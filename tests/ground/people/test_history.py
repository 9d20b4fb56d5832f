"""An object's history in words."""

from django.template.loader import render_to_string

from thaktho.ground.ledger.actions import erase_detail
from thaktho.ground.ledger.queries import history
from thaktho.ground.people.history import lines
from thaktho.stages.listen import actions as listening


def made(province):
    by = province.actor("secretariat")
    topic = listening.add_topic(by, province.programme, title="ก", question="ข")
    listening.seed(by, topic, "ข้อความตั้งต้นข้อหนึ่ง")
    listening.open_topic(by, topic)
    return topic


def test_who_did_what_newest_first(province):
    found = lines(province.programme, "listen.topic", made(province).pk)
    assert next(line.what for line in found) == "เปิด"
    assert all(line.who == str(province.persons["secretariat"]) for line in found)
    html = render_to_string("web/history.html", {"lines": found})
    assert "เปิด" in html and "<time" in html


def test_names_are_shown_only_to_those_who_may_see_them(province):
    found = lines(province.programme, "listen.topic", made(province).pk, names=False)
    assert {line.who for line in found} == {"ผู้มีบทบาท"}


def test_erased_words_are_said_to_be_erased(province):
    topic = made(province)
    erase_detail(
        province.actor("secretariat"), history(province.programme.pk, "listen.topic", topic.pk)[0], "คำขอ"
    )
    assert lines(province.programme, "listen.topic", topic.pk)[0].erased


def test_another_provinces_acts_are_not_shown(province, other):
    assert lines(other.programme, "listen.topic", made(province).pk) == []
