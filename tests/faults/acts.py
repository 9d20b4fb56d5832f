"""What a house is asked to do, each in a process of its own: `python -m tests.faults.acts NAME '[words]'`."""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

WRITERS = 8


def _province() -> Any:
    from tests.conftest import make_province
    from thaktho.ground.programme.models import Programme

    assert not Programme.objects.exists()
    return make_province("chiang-rai", "57", "เชียงราย")


def _actor(name: str) -> Any:
    from thaktho.ground.people.models import User
    from thaktho.ground.people.queries import actor_of

    return actor_of(_programme(), User.objects.get(username=f"chiang-rai-{name}"))


def _programme() -> Any:
    from thaktho.ground.programme.models import Programme

    return Programme.objects.get()


def _together(*works: Callable[[], Any]) -> list[str]:
    """All at the same instant, each on a connection of its own; what came of each: "" or the name of its error."""
    from django.db import connection

    barrier = threading.Barrier(len(works))
    results = ["did not end"] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        connection.ensure_connection()
        barrier.wait(30)
        try:
            work()
            results[place] = ""
        except Exception as error:  # noqa: BLE001 - whatever came of it is what is asked
            results[place] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return sorted(results)


def _lines(*verbs: str) -> dict[str, int]:
    from thaktho.ground.ledger.models import Act

    return dict(Counter(Act.objects.filter(verb__in=verbs).values_list("verb", flat=True)))


def chain() -> dict[str, Any]:
    from thaktho.ground.ledger.models import Act
    from thaktho.ground.ledger.queries import verify

    verdict = verify(_programme().pk)
    numbers = list(Act.objects.order_by("number").values_list("number", flat=True))
    return {
        "broken": verdict.broken and verdict.broken.what,
        "gapless": numbers == list(range(1, len(numbers) + 1)),
    }


# Imports


def bring(rows: int) -> dict[str, str]:
    """A file is brought, its job waits; and a login for the one who will apply it."""
    from django.test import Client

    from tests.stages.plan.conftest import line
    from thaktho.stages.plan import actions

    province = _province()
    data = _csv(
        line(n, f"กิจกรรมที่ {n}", when="11 มี.ค. 2563", budget=n, area="จ.เชียงราย") for n in range(1, rows + 1)
    )
    batch = actions.bring(province.actor("religion"), province.networks["religion"], "แผน.csv", data)
    client = Client()
    client.force_login(province.persons["religion"].user, backend="django.contrib.auth.backends.ModelBackend")
    return {"batch": str(batch.pk), "session": client.cookies["sessionid"].value}


def _csv(rows: Any) -> bytes:
    import csv
    import io

    from tests.stages.plan.conftest import HEAD

    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    return out.getvalue().encode()


def plan_rows() -> dict[str, Any]:
    from thaktho.stages.plan.models import BudgetLine, ImportBatch, PlanRow

    live = PlanRow.objects.filter(live=True)
    return {
        "state": ImportBatch.objects.get().state,
        "rows": PlanRow.objects.count(),
        "live": live.count(),
        "titles": live.values("title").distinct().count(),
        "numbers": live.values("number").distinct().count(),
        "budget_lines": BudgetLine.objects.count(),
        "acts": _lines("plan.import", "plan.import.stage", "plan.import.apply"),
    }


# Votes


def ask_topic() -> dict[str, Any]:
    from tests.stages.listen.conftest import ask
    from thaktho.stages.listen import actions, queries

    asked = ask(_province(), opened=False)
    for n in range(20):
        actions.seed(asked.province.actor("secretariat"), asked.topic, f"ข้อความตัวอย่างที่ {n}")
    actions.open_topic(asked.province.actor("secretariat"), asked.topic)
    asked.topic.refresh_from_db()
    return {"code": asked.topic.code, "doors": [door.token for door in queries.doors(asked.topic)]}


