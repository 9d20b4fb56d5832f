"""The real meeting of 11 March 2563, as the sources print it; whatever is invented says so."""

import pytest
import yaml

from thaktho.demo import load as demo
from thaktho.demo import meetings as demo_meetings
from thaktho.stages.convene import queries, telling
from thaktho.stages.convene.models import AgendaItem, Attendance, Decision, Meeting

pytestmark = pytest.mark.slow


@pytest.fixture
def chiang_rai(province):
    """The demonstration's networks and sources in a bare programme."""
    from thaktho.ground.people import actions as people
    from thaktho.ground.programme import actions as programmes

    programme, by = province.programme, province.system
    sources = {
        key: programmes.add_source(by, programme, **row) for key, row in demo.read("sources.yaml").items()
    }
    networks = dict(province.networks)
    for order, row in enumerate(yaml.safe_load((demo.FOLDER / "chiang-rai.yaml").read_text())["networks"], 1):
        if row["code"] not in networks:
            networks[row["code"]] = people.add_network(
                by,
                programme,
                code=row["code"],
                name=row["name"],
                short_name=row["short"],
                order=order + 20,
                valid_from=2563,
            )
    return demo_meetings.load(programme, networks, sources)


def test_the_day_as_the_news_prints_it(province, chiang_rai):
    day = queries.meeting(province.programme, chiang_rai["ยกร่างแผน"].pk)
    assert day.place_text == "อาคารคชสาร อบจ.เชียงราย" and day.held_on.isoformat() == "2020-03-11"
    assert day.chair_name == "นายภาสกร บุญญลักษม์" and day.chair_line == "รองผู้ว่าราชการจังหวัดเชียงราย"
    assert [one.printed_name for one in day.officials.all()] == ["นางจิตรา สิทธนานุวัฒน์"]
    assert len(day.organisers.all()) == 2 and day.reported_count == 100 and day.reported_kind == "exact"
    assert day.starts_at is None and not day.is_example


def test_thirteen_networks_twelve_from_the_news_and_the_disagreement_in_words(province, chiang_rai):
    day = queries.meeting(province.programme, chiang_rai["ยกร่างแผน"].pk)
    told = telling.tellings(day)
    assert len(day.networks.all()) == 13
    assert sorted(len(telling.printed) for telling in told) == [12, 13]
    words = telling.disagreement(day, told)
    assert "13 เครือข่าย" in words and "12 ชื่อ" in words and "เครือข่ายอำเภอ" in words and "ศูนย์คุณธรรม" in words
    page = province.client().get(province.url(f"meetings/{day.pk}/")).content.decode()
    assert "แหล่งข่าวไม่ตรงกัน" in page and "เครือข่ายสาธารณะสุข" in page and "region3.prd.go.th" in page


def test_whatever_no_source_says_is_marked(province, chiang_rai):
    assert not AgendaItem.objects.filter(is_example=False).exists()
    assert not Attendance.objects.filter(is_example=False).exists()
    for decision in Decision.objects.all():
        assert decision.is_example != bool(decision.source_id)
    day = chiang_rai["ยกร่างแผน"]
    page = province.client().get(province.url(f"meetings/{day.pk}/")).content.decode()
    assert page.count("ข้อมูลตัวอย่าง") >= 8
    assert "ตัวอย่าง, " not in page and "นายแทน" not in page


def test_the_subcommittee_counts_by_fiscal_year(province, chiang_rai):
    assert chiang_rai["อนุกรรมการ 2/2565"].printed_number == "2/2565"
    assert chiang_rai["อนุกรรมการ 2/2565"].held_on.isoformat() == "2021-12-21"


def test_the_year_line_of_2563(province, chiang_rai):
    marks = queries.fiscal_year_line(province.programme, 2563)
    assert [mark.label for mark in marks] == [
        "หารือ",
        "แกนนำหารือ",
        "ยกร่างแผน",
        "ยกร่างประกาศเจตนารมณ์",
        "เตรียมความพร้อม",
    ]
    assert all(0 <= mark.at <= 1 and mark.held for mark in marks)


def test_what_is_known_only_roughly_stays_rough(chiang_rai):
    assert telling.reported_words(chiang_rai["เตรียมความพร้อม"]).startswith("มากกว่า 40 คน")
    assert Meeting.objects.get(short_title="หารือ").chair_name == ""
    assert chiang_rai["ติดตามแผน"].is_example and chiang_rai["ติดตามแผน"].state == "planned"


def test_the_meetings_that_reports_tell_of_stand_on_their_days(chiang_rai):
    days = {title: one.held_on.isoformat() for title, one in chiang_rai.items()}
    assert (
        days
        | {
            "สถาบันอุดมศึกษา": "2020-11-11",
            "ประเมินแบบเสริมพลัง": "2022-02-04",
            "อบรมวิทยากรแกนนำ": "2022-03-10",
            "สมัชชาปีที่ 3": "2022-06-14",
            "มอบเกียรติบัตร": "2022-06-15",
            "รับรองผลประเมิน": "2022-06-27",
            "อนุกรรมการ 1/2566": "2023-03-07",
        }
        == days
    )
    assert all(one.source_id or one.is_example for one in chiang_rai.values())
    assert not any(
        one.starts_at for one in chiang_rai.values() if not one.is_example
    )  # nobody printed an hour


def test_the_subcommittees_decisions_are_numbered(chiang_rai):
    told = {one.text[:12]: one.printed_number for one in Decision.objects.exclude(series=None)}
    assert sorted(told.values()) == ["1/2565", "1/2566", "2/2565"]


def test_the_letter_the_tasks_and_the_costs_are_invented_and_say_so(chiang_rai):
    from thaktho.stages.convene.letters.models import Letter, LetterRecipient
    from thaktho.stages.convene.models import CostLine, FollowUp

    assert Letter.objects.get().is_example and Letter.objects.get().state == "issued"
    assert not LetterRecipient.objects.filter(is_example=False).exists()
    assert set(LetterRecipient.objects.values_list("reply", flat=True)) == {"", "coming", "not", "substitute"}
    assert FollowUp.objects.filter(is_example=True).count() == FollowUp.objects.count() == 3
    assert set(FollowUp.objects.values_list("state", flat=True)) == {"todo", "doing", "done"}
    assert CostLine.objects.count() == 3 and not CostLine.objects.filter(is_example=False).exists()
