"""«รอท่าน»: late first, then by the day due, then what has no day."""

from datetime import date

from thaktho.desk.year import shown_year, year_line
from thaktho.ground.waiting import Waiting, in_order

TODAY = date(2020, 6, 24)


def line(title: str, due: date | None = None) -> Waiting:
    return Waiting(title, "/", "ทำ", due_on=due)


def test_order():
    given = [
        line("no day"),
        line("soon", date(2020, 6, 26)),
        line("late", date(2020, 6, 23)),
        line("today", TODAY),
    ]
    assert [found.title for found in in_order(given, TODAY)] == ["late", "today", "soon", "no day"]


def test_the_day_itself_is_not_late():
    assert not line("x", TODAY).late(TODAY)
    assert line("x", date(2020, 6, 23)).late(TODAY)
    assert not line("x").late(TODAY)


def test_the_year_shown_is_one_of_the_programme(province):
    programme = province.programme
    assert shown_year(programme, TODAY) == 2563
    assert shown_year(programme, date(2026, 1, 1)) == 2565
    assert shown_year(programme, TODAY, "2564") == 2564
    assert shown_year(programme, TODAY, "9999") == 2563
    assert shown_year(programme, TODAY, "x") == 2563


def test_today_stands_on_the_line_of_its_own_year_only(province):
    assert year_line(province.programme, 2563, TODAY).today == 73
    assert year_line(province.programme, 2564, TODAY).today is None
