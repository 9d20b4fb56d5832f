"""What a house is asked to do with an assembly, beside `acts`: networks that speak, delegates that vote, two at once."""

from __future__ import annotations

import threading
from typing import Any

from tests.faults.acts import _actor, _lines, _province, _together

NETWORKS = ("religion", "community", "youth", "public_health")
VERBS = tuple(f"assemble.consensus.{verb}" for verb in ("round", "resolution", "finish", "stance"))


def lay_assembly(people: int = 40) -> dict[str, Any]:
    """An assembly on its day with a drafted round, a locked secret vote, and `people` delegates with their cards."""
    from django.test import Client

    from tests.tools.assembly import add_delegate, make_assembly
    from thaktho.stages.assemble.consensus import actions, entering
    from thaktho.stages.assemble.models import Delegate, Edition

    province = _province()
    made = make_assembly(province)
    Edition.objects.update(formal_votes=True)
    made.edition.refresh_from_db()
    for n in range(people - len(made.delegates)):
        add_delegate(made, NETWORKS[n % 4], f"ผู้แทน ลำดับที่{n}")
    rows = list(Delegate.objects.select_related("network").order_by("pk"))
    for row in rows:
        row.token_hash = entering.hash_token(entering.token_for(row))
    Delegate.objects.bulk_update(rows, ["token_hash"])
    desk = province.actor("secretariat")
    round = actions.draft_round(desk, made.edition, made.version)
    vote = actions.draft_resolution(desk, made.edition, title="เรื่อง", body="ให้ทำตามตัวอย่าง")
    actions.lock_resolution(desk, vote)
    client = Client()
    client.force_login(
        province.persons["secretariat"].user, backend="django.contrib.auth.backends.ModelBackend"
    )
    return {
        "base": f"/{province.programme.slug}/assembly/{made.edition.code}/consensus/",
        "session": client.cookies["sessionid"].value,
        "round": str(round.pk),
        "clauses": [str(pk) for pk in round.clauses.values_list("pk", flat=True)],
        "resolution": str(vote.pk),
        "cards": [[str(row.person_id), entering.token_of(row), row.network.code, row.part] for row in rows],
    }


def assembly_standing() -> dict[str, Any]:
    """States, voices, votes, and whether the figures of a closed vote are those of its slips."""
    from thaktho.stages.assemble.models import ClauseStance, Resolution, ResolutionSlip, Round, VoteRight

    round, vote = Round.objects.get(), Resolution.objects.get()
    used = VoteRight.objects.filter(used=True)
    return {
        "round": round.state,
        "has_result": bool(round.result),
        "stances": sorted(
            [str(a), n, v]
            for a, n, v in ClauseStance.objects.values_list("asked_id", "network__code", "value")
        ),
        "vote": vote.state,
        "rights": VoteRight.objects.count(),
        "entitled": vote.entitled,
        "used": sorted(str(pk) for pk in used.values_list("person_id", flat=True)),
        "slips": ResolutionSlip.objects.count(),
        "counted": vote.yes + vote.no + vote.abstain,
        "acts": _lines(*VERBS),
    }


def same_voice(times: int) -> dict[str, Any]:
    """The speaker and the coordinator of a network press at once, each having seen nothing said yet."""
    from tests.tools.assembly import make_assembly
    from thaktho.stages.assemble.consensus import actions
    from thaktho.stages.assemble.models import ClauseStance, RoundClause

    made = make_assembly(_province(), bodies=tuple(f"ข้อความข้อ {n}" for n in range(times)))
    desk, network = _actor("secretariat"), made.province.networks["youth"]
    round = actions.open_round(desk, actions.draft_round(desk, made.edition, made.version))
    seen = []
    for asked in RoundClause.objects.filter(round=round).select_related("round__edition", "clause"):
        seen.append(
            _together(
                lambda asked=asked: actions.tell(made.speaker("youth"), asked, network, "agree", seen=0),
                lambda asked=asked: actions.tell(_actor("youth"), asked, network, "not_yet", "เหตุผล", seen=0),
            )
        )
    return {"seen": seen, "voices": ClauseStance.objects.count()}


