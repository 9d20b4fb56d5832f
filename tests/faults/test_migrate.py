"""An empty database gets its tables at once; they are those every migration makes, and a kill leaves nothing half."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.conftest import DEADLINE, House, database, until

# Django's own key of a table nobody uses: walked, it takes this project's size of number; laid, its own application's.
UNUSED = "auth_group_permissions id "

pytestmark = pytest.mark.slow


def test_both_ways_end_at_the_same_tables(house: House, tmp_path: Path) -> None:
    (tmp_path / "walked").mkdir()
    with database(tmp_path, "walked") as url:
        walked = House(tmp_path / "walked", url)
        walked.ask("migrate", True)
        made, laid = walked.ask("tables"), house.ask("tables")
    assert len(made["tables"]) > 150
    for what, facts in made.items():
        assert [fact for fact in set(facts) ^ set(laid[what]) if not fact.startswith(UNUSED)] == [], what


def test_killed_while_it_lays_the_next_one_begins_anew(house: House, tmp_path: Path) -> None:
    (tmp_path / "torn").mkdir()
    with database(tmp_path, "torn") as url:
        torn = House(tmp_path / "torn", url)
        laying = torn.start("-m", "tests.faults.acts", "migrate", "[]")
        until(torn.writing, "tables are being made")
        torn.kill(laying)
        assert torn.ask("tables")["tables"] == []
        torn.ask("migrate")
        assert torn.ask("tables") == house.ask("tables")


@pytest.mark.skipif(
    "'postgres' not in os.environ.get('DATABASE_URL', '')", reason="two servers share a PostgreSQL"
)
def test_two_that_begin_at_once_end_well(tmp_path: Path) -> None:
    with database(tmp_path, "twins") as url:
        house = House(tmp_path, url)
        both = [house.start("-m", "tests.faults.acts", "migrate", "[]") for _ in range(2)]
        assert [one.wait(DEADLINE) for one in both] == [0, 0]
        assert len(house.ask("tables")["tables"]) > 150
