"""Maps are made when they are due, once at a time, and are kept so that an auditor computes them again."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import zlib
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from thaktho.ground.jobs.actions import run_now
from thaktho.ground.jobs.models import Job
from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, ballots, queries
from thaktho.stages.listen.actions.mapping import WORK
from thaktho.stages.listen.models import OpinionMap, Topic, Vote, Voter, WholeMap

pytestmark = pytest.mark.slow
NETWORKS = ("religion", "community", "youth", "public_health")


def crowd(asked, number: int, seed: int = 1) -> list[UUID]:
    """People of two minds: all agree with the first statement; of the others one half agrees with what the other half
    does not."""
    draw = random.Random(seed)
    voters = []
    for n in range(number):
        voters.append(UUID(int=draw.getrandbits(128)))
        for at, statement in enumerate(asked.statements):
            likely = 0.9 if at == 0 or at % 2 == n % 2 else 0.1
            value = 1 if draw.random() < likely else -1
            asked.vote(voters[-1], NETWORKS[n * n % 4 if n % 9 else 2], statement, value)
    return voters


def close(asked) -> OpinionMap:
    """Closed, mapped for the last time and sealed, as the clock does it."""
    actions.close_topic(asked.province.actor("secretariat"), asked.topic)
    made = actions.make_map(asked.province.system, asked.topic)
    actions.seal_topic(asked.province.system, asked.topic)
    return made


@pytest.fixture
def more(asking):
    """A topic with twelve statements: enough to find groups by."""
    asked = asking()
    by = asked.province.actor("secretariat")
    asked.statements += [actions.seed(by, asked.topic, f"ข้อความเพิ่มเติมเพื่อทดลองข้อที่ {n}") for n in range(8)]
    return asked


def test_a_map_is_made_by_a_job_when_enough_was_answered(more):
    assert actions.maps_due() == 0
    crowd(more, 4)
    assert actions.maps_due() == 0  # four people, whatever they answer, make no map
    crowd(more, 60, seed=2)
    assert actions.maps_due() == 1
    assert actions.maps_due() == 1 and Job.objects.filter(kind=WORK).count() == 1  # it waits already
    job = run_now(Job.objects.get(kind=WORK))
    assert job.state == "done" and job.result["map"] == 1
    made = OpinionMap.objects.get(topic=more.topic)
    assert made.body["people"] == 55 and not made.final and made.body["figures"] == {}
    assert actions.maps_due() == 0
    assert Act.objects.filter(verb="listen.map.make").count() == 1


def test_a_map_that_failed_is_not_asked_for_all_the_time(more):
    crowd(more, 12)
    assert actions.maps_due() == 1
    Job.objects.filter(kind=WORK).update(state="failed", ended_at=timezone.now())
    assert actions.maps_due() == 0
    Job.objects.filter(kind=WORK).update(ended_at=timezone.now() - timedelta(minutes=11))
    assert actions.maps_due() == 1


def test_under_fifty_there_are_no_groups(more):
    crowd(more, 30)
    made = actions.make_map(more.province.system, more.topic)
    assert made.body["why"] == "few" and made.body["groups"] == []
    page = more.province.client().get(more.url()).content.decode()
    assert "ผู้ตอบไม่ถึง 50 คน" in page and '<svg class="opinion-map"' not in page
    assert queries.own_spot(more.topic, {"1": 1}) is None


def test_the_final_map_is_made_once_and_the_job_begun_again_adds_nothing(more):
    crowd(more, 80)
    first = actions.make_map(more.province.system, more.topic)
    actions.close_topic(more.province.actor("secretariat"), more.topic)
    assert actions.maps_due() == 1
    job = Job.objects.filter(kind=WORK).get()
    run_now(job)
    Job.objects.filter(pk=job.pk).update(state="waiting")  # its worker died after it wrote
    run_now(job)
    assert list(OpinionMap.objects.filter(topic=more.topic).values_list("number", "final")) == [
        (2, True),
        (1, False),
    ]
    assert actions.maps_due() == 0
    assert WholeMap.objects.count() == 2 and first.body["figures"] == {}


def test_two_whole_maps_are_kept(more):
    for seed in range(3):
        crowd(more, 55, seed)
        actions.make_map(more.province.system, more.topic)
    assert set(WholeMap.objects.values_list("map__number", flat=True)) == {2, 3}


def test_a_map_that_was_overtaken_is_not_kept(more, monkeypatch):
    """The topic is closed while its map is computed: the votes that came last would be missing in it."""
    from thaktho.stages.listen.actions import mapping

    crowd(more, 60)
    compute = mapping.compute

    def slowly(*args, **kwargs):
        found = compute(*args, **kwargs)
        actions.close_topic(more.province.actor("secretariat"), more.topic)
        return found

    monkeypatch.setattr(mapping, "compute", slowly)
    with pytest.raises(mapping.Meanwhile):
        actions.make_map(more.province.system, more.topic)
    assert not OpinionMap.objects.exists()


def test_hands_ballots_set_aside_and_hidden_statements_are_in_no_map(more):
    people = crowd(more, 60)
    Voter.objects.filter(pk=people[0]).update(way=Voter.Way.HANDS)
    Voter.objects.filter(pk=people[1]).update(aside=True)
    actions.hide(more.province.actor("secretariat"), more.statements[3], "private")
    found = ballots.gathered(more.topic)
    assert set(found.votes.voters) == {one.hex for one in people[2:]}
    assert found.moderated["4"] == -1 and found.moderated["1"] == 0
    made = actions.make_map(more.province.system, more.topic)
    assert not any(
        line["statement"] == "4" for group in made.body["groups"] for line in group["representative"]
    )


def test_group_figures_leave_networks_with_hands_out(more):
    people = crowd(more, 90)
    Voter.objects.filter(pk__in=people[:3]).update(way=Voter.Way.HANDS)
    made = close(more)
    assert len(made.body["groups"]) > 1 and made.body["complete"] is False
    part = queries.took_part(more.topic)
    found = queries.findings(queries.ranked(more.topic), queries.columns(more.topic), part, made)
    assert not found.by_groups


@pytest.fixture
def finished(more):
    """Closed and sealed, with a statement hidden meanwhile and a map before the last."""
    crowd(more, 70)
    actions.make_map(more.province.system, more.topic)
    crowd(more, 50, seed=5)
    actions.hide(more.province.actor("secretariat"), more.statements[5], "private")
    close(more)
    more.topic.refresh_from_db()
    return more


def run(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "thaktho.cli", "opinion", *map(str, arguments)], check=True)


def test_an_auditor_computes_the_same_bytes(finished, tmp_path):
    client = finished.province.client("secretariat")
    made = queries.final_map(finished.topic)
    page = client.get(finished.url("audit/")).content.decode()
    for name in ("votes.csv", "networks.csv", "comments.csv", "last.json"):
        assert finished.url(f"audit/{name}") in page
        answer = client.post(finished.url(f"audit/{name}"), {"act_id": str(uuid4())})
        (tmp_path / f"{finished.topic.code}-{name}").write_bytes(answer.content)
    assert Act.objects.filter(verb="listen.votes.take").count() == 4
    command = next(line for line in page.split("<code") if "thaktho opinion" in line)
    arguments = command.split("thaktho opinion ")[1].split("</code>")[0].split()
    subprocess.run([sys.executable, "-m", "thaktho.cli", "opinion", *arguments], check=True, cwd=tmp_path)
    again = (tmp_path / "map.json").read_bytes()
    assert hashlib.sha256(again).hexdigest() == made.digest
    assert again == zlib.decompress(bytes(made.whole.packed))
    # In any other order of the rows too.
    votes = tmp_path / f"{finished.topic.code}-votes.csv"
    head, *rows = votes.read_text().splitlines()
    random.Random(3).shuffle(rows)
    votes.write_text("\n".join([head, *rows]) + "\n")
    subprocess.run([sys.executable, "-m", "thaktho.cli", "opinion", *arguments], check=True, cwd=tmp_path)
    assert hashlib.sha256((tmp_path / "map.json").read_bytes()).hexdigest() == made.digest


def test_votes_are_given_after_sealing_to_those_who_may_and_each_time_is_written(finished):
    for who in ("visitor", "observer", "executive", "youth"):
        answer = finished.province.client(who).post(finished.url("audit/votes.csv"))
        assert answer.status_code == 403
    client, once = finished.province.client("secretariat"), str(uuid4())
    assert client.get(finished.url("audit/votes.csv")).status_code == 405
    for _ in range(2):  # a double press is one taking, and still gives the file
        assert client.post(finished.url("audit/votes.csv"), {"act_id": once}).content.startswith(b"voter-id,")
    assert Act.objects.filter(verb="listen.votes.take").count() == 1
    Topic.objects.filter(pk=finished.topic.pk).update(state="closed")
    assert client.post(finished.url("audit/votes.csv")).status_code == 403


def test_the_map_is_checked_in_a_job_and_a_changed_vote_is_found(finished):
    client = finished.province.client("secretariat")
    for equal in (True, False):
        answer = client.post(finished.url("audit/recompute/"), {"act_id": str(uuid4())})
        job = run_now(Job.objects.filter(kind="listen.map_check").latest("asked_at"))
        assert str(job.pk) in answer["Location"] and job.result["equal"] is equal
        assert ("ตรงกันทุกไบต์" in client.get(finished.url("audit/")).content.decode()) is equal
        one = Vote.objects.filter(topic=finished.topic, value=1).order_by("voter_id").first()
        Vote.objects.filter(voter_id=one.voter_id, statement_id=one.statement_id).update(value=-1)


def test_lists_recompute_from_the_open_table_to_the_byte(finished, tmp_path):
    client = finished.province.client()
    for name in ("tallies.csv", "lists.json", "statements.csv", "map.json", "manifest.json", "README.txt"):
        answer = client.get(finished.url(f"open-data/{name}"))
        assert answer.status_code == 200
        (tmp_path / name).write_bytes(answer.content)
    run("--tallies", tmp_path / "tallies.csv", "--out", tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "lists.json").read_bytes()
    lists = json.loads((tmp_path / "lists.json").read_bytes())
    found = queries.findings(
        queries.ranked(finished.topic),
        queries.columns(finished.topic),
        queries.took_part(finished.topic),
        queries.final_map(finished.topic),
    )
    for name in ("all", "refused_by", "not_enough", "rejected"):
        shown = [str(finding.standing.statement.number) for finding in found.of(name)]
        told = [line["statement"] for line in lists[name]]
        assert shown[: len(told)] == told
    every = [
        line["statement"] for name in ("all", "refused_by", "not_enough", "rejected") for line in lists[name]
    ]
    every += lists["divided"] + lists["untold"]
    assert sorted(every) == sorted(str(row.statement.number) for row in queries.ranked(finished.topic))
    assert len(found.of("not_enough")) == len(lists["not_enough"]) + len(lists["untold"])
    divided = {str(one.standing.statement.number) for one in found.of("divided")}
    assert divided == set(lists["divided"])
    assert "1" in [line["statement"] for name in ("all", "not_enough") for line in lists[name]]
    assert any(line.startswith("1,group,") for line in (tmp_path / "tallies.csv").read_text().splitlines())
    certified = queries.final_map(finished.topic).body["certificates"]
    public = {str(one.standing.statement.number): one for one in found.found}
    assert all(public[number].section == one["list"] for number, one in certified.items())
    assert all(public[number].steady == one["tenths"] for number, one in certified.items())
    assert b"tenths" not in (tmp_path / "lists.json").read_bytes()
    manifest = json.loads((tmp_path / "manifest.json").read_bytes())
    assert manifest["map"]["sha256"] == queries.final_map(finished.topic).digest
    assert manifest["seal"]["merkle_root"] == finished.topic.seals.get(final=True).root
    assert finished.statements[5].text not in (tmp_path / "statements.csv").read_text()


def test_nothing_public_holds_a_ballot(finished):
    """No voter's id, and no exact number of people where a network is not told."""
    client = finished.province.client()
    ids = [id.hex for id in Voter.objects.filter(topic=finished.topic).values_list("id", flat=True)]
    for path in ("", "live/", "live.json", "open-data/", *(
        f"open-data/{name}" for name in ("tallies.csv", "lists.json", "map.json", "manifest.json")
    )):  # fmt: skip
        text = client.get(finished.url(path)).content.decode()
        assert not any(id in text or str(UUID(id)) in text for id in ids), path
    assert client.get(finished.url("open-data/votes.csv")).status_code == 404


