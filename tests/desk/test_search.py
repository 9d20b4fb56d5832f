"""One search across the rooms."""

import pytest

from thaktho.desk.search import search


def labels(province, text, role="visitor"):
    return [group.label for group in search(province.actor(role), province.programme, text)]


def test_a_network_is_found_by_part_of_its_name(province):
    assert "เครือข่าย" in labels(province, "เยาวชน")


@pytest.mark.parametrize("text", ["", "   ", "!!", "ฯ"])
def test_nothing_asked_is_nothing_found(province, text):
    assert labels(province, text) == []


def test_another_provinces_things_are_not_found(province, other):
    from thaktho.stages.listen import actions as listening

    row = listening.add_topic(other.actor("secretariat"), other.programme, title="ของจังหวัดน่าน", question="ก")
    listening.seed(other.actor("secretariat"), row, "ข้อความตั้งต้นของน่าน")
    listening.open_topic(other.actor("secretariat"), row)
    assert "ความเห็น" in [group.label for group in search(other.visitor, other.programme, "ของจังหวัดน่าน")]
    assert "ความเห็น" not in labels(province, "ของจังหวัดน่าน")


def test_the_page_says_what_to_do_when_nothing_is_found(province):
    page = province.client().get(province.url("search/"), {"q": "ไม่มีคำนี้แน่"}).content.decode()
    assert "ลองใช้คำที่สั้นลง" in page
    assert 'value="ไม่มีคำนี้แน่"' in page


def test_what_is_typed_is_shown_escaped(province):
    page = province.client().get(province.url("search/"), {"q": "<script>x"}).content.decode()
    assert "<script>x" not in page


def test_what_the_plan_stands_on_is_found_by_whom_may_see_it(province):
    from thaktho.stages.capital import actions as capital
    from thaktho.stages.toolkit import actions as toolkit

    by = province.actor("secretariat")
    capital.add(by, province.programme, {"kind": "social", "name": "กลุ่มฮักน้ำ"})
    tool = toolkit.add(by, province.programme, {"kind": "tool", "name": "วิธีฮักน้ำ", "gist": "ดูแลน้ำ"})
    assert {"ทุน", "เครื่องมือและองค์ความรู้"} <= set(labels(province, "ฮักน้ำ", "observer"))
    assert labels(province, "ฮักน้ำ") == []
    toolkit.verify(by, tool)
    assert labels(province, "ฮักน้ำ") == ["เครื่องมือและองค์ความรู้"]
