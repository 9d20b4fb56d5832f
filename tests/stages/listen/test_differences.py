"""What is published of secret votes, beside the law of `tally.py`."""

from __future__ import annotations

import hashlib
import json
from itertools import product
from uuid import uuid4

import pytest

from tests.stages.listen.test_map import crowd
from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.stages.listen import actions, ballots, queries
from thaktho.stages.listen.actions.mapping import WORK, map_job
from thaktho.stages.listen.models import OpinionMap, Statement
from thaktho.stages.listen.tally import Counts
from thaktho.stages.listen.views import live


@pytest.fixture(autouse=True)
def _fresh():
    live._told.clear()


def guessed(asked, told: dict) -> set[tuple[int, int, int]]:
    """All sums of shown answers which give the mark of live.json, among those that the published page allows."""
    low, high = [0, 0, 0], [0, 0, 0]
    for row in queries.standings(asked.topic):
        for figure in row.published.cells.values():
            if figure is None:
                continue
            for at, each in enumerate((figure.agree, figure.passed, figure.disagree)):
                low[at] += each.low
                high[at] += each.high
    found = set()
    for version in range(60):  # how often the list of statements changed
        for sums in product(*(range(a, b + 1) for a, b in zip(low, high, strict=True))):
            mark = [version, "closed", told["map"] or None, *sums]
            if hashlib.sha256(json.dumps(mark).encode()).hexdigest()[:12] == told["mark"]:
                found.add(sums)
    return found


@pytest.mark.parametrize("values", [[1] * 9, [1] * 8 + [0], [1] * 8 + [-1]])
def test_the_mark_of_live_json_does_not_tell_what_a_range_hides(asked, values):
    asked.answers("youth", asked.statements[0], *values)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    page = asked.figure("youth", asked.statements[0])
    assert (page.agree.low, page.agree.high) == (8, 9)  # the page hides whether everybody agreed
    told = asked.province.client().get(asked.url("live.json")).json()
    assert len(guessed(asked, told)) != 1, "the mark says exactly how many agreed"


def test_answers_in_all_do_not_tell_of_a_cell_under_five(asked):
    """13 networks are told, one is not: the whole less what is told is the one."""
    asked.answers("youth", asked.statements[0], 1, 1, 0, -1, 1, 0)
    asked.answers("religion", asked.statements[0], 1)
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    part = queries.took_part(asked.topic)
    assert part.people == 6  # the law of people hides it
    told = sum(row.total.n for row in queries.standings(asked.topic) if row.total)
    assert part.votes <= told, f"{part.votes} answers in all, {told} of them told"


def test_people_by_way_do_not_tell_of_a_door_under_five(asked):
    secretariat = asked.province.actor("secretariat")
    for network, count in (("youth", 6), ("religion", 1)):
        for _ in range(count):
            actions.cast_ballot(
                secretariat, asked.topic, asked.door(network), uuid4(), {asked.statements[0].pk: 1}
            )
    actions.close_topic(secretariat, asked.topic)
    part = queries.took_part(asked.topic)
    assert part.people == 6
    assert part.assisted.least <= 6, "seven were assisted, six are told: one of a network that is not told"


@pytest.fixture
def more(asking):
    asked = asking()
    by = asked.province.actor("secretariat")
    asked.statements += [actions.seed(by, asked.topic, f"ข้อความเพิ่มเติมเพื่อทดลองข้อที่ {n}") for n in range(8)]
    asked.topic.refresh_from_db()
    return asked


def one_more(asked, network="youth", value=1):
    voter = uuid4()
    for statement in asked.statements:
        asked.vote(voter, network, statement, value)


def test_hands_do_not_let_a_map_through(more):
    """Hands are in no map; counted as growth they let two maps stand one ballot apart."""
    crowd(more, 60)
    made = actions.make_map(more.province.system, more.topic)
    one_more(more)
    assert actions.maps_due() == 0
    counts = {statement.pk: Counts(4, 1, 2) for statement in more.statements}
    actions.count_hands(more.province.actor("secretariat"), more.topic, more.door("religion"), "1", 7, counts)
    assert actions.maps_due() == 0, f"a second map after {made.number}, one ballot later"


def test_hiding_does_not_let_a_map_through(more):
    crowd(more, 60)
    actions.make_map(more.province.system, more.topic)
    for _ in range(3):
        one_more(more)
    assert actions.maps_due() == 0  # three ballots
    for statement in more.statements[5:]:
        actions.hide(more.province.actor("secretariat"), statement, "unclear")
    assert actions.maps_due() == 0, "three ballots stand between two maps"


def test_a_job_begun_again_makes_no_map_of_one_ballot_more(more):
    """The worker is killed after the map was written and before the job was marked done."""
    crowd(more, 60)
    assert actions.maps_due() == 1
    job = Job.objects.get(kind=WORK)
    first = map_job(job, lambda *_: None)
    one_more(more)
    assert run_now(Job.objects.get(pk=job.pk)).state == "done"
    assert OpinionMap.objects.filter(topic=more.topic).count() == 1, "two maps, one ballot apart"
    assert first["map"] == 1


def test_the_last_map_differs_from_the_one_before_by_five_ballots_at_least(more):
    """An open map keeps five ballots back, whichever they are by their random ids; the final one shows them."""
    crowd(more, 60)
    open_map = ballots.gathered(more.topic, reserve=True).votes
    actions.make_map(more.province.system, more.topic)
    actions.close_topic(more.province.actor("secretariat"), more.topic)
    assert actions.make_map(more.province.system, more.topic).final
    final = ballots.gathered(more.topic).votes
    assert set(open_map.voters) < set(final.voters)
    assert len(final.voters) - len(open_map.voters) == ballots.RESERVE == 5


def test_a_joined_statement_that_was_hidden_by_law_is_told_nowhere(asked):
    secretariat = asked.province.actor("secretariat")
    for statement in asked.statements:
        asked.answers("youth", statement, 1, 1, 0, -1, 1, 0)
    actions.close_topic(secretariat, asked.topic)
    asked.topic.refresh_from_db()
    one, other = asked.statements[:2]
    actions.decide(secretariat, asked.topic, [actions.Verdict(one.pk, "joined", "", other.pk)])
    other = Statement.objects.get(pk=other.pk)
    actions.hide(secretariat, other, "law")
    client = asked.province.client()
    leaks = [
        path
        for path in ("", "fates/", f"s/{one.number}/", "answers/youth/", "open-data/statements.csv", "live/")
        if other.text in client.get(asked.url(path)).content.decode()
    ]
    assert leaks == []
