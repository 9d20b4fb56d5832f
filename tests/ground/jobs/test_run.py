"""Work is done once: whoever dies, whoever comes twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from thaktho.ground.base import new_id
from thaktho.ground.jobs import actions, registry
from thaktho.ground.jobs.actions import FAILED_WORDS, RETRY_WORDS, TellUser, WrongState
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Interrupted, Progress, stopping
from thaktho.ground.ledger.actions import Repeated
from thaktho.ground.ledger.models import Act


@pytest.fixture
def work(monkeypatch):
    """Registers work for one test: `work(func)`; counts how often it ran."""
    monkeypatch.setattr(registry, "_works", {})
    calls = []

    def give(func):
        def counted(job, progress):
            calls.append(job.pk)
            return func(job, progress)

        registry.register("test.work", counted)
        return calls

    return give


def ask(province, who="secretariat", **more):
    fields = {"kind": "test.work", "title": "งานทดสอบ", "params": {"n": 3}, "read_verb": "people.read"} | more
    return actions.ask(province.actor(who), province.programme, **fields)


def count_to(n):
    def do(job, progress):
        for i in range(n):
            progress(i + 1, n, "กำลังนับ")
        return {"url": "/done/"}

    return do


def test_it_is_done_and_says_where(province, work):
    work(count_to(5))
    job = actions.run_now(ask(province))
    assert (job.state, job.done, job.total, job.result) == ("done", 5, 5, {"url": "/done/"})
    assert job.ended_at


def test_asking_is_an_act(province, work):
    work(count_to(1))
    job = ask(province)
    line = Act.objects.get(subject_id=job.pk)
    assert (line.verb, line.subject_kind) == ("jobs.ask", "jobs.job")


def test_the_same_ask_twice_is_one_job(province, work):
    work(count_to(1))
    act_id = new_id()
    ask(province, act_id=act_id)
    with pytest.raises(Repeated):
        ask(province, act_id=act_id)
    assert Job.objects.count() == 1


def test_a_visitor_cannot_ask(province, work):
    work(count_to(1))
    with pytest.raises(PermissionDenied):
        ask(province, "visitor")


def test_unknown_work_and_unknown_rule_are_defects(province, work):
    with pytest.raises(KeyError):
        ask(province)
    work(count_to(1))
    with pytest.raises(KeyError):
        ask(province, read_verb="no.such.rule")


def test_a_second_run_of_the_same_job_does_nothing(province, work):
    calls = work(count_to(1))
    job = actions.run_now(ask(province))
    actions.run_now(job)
    assert len(calls) == 1


def test_it_is_tried_again_and_then_given_up(province, work):
    def broken(job, progress):
        raise ZeroDivisionError("secret detail")

    calls = work(broken)
    job = ask(province)
    for attempt in (1, 2):
        job = actions.run_now(job)
        assert (job.state, job.attempts, job.message) == ("waiting", attempt, RETRY_WORDS)
        assert job.not_before > timezone.now()
    job = actions.run_now(job)
    assert (job.state, job.message, len(calls)) == ("failed", FAILED_WORDS, 3)
    assert "secret" not in str(job.result) + job.message


def test_a_retry_waits_for_its_time(province, work):
    def broken(job, progress):
        raise ZeroDivisionError

    calls = work(broken)
    job = actions.run(ask(province).pk, beat=False)
    assert actions.run(job.pk, beat=False).attempts == 1
    with time_machine.travel(job.not_before + timedelta(seconds=1)):
        assert actions.run(job.pk, beat=False).attempts == 2
    assert len(calls) == 2


def test_words_for_the_user_are_shown_and_not_retried(province, work):
    def refuses(job, progress):
        raise TellUser("นำเข้าไม่ได้ 3 แถวจาก 22 แถว")

    work(refuses)
    job = actions.run_now(ask(province))
    assert (job.state, job.message, job.attempts) == ("failed", "นำเข้าไม่ได้ 3 แถวจาก 22 แถว", 1)


def test_a_cancelled_waiting_job_is_never_begun(province, work):
    calls = work(count_to(1))
    job = ask(province)
    actions.cancel(province.actor("secretariat"), job)
    assert actions.run_now(job).state == "cancelled"
    assert calls == []


def test_a_cancelled_running_job_stops_at_its_next_word(province, work):
    reached = []

    def do(job, progress):
        actions.cancel(province.actor("secretariat"), Job.objects.get(pk=job.pk))
        progress(1, 1)
        reached.append("after")
        return {}

    work(do)
    assert actions.run_now(ask(province)).state == "cancelled"
    assert reached == []


def test_a_job_that_is_over_cannot_be_cancelled(province, work):
    work(count_to(1))
    job = actions.run_now(ask(province))
    with pytest.raises(WrongState):
        actions.cancel(province.actor("secretariat"), job)


@pytest.mark.parametrize(
    ("who", "may"),
    [("secretariat", True), ("religion", True), ("youth", False), ("executive", False), ("visitor", False)],
)
def test_who_may_cancel_and_retry_a_coordinators_job(province, work, who, may):
    work(count_to(1))
    job = ask(province, "religion")
    by = province.actor(who)
    for verb in (actions.cancel, actions.retry):
        if may:
            verb(by, job)
        else:
            with pytest.raises(PermissionDenied):
                verb(by, job)


def test_a_retry_begins_with_all_its_attempts(province, work):
    def broken(job, progress):
        raise ZeroDivisionError

    work(broken)
    job = ask(province)
    for _ in range(3):
        job = actions.run_now(job)
    actions.retry(province.actor("secretariat"), job)
    work(count_to(2))
    job = actions.run_now(job)
    assert (job.state, job.attempts) == ("done", 1)


def dead(job, **fields):
    """The worker was killed in the middle of it."""
    stale = timezone.now() - timedelta(seconds=61)
    fields = {"state": "running", "attempts": 1, "worker": "elsewhere:1", "heartbeat_at": stale} | fields
    Job.objects.filter(pk=job.pk).update(**fields)


def test_a_job_whose_worker_died_is_done_by_the_next_once(province, work):
    calls = work(count_to(2))
    job = ask(province)
    dead(job)
    assert actions.sweep() == 1
    assert actions.sweep() == 0
    job = actions.run_now(job)
    actions.run_now(job)
    assert (job.state, len(calls)) == ("done", 1)


def test_a_worker_that_beats_is_left_alone(province, work):
    work(count_to(1))
    dead(ask(province), heartbeat_at=timezone.now() - timedelta(seconds=40))
    assert actions.sweep() == 0


def test_a_dead_process_of_this_machine_is_seen_at_once(province, work):
    import multiprocessing
    import socket

    process = multiprocessing.get_context("fork").Process(target=int)
    process.start()
    process.join()
    work(count_to(1))
    dead(ask(province), heartbeat_at=timezone.now(), worker=f"{socket.gethostname()}:{process.pid}")
    assert actions.sweep() == 1


def test_a_job_that_kills_every_worker_is_given_up(province, work):
    work(count_to(1))
    job = ask(province)
    dead(job, attempts=3)
    actions.sweep()
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", FAILED_WORDS)


def test_a_job_that_lost_its_place_on_the_queue_gets_another(province, work):
    work(count_to(1))
    job = ask(province)
    Job.objects.filter(pk=job.pk).update(queued_at=timezone.now() - timedelta(minutes=6))
    assert actions.sweep() == 1
    assert actions.sweep() == 0


def test_one_taken_for_dead_can_no_longer_write(province, work):
    """A worker slept through its heartbeats, another finished the job; the first wakes up."""
    work(count_to(1))
    job = ask(province)
    first = actions._claim(job.pk)
    dead(job, worker=first.worker, attempts=first.attempts)
    actions.sweep()
    assert actions.run_now(job).state == "done"
    with pytest.raises(actions.Cancelled):
        Progress(first)(1, 1)
    actions._end(first, "failed", message="late")
    job.refresh_from_db()
    assert job.state == "done"


def test_a_worker_told_to_stop_gives_the_job_back(province, work):
    def do(job, progress):
        stopping.set()
        try:
            progress(1, 2)
        finally:
            stopping.clear()

    work(do)
    job = actions.run_now(ask(province))
    assert (job.state, job.attempts) == ("waiting", 0)


def test_a_process_made_to_end_gives_the_job_back(province, work):
    def do(job, progress):
        raise SystemExit(1)

    work(do)
    job = ask(province)
    with pytest.raises(SystemExit):
        actions.run_now(job)
    job.refresh_from_db()
    assert job.state == "waiting"


def test_progress_is_cheap(province, work, django_assert_max_num_queries):
    seen = []

    def do(job, progress):
        with django_assert_max_num_queries(4):
            for i in range(10_000):
                progress(i, 10_001, "กำลังอ่าน")
        seen.append(Job.objects.get(pk=job.pk).total)
        return {}

    work(do)
    actions.run_now(ask(province))
    assert seen == [10_001]


def test_interrupted_is_no_failure():
    assert not issubclass(Interrupted, actions.TellUser)