def missing_votes(answered: list[list[Any]]) -> dict[str, Any]:
    """Which of the answers (cookie, number of the statement, value) are not in the database, and do tallies agree?"""
    from thaktho.stages.listen.actions.voting import find_voter
    from thaktho.stages.listen.models import Statement, Tally, Topic, Vote

    topic = Topic.objects.select_related("secret").get()
    numbers = dict(Statement.objects.values_list("number", "pk"))
    stored = {(vote.voter_id, vote.statement_id): vote.value for vote in Vote.objects.all()}
    wanted = {(find_voter(topic, cookie), numbers[number]): value for cookie, number, value in answered}
    lost = [key for key, value in wanted.items() if stored.get(key) != value]
    counted: Counter[tuple[Any, ...]] = Counter()
    for vote in Vote.objects.select_related("voter"):
        cell = (vote.statement_id, vote.voter.door_id)
        counted[*cell, "current", vote.value] += 1
        counted[*cell, "staged", vote.staged] += 1
        counted[*cell, "shown", vote.shown] += 1
        counted[*cell, "moved", vote.staged != vote.value] += 1
    wrong = 0
    for tally in Tally.objects.all():
        cell = (tally.statement_id, tally.door_id)
        for part, value in (("agree", 1), ("passed", 0), ("disagree", -1)):
            wrong += getattr(tally, part) != counted[*cell, "current", value]
            wrong += getattr(tally, f"staged_{part}") != counted[*cell, "staged", value]
            wrong += getattr(tally, f"shown_{part}") != counted[*cell, "shown", value]
        wrong += tally.moved != counted[*cell, "moved", True]
    return {"lost": len(lost), "stored": len(stored), "wrong_tallies": wrong}


# At the same instant


def same_pair(times: int) -> list[Any]:
    from thaktho.stages.plan import actions
    from thaktho.stages.plan.actions import pairs
    from thaktho.stages.plan.models import Pair, PlanRow

    province = _province()
    by = province.actor("secretariat")
    seen = []
    for n in range(times):
        rows = [
            actions.add_row(province.actor(code), province.networks[code], {"title": f"ตักบาตร {n}"})
            for code in ("religion", "community")
        ]
        PlanRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=PlanRow.State.ACCEPTED)
        pair = Pair.objects.create(
            programme=province.programme,
            row_a=rows[0],
            row_b=rows[1],
            action="same",
            place="same",
            time="same",
            label="L5",
            score=1.0,
        )

        def decide(pair: Pair = pair) -> None:
            pairs.decide(by, Pair.objects.get(pk=pair.pk), "join", "งานเดียวกัน")

        seen.append(_together(decide, decide))
    joined = PlanRow.objects.filter(is_joined=True, live=True).count()
    return [seen, joined, _lines("plan.pair.decide")]


def same_plan(times: int) -> list[Any]:
    from thaktho.stages.plan import actions

    province = _province()
    seen = []
    by, network = province.actor("religion"), province.networks["religion"]
    actions.add_row(by, network, {"title": "ตักบาตร"})
    for _ in range(times):
        seen.append(_together(lambda: actions.submit(by, network), lambda: actions.submit(by, network)))
        actions.return_plan(province.actor("secretariat"), network, "แก้วันที่")
    return [seen, _lines("plan.submit")]


def same_invitation(times: int) -> list[Any]:
    from thaktho.ground.people import actions
    from thaktho.ground.people.models import RoleGrant, User

    province = _province()
    before = RoleGrant.objects.count()
    seen = []
    for n in range(times):
        invitation, _ = actions.invite(province.actor("secretariat"), province.programme, "observer")

        def join(who: str, invitation: Any = invitation, n: int = n) -> None:
            actions.join(invitation, username=f"{who}{n}", password="a-long-password", given_name=who)

        seen.append(_together(lambda: join("ก"), lambda: join("ข")))
    logins = User.objects.filter(username__regex="^[กข]").count()
    return [seen, RoleGrant.objects.count() - before, logins, _lines("people.invitation.accept")]


def same_version(times: int) -> list[Any]:
    """Two versions asked for at once, while somebody edits: two numbers, each with all its lines and its papers."""
    from thaktho.stages.plan import actions
    from thaktho.stages.plan.actions import versions
    from thaktho.stages.plan.models import PlanRow, PlanVersion

    province = _province()
    by = province.actor("secretariat")
    rows = [
        actions.add_row(by, network, {"title": f"งาน {n}", "problem": "0"})
        for network in province.networks.values()
        for n in range(5)
    ]
    PlanRow.objects.update(state=PlanRow.State.ACCEPTED)

    def make() -> None:
        versions.make_version(by, province.programme, title="แผน")

    def edit(n: int) -> None:
        for row in rows[:4]:
            row.refresh_from_db()
            actions.save_row(by, row, {"problem": str(n), "indicator": str(n)}, row.version)

    seen = [_together(make, make, lambda n=n: edit(n)) for n in range(1, times + 1)]
    made = PlanVersion.objects.order_by("number").prefetch_related("lines", "documents")
    torn = [
        line.data
        for version in made
        for line in version.lines.all()
        if line.data["indicator"] and line.data["indicator"] != line.data["problem"]
    ]
    sizes = {(version.line_count, version.lines.count(), version.documents.count()) for version in made}
    return [seen, [version.number for version in made], sorted(sizes), len(torn)]