def test_pages_with_a_map(finished, queries):
    client = finished.province.client()
    for path in ("", "?map=youth", "?map=nothing", "?sort=agreed&network=youth", "live/", "open-data/"):
        client.get(finished.url(path))
        with queries(15):
            page = client.get(finished.url(path)).content.decode()
    page = client.get(finished.url("?map=youth")).content.decode()
    assert '<svg class="opinion-map"' in page and "ฉบับสุดท้าย" in page and "ทุกเครือข่ายเห็นด้วย" in page
    assert "กลุ่ม ก" in page and "แบ่งคำตอบของแต่ละคนเป็นสองครึ่ง" in page


def test_ones_own_place_is_on_the_last_page_of_the_ballot_only(more):
    from .test_ballot import come_in, fields

    crowd(more, 80)
    actions.make_map(more.province.system, more.topic)
    client = come_in(more)
    answer = client.get(more.url("ballot/"))
    assert "ท่านอยู่ตรงนี้" not in client.get(more.url("ballot/done/")).content.decode()  # nothing answered yet
    for value in ["1", "1", "-1", "1", "-1", "1"]:
        answer = client.post(more.url("ballot/"), fields(answer) | {"value": value})
    before = list(Act.objects.values_list("pk", flat=True))
    done = client.get(more.url("ballot/done/"))
    assert "ท่านอยู่ตรงนี้" in done.content.decode() and "no-store" in done["Cache-Control"]
    assert list(Act.objects.values_list("pk", flat=True)) == before
    assert "ท่านอยู่ตรงนี้" not in client.get(more.url()).content.decode()
    held = WholeMap.objects.get()
    mine = next(one for one in json.loads(zlib.decompress(bytes(held.packed)))["voters"])
    answers = {
        str(number): value
        for number, value in Vote.objects.filter(voter_id=UUID(mine["id"])).values_list(
            "statement__number", "value"
        )
    }
    spot, _ = queries.own_spot(more.topic, answers)
    assert spot.x == pytest.approx(mine["x"], abs=2e-2) and spot.y == pytest.approx(mine["y"], abs=2e-2)
