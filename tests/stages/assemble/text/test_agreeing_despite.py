"""Words are not agreed in silence where a later chamber says that the networks did not agree."""

from __future__ import annotations

import pytest

from thaktho.ground.ledger.models import Detail
from thaktho.stages.assemble.editions.lacking import AGREE, HINDRANCES, Hindrance, hinders
from thaktho.stages.assemble.models import Edition, Text
from thaktho.stages.assemble.text import actions
from thaktho.stages.assemble.text.states import Refused

WARNING = Hindrance("ข้อ 2 ยังไม่ครบองค์ประชุม", "/consensus/")


@pytest.fixture
def warned():
    ask = hinders(lambda edition, to: [WARNING] if to == AGREE else [])
    yield
    HINDRANCES.remove(ask)


@pytest.fixture
def unwarned():
    """As where every network agreed on every clause."""
    registered = HINDRANCES[:]
    HINDRANCES.clear()
    yield
    HINDRANCES.extend(registered)


def state() -> str:
    return Text.objects.get().state


@pytest.mark.parametrize(
    "said", [{}, {"despite": True}, {"despite": True, "reason": " "}, {"reason": "ที่ประชุม"}]
)
def test_it_asks_for_the_tick_and_the_reason(drafting, warned, said):
    with pytest.raises(Refused, match="ยังไม่ครบองค์ประชุม"):
        actions.agree(drafting.by, drafting.text, **said)
    assert state() == "drafting"


def test_said_so_it_is_agreed_and_written_down(drafting, warned):
    actions.agree(drafting.by, drafting.text, despite=True, reason="ที่ประชุมรับรองด้วยวาจา")
    assert state() == "agreed"
    told = Detail.objects.get(act__verb="assemble.text.agree.approve")
    assert WARNING.words in told.body["despite"]


def test_the_page_warns_with_a_link_and_takes_the_tick(drafting, warned):
    client, address = drafting.province.client("secretariat"), drafting.url("agree/")
    page = client.get(address).content.decode()
    assert f'<a href="{WARNING.url}">{WARNING.words}</a>' in page and 'name="despite"' in page
    refused = client.post(address, {"reason": "ที่ประชุม"})
    assert refused.status_code == 409 and "ที่ประชุม" in refused.content.decode() and state() == "drafting"
    assert client.post(address, {"reason": "ที่ประชุม", "despite": "on"}).status_code == 302
    assert state() == "agreed"


def test_without_a_warning_nothing_more_is_asked(drafting, unwarned):
    assert (
        'name="despite"'
        not in drafting.province.client("secretariat").get(drafting.url("agree/")).content.decode()
    )
    actions.agree(drafting.by, drafting.text)
    assert state() == "agreed"


def test_a_year_ended_meanwhile_is_told_with_words(drafting):
    edition = drafting.text.edition
    Edition.objects.filter(pk=edition.pk).update(state="ended")  # after the page was opened
    with pytest.raises(Refused, match="แก้ไม่ได้"):
        actions.agree(drafting.by, drafting.text)