def same_import(times: int) -> list[Any]:
    from tests.stages.plan.conftest import line
    from thaktho.ground.jobs.actions import run_now
    from thaktho.stages.plan import actions
    from thaktho.stages.plan.models import PlanRow

    province = _province()
    by, network = province.actor("religion"), province.networks["religion"]
    seen = []
    for n in range(times):
        batch = actions.bring(by, network, "แผน.csv", _csv(line(m, f"แถว {n}-{m}") for m in range(40)))
        run_now(batch.job)
        seen.append(
            _together(
                lambda batch=batch: actions.apply_import(by, batch),
                lambda batch=batch: actions.apply_import(by, batch),
            )
        )
    numbers = list(PlanRow.objects.filter(live=True).values_list("number", flat=True))
    return [seen, len(numbers), len(set(numbers)), _lines("plan.import.apply")]


def same_act(times: int) -> list[Any]:
    """The same form sent twice at once: one act, and the second learns that it was the same, never an error."""
    from thaktho.ground.base import new_id
    from thaktho.stages.plan import actions
    from thaktho.stages.plan.models import PlanRow

    province = _province()
    by, network = province.actor("religion"), province.networks["religion"]
    seen = []
    for n in range(times):
        act = new_id()
        title = {"title": f"ตักบาตร {n}"}
        seen.append(
            _together(*[lambda act=act, title=title: actions.add_row(by, network, title, act_id=act)] * 2)
        )
        act = new_id()
        seen.append(_together(*[lambda act=act: actions.submit(by, network, act_id=act)] * 2))
        actions.return_plan(province.actor("secretariat"), network, "แก้วันที่")
    return [seen, PlanRow.objects.count(), _lines("plan.row.add", "plan.submit")]


def eight_writers(times: int) -> dict[str, Any]:
    """Rows, comments, moves, seats of other rooms: all kinds of acts of one programme at once."""
    from thaktho.ground.ledger.models import Act
    from thaktho.ground.people import actions as people
    from thaktho.stages.convene import actions as convene
    from thaktho.stages.listen import actions as listen
    from thaktho.stages.plan import actions as plan
    from thaktho.stages.plan.models import PlanRow

    province = _province()
    staff, begun = province.actor("secretariat"), Act.objects.count()
    topic = listen.add_topic(staff, province.programme, title="ฟังเสียง", question="อยากเห็นอะไร")

    def rows(code: str) -> None:
        for n in range(times):
            row = plan.add_row(province.actor(code), province.networks[code], {"title": f"งาน {n}"})
            plan.save_row(province.actor(code), row, {"problem": "แก้"}, 1)

    def seeds() -> None:
        for n in range(times):
            listen.seed(staff, topic, f"ข้อความ {threading.get_ident()} {n}")

    def invitations() -> None:
        for _ in range(times):
            people.invite(staff, province.programme, "observer")

    def meetings() -> None:
        from datetime import date

        for n in range(times):
            convene.plan_meeting(staff, province.programme, title=f"ประชุม {n}", held_on=date(2020, 3, 11))

    works = [
        lambda: rows("religion"),
        lambda: rows("religion"),
        lambda: rows("youth"),
        lambda: rows("community"),
    ]
    ends = _together(*works, seeds, seeds, invitations, meetings)
    religion = list(
        PlanRow.objects.filter(network=province.networks["religion"]).values_list("number", flat=True)
    )
    return {
        "ends": ends,
        "acts": Act.objects.count() - begun,
        "numbers_doubled": len(religion) - len(set(religion)),
        **chain(),
    }


if __name__ == "__main__":
    import django

    django.setup()
    from tests.faults import assembly_acts, day_acts, hall_acts, migrate_acts, plan_acts

    known = (
        globals()
        | vars(plan_acts)
        | vars(hall_acts)
        | vars(day_acts)
        | vars(assembly_acts)
        | vars(migrate_acts)
    )
    print(json.dumps(known[sys.argv[1]](*json.loads(sys.argv[2]))))
