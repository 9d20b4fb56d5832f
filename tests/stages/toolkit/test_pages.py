"""What the pages show, and how seldom they ask."""

from thaktho.stages.toolkit import actions, queries


def test_what_nobody_said_is_said_to_be_unknown(province, library):
    tool = library.verified()
    page = province.client().get(province.url(f"toolkit/{tool.pk}/")).content.decode()
    assert "ยังไม่มีใครบอกขั้นตอน" in page and "ไม่ได้ระบุ" in page


def test_filters_by_network_that_has_it(province, library):
    held, _other = library.verified("มีคนใช้"), library.verified("ไม่มีคนใช้")
    actions.adopt(library.by, held, province.networks["youth"], "uses")
    page = province.client().get(province.url("toolkit/?network=youth")).content.decode()
    assert "มีคนใช้</a>" in page and "ไม่มีคนใช้</a>" not in page


def test_the_list_asks_no_more_with_more_tools(province, library, django_assert_max_num_queries):
    actions.start(library.by, province.programme)
    client = province.client("secretariat")
    client.get(province.url("toolkit/"))
    with django_assert_max_num_queries(12):
        client.get(province.url("toolkit/"))


def test_the_desk_says_what_waits(province, library):
    library.tool()
    assert [line.title for line in queries.waiting(library.by, province.programme)] == [
        "เครื่องมือ 1 รายการยังไม่ตรวจสอบ"
    ]


def test_an_empty_library_offers_the_starting_list(province):
    page = province.client("secretariat").get(province.url("toolkit/")).content.decode()
    assert "เพิ่มจากรายการตั้งต้น" in page
    assert "เพิ่มจากรายการตั้งต้น" not in province.client().get(province.url("toolkit/")).content.decode()
