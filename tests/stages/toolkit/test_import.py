"""Files of tools."""

from thaktho.ground.intake import actions as intakes
from thaktho.stages.toolkit.models import Tool

HEAD = ["ชื่อ", "สาระ", "ขั้นตอน", "ค่าใช้จ่าย", "ผู้สอน", "เครือข่าย"]
ROW = ["ห้องเรียนสองวัย", "เรียนด้วยกัน", "1. จับคู่\n2. เล่า", "3,000 บาท", "ครูอาสา", "เครือข่ายศาสนา"]


def fates(intake):
    return list(intake.lines.values_list("fate", flat=True))


def test_in_once_and_recognised_the_second_time(library):
    intakes.apply(library.by, library.file(HEAD, ROW, room="toolkit"))
    tool = Tool.objects.get()
    assert (tool.steps, tool.cost, tool.network.code) == (["จับคู่", "เล่า"], 3000, "religion")
    again = library.file(HEAD, ROW, room="toolkit")
    assert "เคยนำเข้าแล้ว" in again.notes[0] and fates(again) == ["same"]


def test_changed_and_undone(library):
    tool = library.tool(cost_text="ฟรี")
    intake = library.file(HEAD, ROW, ["ใหม่", "ทำดี", "", "", "", ""], room="toolkit")
    assert fates(intake) == ["update", "new"]
    intakes.apply(library.by, intake)
    assert library.now(tool).cost == 3000
    intakes.undo(library.by, intake)
    assert library.now(tool).cost_text == "ฟรี"
    assert not Tool.objects.filter(name="ใหม่", retired_at=None).exists()


def test_a_persons_name_and_another_networks_tool_are_refused(province, library):
    library.tool("ของศาสนา")
    intake = library.file(
        HEAD,
        ["ของศาสนา", "เปลี่ยน", "", "", "", ""],
        ["อีกอย่าง", "ทำดี", "", "", "นายสมชาย ใจดี", ""],
        by="community",
        network="community",
        room="toolkit",
    )
    assert fates(intake) == ["refused", "refused"]


def test_an_exported_file_comes_back_the_same(province, library):
    from thaktho.ground.jobs.actions import run_now

    library.verified(steps="ก\nข", cost_text="ฟรี")
    data = province.client("secretariat").get(province.url("toolkit/tools.xlsx")).content
    made = intakes.bring(library.by, province.programme, "toolkit", None, "คลัง.xlsx", data)
    run_now(made.job)
    assert fates(made) == ["same"]
