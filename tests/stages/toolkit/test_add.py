"""Adding a tool, by hand and from the starting list."""

import pytest
from django.core.exceptions import PermissionDenied

from thaktho.ground.base import new_id
from thaktho.stages.toolkit import actions, queries, starting
from thaktho.stages.toolkit.models import Tool


def test_steps_are_a_line_each_and_numbered_by_the_page(library):
    tool = library.tool(steps="1. เลือกเรื่อง\n\n๒) จับคู่\nขั้นที่ 3. เล่า")
    assert tool.steps == ["เลือกเรื่อง", "จับคู่", "เล่า"]


@pytest.mark.parametrize(
    ("text", "cost"),
    [("๓,๐๐๐ บาท", 3000), ("ฟรี", 0), ("0", 0), ("ตามจริง", None), ("", None), ("500-800 บาท", None)],
)
def test_a_cost_is_an_amount_only_where_it_is_one(library, text, cost):
    assert library.tool(cost_text=text).cost == cost


def test_the_starting_list_comes_in_once(province, library):
    programme = province.programme
    assert queries.not_started(programme) == len(starting.tools())
    assert actions.start(library.by, programme) == len(starting.tools())
    assert actions.start(library.by, programme) == 0
    bank = Tool.objects.get(code="goodness-bank")
    assert bank.verified and len(bank.steps) == 3 and bank.source_text
    assert bank.cost_text == "" and bank.materials == ""  # no page says


def test_every_tool_of_the_list_says_where_it_was_read():
    tools = starting.tools()
    assert len({tool["code"] for tool in tools}) == len(tools) == 14
    assert all(tool["source"] and tool["gist"] for tool in tools)


def test_another_networks_or_everybodys_is_not_a_coordinators(library):
    with pytest.raises(PermissionDenied):
        library.tool(by="community")
    with pytest.raises(PermissionDenied):
        library.tool(by="religion", network="")


def test_the_same_form_twice_is_one_tool(province):
    client, act = province.client("religion"), str(new_id())
    data = {"kind": "tool", "name": "ก", "gist": "ข", "network": "religion", "act_id": act}
    for _ in range(2):
        assert client.post(province.url("toolkit/new/"), data).status_code == 302
    assert Tool.objects.count() == 1


def test_a_teacher_is_no_persons_name(province):
    data = {"kind": "tool", "name": "ก", "gist": "ข", "network": "religion", "teacher": "นางสาวสมหญิง ใจดี"}
    assert province.client("religion").post(province.url("toolkit/new/"), data).status_code == 422
    assert not Tool.objects.exists()
