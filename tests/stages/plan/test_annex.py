"""What people decided on the loom stands in the version's annex, frozen, in all three formats, with the same bytes."""

import hashlib
import io
import zipfile

import pytest

from thaktho.ground.places.models import Place
from thaktho.stages.plan.actions import collaborations, versions
from thaktho.stages.plan.actions import portfolio as portfolios
from thaktho.stages.plan.models import GapDecision, PlanVersion
from thaktho.stages.plan.papers.printing import WRITERS, document_of

from .loom_cast import capped, collaboration, computed, costed


@pytest.fixture
def version(province):
    by = province.actor("secretariat")
    item = collaboration(province)
    collaborations.invite(by, item)
    for name in ("religion", "community"):
        collaborations.answer(province.actor(name), item, "accept", "ยินดีร่วม")
    Place.objects.create(
        code="5707", level="amphoe", name_th="แม่สาย", parent_id="57", sort_key="ม", search_text="แม่สาย"
    )
    GapDecision.objects.create(
        programme=province.programme, area="5707", virtue="", kind="aside", reason="รอปีหน้า"
    )
    costed(province, "youth", "ค่ายเยาวชน", (2563, "งบพัฒนาจังหวัด", "50000.25"))
    chosen = computed(province, capped(2563, None, "60000.75"), name="ประหยัด")
    portfolios.adopt(by, chosen, "ทั่วถึงที่สุด")
    return versions.make_version(by, province.programme, title="แผน 3 ปี")


def printed(version):
    return document_of(
        PlanVersion.objects.select_related("programme__province").get(pk=version.pk), "proposed"
    )


def words(document):
    return "\n".join(
        " ".join([section.title, *(cell for line in section.rows for cell in line)])
        for section in document.annex
    )


def test_all_three_kinds_are_printed_with_their_reasons(version):
    said = words(printed(version))
    for text in ("ศาสนา ช่วย ชุมชน: วิทยากรสอนสมาธิ 5 คน", "ยินดีร่วม", "แม่สาย", "รอปีหน้า", "ยังไม่ทำ",
                 "ประหยัด: เลือก 1 จาก 2 แถว", "ทั่วถึงที่สุด", "ไม่เกิน 60,000.75 บาท"):  # fmt: skip
        assert text in said, text


def test_later_decisions_do_not_reach_an_issued_version(province, version):
    before = words(printed(version))
    GapDecision.objects.update(reason="เปลี่ยนใจ")
    portfolios.release(province.actor("secretariat"), queries_adopted(province))
    assert words(printed(version)) == before


def queries_adopted(province):
    from thaktho.stages.plan.queries.portfolio import adopted

    return adopted(province.programme)


def test_of_rows_that_are_not_in_the_plan_nothing_is_printed(province, version):
    from thaktho.stages.plan.models import PlanRow

    PlanRow.objects.filter(title="อบรมสมาธิในชุมชน").update(state="draft")
    again = versions.make_version(province.actor("secretariat"), province.programme, title="แผน")
    assert again.weaving["collaborations"] == []


def test_a_version_from_before_prints_no_such_section(province, version):
    PlanVersion.objects.update(weaving={})
    assert "ความร่วมมือ" not in words(printed(version))


@pytest.mark.parametrize("format", WRITERS)
def test_the_same_bytes_each_time_and_the_words_are_in_them(version, format):
    data = [WRITERS[format](printed(version), lambda done, total: None) for _ in range(2)]
    assert hashlib.sha256(data[0]).digest() == hashlib.sha256(data[1]).digest()
    if format != "pdf":
        packed = zipfile.ZipFile(io.BytesIO(data[0]))
        assert any("ทั่วถึงที่สุด".encode() in packed.read(name) for name in packed.namelist())


def test_the_title_of_a_row_that_was_given_back_is_not_printed_with_the_portfolio(province, version):
    from thaktho.stages.plan.models import PlanRow

    PlanRow.objects.filter(title="ค่ายเยาวชน").update(state="returned")
    again = versions.make_version(province.actor("secretariat"), province.programme, title="แผน")
    assert "ค่ายเยาวชน" not in str(again.weaving) and "ประหยัด" in words(printed(again))
