"""Words on an official page: years of the Buddhist era, names of places whole."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from thaktho.documents.frames import wording

DAYS = dt.date(2021, 6, 21), dt.date(2021, 12, 31)


@pytest.mark.parametrize("typed", ["21/06/2021 - 31/12/2021", "๒๑/๐๖/๒๐๒๑", "21 มิ.ย. 2021 ถึงสิ้นปี"])
def test_years_of_another_era_are_written_out_anew(typed):
    assert wording.when(typed, *DAYS) == "21 มิถุนายน – 31 ธันวาคม 2564"


@pytest.mark.parametrize("typed", ["21 มิ.ย. 64", "ตลอดปี 2564", "ทุกวันพระ", "จำนวน 20210 คน"])
def test_other_words_stay_the_networks_own(typed):
    assert wording.when(typed, *DAYS) == typed


def test_words_that_gave_no_date_stay_whatever_their_year():
    assert wording.when("ราว 2021", None, None) == "ราว 2021"


@pytest.mark.parametrize("name", ["ต.หัวง้ม", "อ.พาน", "ต. ปากน้ำ"])
def test_a_place_by_its_short_kind_is_not_broken(name):
    text = f"ผู้นำชุมชน {name} และเครือข่าย"
    shown = wording.html(text)
    assert f'<span class="k">{name}</span>' in shown or not _breaks_inside(text, name)


@pytest.mark.parametrize(
    "name",
    ["จ. เชียงราย", "จ.เชียงราย", "อ.เวียงเชียงรุ้งและเครือข่าย", "อบต.ดอยฮางพร้อมผู้นำชุมชน", "อ. พญาเม็งรายร่วมกับวัด"],
)
def test_a_short_kind_never_ends_a_line(name):
    short = name[: name.index(".") + 1]
    parts = re.split(r'<span class="k">(.*?)</span>', wording.html(f"ผู้นำชุมชน {name}"))
    assert not any(part.rstrip(" \u00a0").endswith(short) for part in parts), parts
    for place in (len("ผู้นำชุมชน ") + len(short), len("ผู้นำชุมชน ") + len(short) + 1):
        if place in wording._breaks(f"ผู้นำชุมชน {name}"):
            assert any(part.startswith(short) for part in parts[1::2]), parts
    office = wording.office(name)
    assert office[len(short)] in "\u00a0" + wording.JOINER


def _breaks_inside(text: str, name: str) -> bool:
    start = text.index(name)
    return any(start < place < start + len(name) for place in wording._breaks(text))
