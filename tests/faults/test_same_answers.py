"""Both databases answer alike: the same fixed lists, whichever this run stands on."""

import pytest

from thaktho.ground.people import actions as people
from thaktho.ground.people import queries as people_queries
from thaktho.stages.plan import actions as plan
from thaktho.stages.plan.models import PlanRow

# In the order of ICU's Thai collation; typed in as they come. Searching looks past tone marks, and signs are no words.
NAMES = [
    "แก้ว",
    "กมล",
    "เกษม",
    "ไกรสร",
    "กฤษณา",
    "ขวัญ",
    "เขียว",
    "ฤดี",
    "ลำไย",
    "ฦๅชา",
    "ศรี",
    "สมชาย",
    "สมหญิง",
    "ส้ม",
    "หญิง",
    "เหม",
    "อรุณ",
    "ไอศูรย์",
    "ฮวด",
    "Anan",
    "ann",
    "๑๒ ดี",
    "3 ดี",
]
SORTED = [
    "๑๒ ดี",
    "3 ดี",
    "กมล",
    "กฤษณา",
    "เกษม",
    "แก้ว",
    "ไกรสร",
    "ขวัญ",
    "เขียว",
    "ฤดี",
    "ลำไย",
    "ฦๅชา",
    "ศรี",
    "ส้ม",
    "สมชาย",
    "สมหญิง",
    "หญิง",
    "เหม",
    "อรุณ",
    "ไอศูรย์",
    "ฮวด",
    "Anan",
    "ann",
]


@pytest.fixture
def named(province):
    for name in NAMES:
        people.add_organisation(province.system, province.programme, name=name)
        people.add_person(province.system, province.programme, given_name=name)
        plan.add_row(province.actor("religion"), province.networks["religion"], {"title": name})
    return province


def test_thai_order(named):
    assert [row.name for row in people_queries.organisations(named.programme)] == SORTED
    persons = [row.given_name for row in people_queries.persons(named.programme) if row.given_name in NAMES]
    assert persons == SORTED
    assert list(PlanRow.objects.order_by("sort_key").values_list("title", flat=True)) == SORTED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("สม", ["ส้ม", "สมชาย", "สมหญิง"]),
        ("ANN", ["ann"]),
        ("an", ["Anan", "ann"]),
        ("12", ["๑๒ ดี"]),
        ("ดี ๓", ["3 ดี"]),
        ("%", SORTED),
        ("_", []),
    ],
)
def test_search(named, text, found):
    persons = [
        row.given_name for row in people_queries.persons(named.programme, text) if row.given_name in NAMES
    ]
    assert persons == found
