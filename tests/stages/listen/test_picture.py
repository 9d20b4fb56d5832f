"""The drawing holds everything it is given, on the sheet, and blows nothing up."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from thaktho.stages.listen import picture, publish
from thaktho.stages.listen.views.maps import Line, _label, shortened

from .test_publish import ballots, whole

clouds = st.lists(st.tuples(st.integers(20, 60), st.floats(0, 2)), min_size=3, max_size=6)


def body(sizes, seed: int) -> dict:
    points = [
        one
        for at, (n, wide) in enumerate(sizes)
        for one in ballots(n, wide, str(at % 3), f"N{at}", seed + at)
    ]
    return publish.body(*whole(points), final=False)


@given(clouds, st.integers(0, 99))
def test_everything_lies_on_the_sheet(sizes, seed):
    told = body(sizes, seed)
    drawn = picture.draw(told, "N0", own=(4.0, -4.0, 0.5))
    assert drawn is not None and drawn.own is not None and drawn.network is not None
    assert [group.letter for group in drawn.groups] == list(picture.LETTERS[: len(drawn.groups)])
    for at in (drawn.own, drawn.network, *(group.core for group in drawn.groups)):
        assert 0 <= at.cx <= picture.WIDTH and 0 <= at.cy <= picture.HEIGHT
    for point in drawn.points:
        x, y = map(float, re.match(r"M(-?[\d.]+) (-?[\d.]+)", point.path).groups())
        assert -20 <= x <= picture.WIDTH + 20 and -20 <= y <= picture.HEIGHT + 20


def test_people_who_think_alike_are_not_blown_up():
    """Noise lies in one spot: it is drawn as one, and no points pretend to tell places apart."""
    drawn = picture.draw(body([(60, 0.01)] * 3, 1))
    assert drawn is not None and not drawn.points
    assert all(group.core.rx < 80 for group in drawn.groups)


def test_no_map_no_picture():
    assert picture.draw(body([(20, 1.0)], 1)) is None


def test_a_name_is_cut_where_a_word_ends():
    text = "ควรปลูกฝังความเอื้ออาทรตั้งแต่ในครอบครัวและโรงเรียน"
    cut = shortened(text, 26)
    assert cut.endswith("…") and text.startswith(cut[:-1]) and len(cut) <= 27
    assert shortened("สั้น") == "สั้น"


@given(clouds, st.integers(0, 99))
def test_a_name_stands_on_the_sheet_where_it_covers_least(sizes, seed):
    drawn = picture.draw(body(sizes, seed))
    assert drawn is not None
    for group in drawn.groups:
        assert picture.NAME <= group.x <= picture.WIDTH - picture.NAME and 20 <= group.y <= picture.HEIGHT
    names = [(group.x, group.y) for group in drawn.groups]
    assert len(set(names)) == len(names)


def test_a_name_keeps_off_the_points():
    """A lone group with its points all around the usual place: the name goes where there are none."""
    core = picture.Ellipse(360, 240, 60, 40, 0)
    above = [(360.0 + dx, 180.0) for dx in range(-60, 61, 20)]
    x, y = picture._name_spot(core, picture.Ellipse(360, 240, 90, 70, 0), above)
    assert not any(abs(px - x) < picture.NAME and abs(py - y) < 20 for px, py in above)


def test_a_group_is_called_by_what_it_says_to_it():
    assert _label(Line("1", "ควรมีตลาดชุมชนทุกอำเภอ", True, 8)) == "เห็นด้วยว่า ควรมีตลาดชุมชนทุกอำเภอ"
    assert _label(Line("1", "ควรมีตลาดชุมชนทุกอำเภอ", False, 8)) == "ไม่เห็นด้วยว่า ควรมีตลาดชุมชนทุกอำเภอ"
