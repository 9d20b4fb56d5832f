"""A worker killed with -9 while it weaves and computes: what it began is done anew, and once."""

import pytest

from .conftest import until

pytestmark = pytest.mark.slow


def test_a_weaving_and_a_scenario_survive_the_death_of_their_worker(house):
    house.ask("loom", 600)
    running = "SELECT count(*) FROM jobs_job WHERE state = 'running'"
    for _ in range(3):
        worker = house.worker()
        until(lambda worker=worker: house.number(running) or worker.poll() is not None, "a job runs")
        house.kill(worker)
    assert house.worker("--until-empty").wait(240) == 0
    found = house.ask("loom_done")
    assert found["jobs"] == ["done"] and found["scenarios"] == ["done"]
    assert found["pairs"] > 0 and found["doubled"] == 0 and found["weavings"] >= 1
    assert house.ask("chain") == {"broken": None, "gapless": True}
