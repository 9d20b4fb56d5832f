"""The loom's front page: four works, how far each is, and what comes next."""

from thaktho.stages.plan.actions import portfolio as portfolios

from .loom_cast import collaboration, computed, costed
from .weaving_cast import novices, pair


def page(province, name="secretariat"):
    return province.client(name).get(province.url("plan/loom/"))


def test_with_nothing_done_each_work_says_so(province):
    text = page(province).text
    for said in ("ยังไม่มีคู่ที่ระบบเสนอ", "ยังไม่ได้หาความร่วมมือ", "ยังไม่ได้ลองทางเลือก", "ตรวจแผน"):
        assert said in text


def test_progress_of_each_and_its_next_thing(province):
    pair(province, *novices(province))
    collaboration(province)
    costed(province, "religion", "ตักบาตร", (2563, "", "1"))
    found = computed(province, name="ประหยัด")
    text = page(province).text
    for said in ("ตัดสิน 1 คู่", "เชิญ 1 ข้อ", "เลือกและรับทางเลือก"):
        assert said in text
    portfolios.adopt(province.actor("secretariat"), found, "เหตุ")
    assert "รับทางเลือกไว้แล้ว" in page(province).text


def test_a_reader_is_not_told_to_decide(province):
    collaboration(province)
    text = page(province, "religion").text
    assert "เชิญ 1 ข้อ" not in text and page(province, "visitor").status_code in (302, 403)


def test_it_asks_little(province, queries):
    collaboration(province)
    client = province.client("secretariat")
    client.get(province.url("plan/"))
    with queries(15):
        client.get(province.url("plan/loom/"))
