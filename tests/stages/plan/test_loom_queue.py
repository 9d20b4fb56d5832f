"""Putting a pair aside leads to the next one, and from the last to the first."""

import re

import pytest

from tests.stages.plan.weaving_cast import pair, row
from thaktho.stages.plan.queries import weaving as queries


def aside(page):
    found = re.search(r'data-key="0" href="([^"]+)"', page)
    return found.group(1) if found else None


def test_each_pair_is_met_once_before_the_first_comes_again(province):
    rows = [row(province, "religion", f"ค่ายที่ {n}") for n in range(8)]
    pairs = [pair(province, rows[n], rows[n + 1]) for n in range(0, 8, 2)]
    client, at, seen = province.client("secretariat"), province.url("plan/overlaps/"), []
    for _ in pairs:
        at = aside(client.get(at).content.decode())
        seen.append(at)
    assert len(set(seen)) == len(pairs)


def test_a_pair_alone_cannot_be_put_aside(province):
    pair(province, row(province, "religion", "ก"), row(province, "youth", "ข"))
    assert aside(province.client("secretariat").get(province.url("plan/overlaps/")).content.decode()) is None


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [("อ.เทิง จ.เชียงราย", "อ.เทิง จ.เชียงราย", "same"), ("อ.เทิง จ.เชียงราย", "อ.พาน จ.เชียงราย", "near")],
)
def test_one_place_written_twice_is_the_same_place(province, one, other, relation):
    first = row(province, "religion", "บรรพชาสามเณร", area_text=one)
    second = row(province, "youth", "บวชสามเณร", area_text=other)
    found = pair(province, first, second)
    found.place = "near"
    (area,) = [field for field in queries.side_by_side(found) if field.name == "area"]
    assert area.relation == relation


def test_numbers_are_not_cut_to_be_found_alike(province):
    first = row(province, "religion", "บรรพชาสามเณร", indicator="ผู้เข้าร่วม 5,000 คน")
    second = row(province, "youth", "บวชสามเณร", indicator="ผู้เข้าร่วม 25,000 คน")
    (field,) = [one for one in queries.side_by_side(pair(province, first, second)) if one.name == "indicator"]
    assert [piece.text for piece in field.a if not piece.shared] == ["5,000"]
    assert [piece.text for piece in field.b if not piece.shared] == ["25,000"]
