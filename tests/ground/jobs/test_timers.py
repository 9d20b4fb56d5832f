"""Periodic work is done when its time has come, by one worker, and again after a crash."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from thaktho.ground.jobs import registry, timers
from thaktho.ground.jobs.models import Timer


@pytest.fixture
def clock(monkeypatch, db):
    monkeypatch.setattr(registry, "_periodic", {})
    with time_machine.travel("2020-03-11 09:00:00+07:00", tick=False) as now:
        yield now


def test_it_is_done_every_so_often(clock):
    seen = []
    registry.every("seal", 60, lambda: seen.append(timezone.now()))
    for seconds in (0, 30, 29, 1, 60):
        clock.shift(seconds)
        timers.run_due()
    assert len(seen) == 3


def test_another_worker_does_not_do_it_too(clock):
    registry.every("seal", 60, lambda: timers.run_due())  # another worker looks while it is being done
    clock.shift(61)
    assert timers.run_due() == 1


def test_a_failure_stops_no_other_and_comes_again(clock):
    seen = []
    registry.every("broken", 60, lambda: 1 / 0)
    registry.every("seal", 60, lambda: seen.append(1))
    timers.run_due()
    clock.shift(60)
    assert timers.run_due() == 2
    assert seen == [1, 1]


def test_a_worker_that_died_in_it_does_not_block_it_for_ever(clock):
    seen = []
    registry.every("seal", 60, lambda: seen.append(1))
    now = timezone.now()
    Timer.objects.create(name="seal", begun_at=now, claimed_until=now + timers.LONGEST)
    clock.shift(120)
    assert timers.run_due() == 0
    clock.shift(timers.LONGEST + timedelta(seconds=1))
    assert timers.run_due() == 1