def same_person_two_networks(times: int) -> dict[str, Any]:
    """One person, two networks, both phones at once."""
    from tests.tools.assembly import add_delegate, make_assembly
    from thaktho.ground.access import Actor
    from thaktho.stages.assemble.access import with_delegacies
    from thaktho.stages.assemble.consensus import actions
    from thaktho.stages.assemble.models import ClauseStance, RoundClause

    made = make_assembly(_province(), bodies=tuple(f"ข้อความข้อ {n}" for n in range(times)))
    mine = made.delegates["youth"]
    other = add_delegate(made, "religion", mine.name, "speaker", person=mine.person)
    both = with_delegacies(Actor(made.edition.programme_id, "person", mine.person_id), [mine, other])
    desk = _actor("secretariat")
    round = actions.open_round(desk, actions.draft_round(desk, made.edition, made.version))
    seen = []
    for asked in RoundClause.objects.filter(round=round).select_related("round__edition", "clause"):
        works = [
            lambda asked=asked, code=code: actions.tell(both, asked, made.province.networks[code], "agree")
            for code in ("youth", "religion")
        ]
        seen.append(_together(*works))
    return {"seen": seen, "voices": ClauseStance.objects.count()}


def same_closing(times: int) -> dict[str, Any]:
    """Two chairs close the same round, and the same vote."""
    from tests.tools.assembly import make_assembly
    from thaktho.stages.assemble.consensus import actions
    from thaktho.stages.assemble.models import Edition

    made = make_assembly(_province())
    Edition.objects.update(formal_votes=True)
    made.edition.refresh_from_db()
    desk, seen = _actor("secretariat"), []
    for _ in range(times):
        round = actions.open_round(desk, actions.draft_round(desk, made.edition, made.version))
        seen.append(_together(*[lambda round=round: actions.close_round(desk, round, reason="ปิด")] * 2))
        vote = actions.draft_resolution(desk, made.edition, title="เรื่อง", body="ข้อความ")
        vote = actions.open_resolution(desk, actions.lock_resolution(desk, vote))
        seen.append(_together(*[lambda vote=vote: actions.close_resolution(desk, vote)] * 2))
    return {"seen": seen}


def close_while_voting(people: int) -> dict[str, Any]:
    """Everybody votes as fast as they can, each twice; in the middle it closes; six come after. What was answered and counted."""
    from django.db import connection

    from tests.tools.assembly import actor_of_delegate, add_delegate, make_assembly
    from thaktho.stages.assemble.consensus import actions, states
    from thaktho.stages.assemble.consensus.actions.resolutions import sealed_root
    from thaktho.stages.assemble.models import Delegate, Edition, Resolution, ResolutionSlip, VoteRight

    made = make_assembly(_province())
    Edition.objects.update(formal_votes=True)
    made.edition.refresh_from_db()
    for n in range(people):
        add_delegate(made, NETWORKS[n % 4], f"ผู้แทน ลำดับที่{n}")
    desk = _actor("secretariat")
    vote = actions.draft_resolution(desk, made.edition, title="เรื่อง", body="ข้อความ")
    vote = actions.open_resolution(desk, actions.lock_resolution(desk, vote))
    actors = [actor_of_delegate(row) for row in Delegate.objects.select_related("programme", "person")]
    answered: list[str] = []
    refused: list[str] = []
    begun, over = threading.Semaphore(0), threading.Event()

    def work(mine: list[Any]) -> None:
        try:
            for n, by in enumerate(mine):
                if by is mine[-1]:
                    over.wait(60)  # somebody always comes late, however slow the closing was to get its turn
                for value in ("yes", "no"):
                    try:
                        if not actions.cast(by, vote, value).again:
                            answered.append("yes")
                        begun.release()
                    except states.NotOpen:
                        refused.append(str(n))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(actors[place::6],)) for place in range(6)]
    for thread in threads:
        thread.start()
    for _ in range(people // 2):
        begun.acquire(timeout=30)
    closed = actions.close_resolution(desk, Resolution.objects.get(pk=vote.pk))
    over.set()
    for thread in threads:
        thread.join(60)
    used = VoteRight.objects.filter(used=True).count()
    return {
        "some": 0 < len(answered) < len(actors) and bool(refused),
        "answered": len(answered),
        "used": used,
        "slips": ResolutionSlip.objects.count(),
        "counted": closed.yes + closed.no + closed.abstain,
        "yes": closed.yes,
        "sealed": sealed_root(closed)[1],
    }
