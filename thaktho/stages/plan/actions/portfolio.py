"""Scenarios of the portfolio: asked for, computed by a job, and one adopted with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from thaktho.engines.weave import portfolio as engine
from thaktho.ground.access import Actor, system
from thaktho.ground.jobs import actions as jobs
from thaktho.ground.jobs.models import Job
from thaktho.ground.jobs.progress import Progress
from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme.actions import hold
from thaktho.ground.programme.models import Programme

from ..models import Portfolio
from ..portfolios import answer
from ..portfolios.demands import Demands, from_json
from ..portfolios.problem import Made, make
from ..queries.portfolio import facts, frame
from ..states import Refused

WORK = "plan.portfolio"
SECONDS, PRICE_SECONDS, FLOOR_SECONDS = 15.0, 20.0, 8.0
EXTRA = 100_000
State = Portfolio.State


def make_scenario(
    by: Actor,
    programme: Programme,
    name: str,
    demands: Demands,
    pins: Mapping[str, str],
    *,
    based_on: Portfolio | None = None,
    act_id: UUID | None = None,
) -> Portfolio:
    """Keep the demands and ask for the computing, in one act."""
    if not name.strip():
        raise Refused(gettext("กรุณาตั้งชื่อ เพื่อแยกจากทางเลือกอื่น"))
    with acting(by, "plan.portfolio.make", programme, act_id=act_id) as act:
        made = Portfolio.objects.create(
            programme=programme,
            name=name.strip()[:200],
            demands=demands.as_json(),
            pins=dict(pins),
            based_on=based_on,
        )
        act.about(made)
        act.note(name=made.name, demands=made.demands, pins=made.pins)
        _ask(by, made)
    return made


def compute_again(by: Actor, found: Portfolio, *, act_id: UUID | None = None) -> Portfolio:
    """Compute a scenario that was cancelled or failed. One that was computed stays as it is: make a new one."""
    with acting(by, "plan.portfolio.make", found, act_id=act_id) as act:
        found = _held(found)
        over = found.job is None or found.job.is_over
        if found.state in (State.DONE, State.IMPOSSIBLE) or not over:
            raise Refused(gettext("ทางเลือกนี้คำนวณแล้วหรือกำลังคำนวณ ถ้าแถวเปลี่ยนไป ให้ลองทางเลือกใหม่จากทางเลือกนี้"))
        act.note(name=found.name)
        found.state = State.WAITING
        found.save(update_fields=["state"])
        _ask(by, found)
    return found


def _ask(by: Actor, found: Portfolio) -> None:
    found.job = jobs.ask(
        by,
        found.programme,
        kind=WORK,
        title=gettext_noop("เลือกแถวและปีภายใต้งบประมาณและเกณฑ์"),
        params={"portfolio": str(found.pk)},
        read_verb="plan.portfolio.read",
    )
    found.save(update_fields=["job"])


def compute_job(job: Job, progress: Progress) -> dict[str, object]:
    """The work of the job: the same rows and demands give the same answer."""
    found = Portfolio.objects.select_related("based_on", "programme__province").get(
        pk=job.params["portfolio"], programme=job.programme
    )
    progress(0, 3, gettext_noop("กำลังอ่านแถว"))
    rows, demands = facts(job.programme), from_json(found.demands)
    if not rows:
        _store(found, State.FAILED, {})
        raise jobs.TellUser("ยังไม่มีเครือข่ายใดส่งแผน จึงไม่มีแถวให้เลือก")
    made = make(rows, demands, found.pins, frame(job.programme), _present(found))
    outcome = engine.solve(made.problem, seconds=SECONDS, progress=progress)
    prices = _prices(made, outcome, progress)
    states = {"optimal": State.DONE, "feasible": State.DONE, "impossible": State.IMPOSSIBLE}
    _store(found, states.get(outcome.status, State.FAILED), answer.kept(rows, made, demands, outcome, prices))
    return {"url": f"/{job.programme.slug}/plan/portfolio/{found.pk}/", "status": outcome.status}


def _present(found: Portfolio) -> dict[str, int] | None:
    """The years of the scenario it is based on: among answers of equal points the nearest to it is taken."""
    if found.based_on is None or found.based_on.state != State.DONE:
        return None
    return {card["id"]: card["start"] for card in found.based_on.result.get("chosen", [])}


def _prices(made: Made, outcome: engine.Outcome, progress: Progress) -> list[engine.Price]:
    """What one more 100,000 baht would bring at each cap, and what one row less would at each floor that is tight."""
    if outcome.status not in ("optimal", "feasible"):
        return []
    tight = set(outcome.tight)
    floors = [d for d in made.problem.demands if isinstance(d, engine.Floor) and d in tight]
    found: list[engine.Price] = []
    if any(isinstance(demand, engine.BudgetCap) for demand in made.problem.demands):
        found += engine.what_money_buys(
            made.problem, outcome, EXTRA, seconds=PRICE_SECONDS, progress=progress
        )
    if floors:
        costs = engine.what_floors_cost(made.problem, outcome, seconds=FLOOR_SECONDS, progress=progress)
        found += [price for price in costs if price.demand in tight]
    return found


def _store(found: Portfolio, state: str, result: dict[str, object]) -> None:
    with acting(system(found.programme_id), "plan.portfolio.store", found) as act:
        Portfolio.objects.filter(pk=found.pk, state=State.WAITING).update(state=state, result=result)
        act.note(state=state, points=result.get("points", 0), rows=result.get("rows", 0))


def adopt(by: Actor, found: Portfolio, reason: str, *, act_id: UUID | None = None) -> Portfolio:
    """This is the scenario the province goes by: printed in the annex with its demands. The one before steps back."""
    if not reason.strip():
        raise Refused(gettext("กรุณาเขียนเหตุผล เพราะจะพิมพ์ในภาคผนวกที่มาของแผน"))
    with acting(by, "plan.portfolio.adopt", found, act_id=act_id) as act:
        hold(found.programme_id)  # two adopted at once: one after the other
        before = _standing(found)
        found = _held(found)
        if found.state != State.DONE:
            raise Refused(gettext("รับได้เฉพาะทางเลือกที่คำนวณแล้วและทำได้จริง"))
        if found.adopted_at:
            raise Refused(gettext("รับทางเลือกนี้ไว้แล้ว"))
        for other in before:
            _step_back(other)
        found.adopted_at, found.adopted_reason = timezone.now(), reason.strip()
        found.save(update_fields=["adopted_at", "adopted_reason"])
        act.because(found.adopted_reason)
        act.note(name=found.name, instead=[str(other.pk) for other in before])
    return found


def release(by: Actor, found: Portfolio, *, act_id: UUID | None = None) -> Portfolio:
    """Take the adoption back. Versions that were issued keep what they printed."""
    with acting(by, "plan.portfolio.adopt", found, act_id=act_id) as act:
        found = _held(found)
        if not found.adopted_at:
            raise Refused(gettext("ทางเลือกนี้ยังไม่ได้รับ จึงไม่มีอะไรต้องย้อน"))
        act.note(name=found.name, released=found.adopted_reason)
        _step_back(found)
    return found


def _step_back(found: Portfolio) -> None:
    found.adopted_at, found.adopted_reason = None, ""
    found.save(update_fields=["adopted_at", "adopted_reason"])


def _standing(found: Portfolio) -> list[Portfolio]:
    adopted = Portfolio.objects.filter(programme_id=found.programme_id, adopted_at__isnull=False)
    return list(adopted.exclude(pk=found.pk).select_for_update(no_key=True))


def _held(found: Portfolio) -> Portfolio:
    held = Portfolio.objects.select_for_update(of=("self",), no_key=True).select_related(
        "job", "programme__province"
    )
    return held.get(pk=found.pk)
