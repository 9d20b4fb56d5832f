"""What a house is asked to do with the plan at the same instant: see `acts`, which runs these too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.faults.acts import _province, _together

TOLD = {"", "Refused", "Closed", "Conflict", "Repeated"}


def _fell(ends: list[str]) -> list[str]:
    """What came of it that nobody was told in words: a deadlock, a key taken twice."""
    return [end for end in ends if end not in TOLD]


def _told(work: Callable[[], Any]) -> None:
    from thaktho.stages.plan.states import Refused

    try:
        work()
    except Refused:
        pass


def split_and_move(times: int) -> list[str]:
    """A row is split while it is given another place, and while its plan is sent."""
    from tests.stages.plan.test_split import part
    from thaktho.stages.plan import actions
    from thaktho.stages.plan.actions import split
    from thaktho.stages.plan.models import NetworkPlan, PlanRow

    province = _province()
    by, network = province.actor("religion"), province.networks["religion"]
    fell = []
    for n in range(times):
        row = actions.add_row(by, network, {"title": f"ค่าย {n}"})
        works = [lambda row=row: actions.move_row(by, row, 1), lambda: actions.submit(by, network)]
        for work in works:
            fell += _fell(
                _together(lambda row=row: split.split_row(by, row, [part("ก"), part("ข")], "สองที่"), work)
            )
            row = actions.add_row(province.system, network, {"title": f"ค่าย {n} อีกแถว"})
            NetworkPlan.objects.update(state="draft")
            PlanRow.objects.update(state="draft")
    return fell


def back_and_edit(times: int) -> list[str]:
    """A block is taken back, and the plan sent, while somebody types in one of its rows."""
    from thaktho.ground.base import new_id
    from thaktho.stages.plan import actions
    from thaktho.stages.plan.actions import many
    from thaktho.stages.plan.models import NetworkPlan, PlanRow

    province = _province()
    by, network = province.actor("religion"), province.networks["religion"]
    for n in range(12):
        actions.add_row(by, network, {"title": f"งาน {n}"})
    last = PlanRow.objects.order_by("-pk")[0].pk
    fell = []
    for n in range(times):
        act = new_id()
        change = many.Change("put", "problem", f"ปัญหา {n}")
        seen = list(PlanRow.objects.values_list("pk", "version"))
        many.change_many(by, province.programme, change, seen, act_id=act)

        def edit(n: int = n) -> None:
            for k in range(6):
                row = PlanRow.objects.get(pk=last)
                _told(lambda row=row, k=k: actions.save_row(by, row, {"good_deed": f"{n} {k}"}, row.version))

        fell += _fell(_together(edit, lambda act=act: many.take_back(by, province.programme, act)))
        seen = list(PlanRow.objects.values_list("pk", "version"))
        change = many.Change("put", "agency", f"วัด {n}")
        fell += _fell(
            _together(
                lambda change=change, seen=seen: many.change_many(by, province.programme, change, seen),
                lambda: actions.submit(by, network),
            )
        )
        NetworkPlan.objects.update(state="draft")
        PlanRow.objects.update(state="draft")
    return fell


def each_the_others_part(times: int) -> list[Any]:
    """Two rows are made each other's activity."""
    from thaktho.stages.plan import actions
    from thaktho.stages.plan.models import PlanRow

    province = _province()
    by, network = province.actor("religion"), province.networks["religion"]
    fell = []
    for n in range(times):
        one, other = (actions.add_row(by, network, {"title": f"{name} {n}"}) for name in "กข")
        fell += _fell(
            _together(
                lambda one=one, other=other: actions.save_row(by, one, {"part_of": str(other.pk)}, 1),
                lambda one=one, other=other: actions.save_row(by, other, {"part_of": str(one.pk)}, 1),
            )
        )
    return [fell, PlanRow.objects.filter(part_of__part_of__isnull=False).count()]


def decided_twice(times: int) -> list[Any]:
    """Two scenarios are adopted, one gap is set aside twice, one lack is said four times."""
    from tests.stages.plan.loom_cast import computed, costed
    from thaktho.stages.plan.actions import collaborations, gaps, portfolio
    from thaktho.stages.plan.models import GapDecision, Portfolio, RowLack
    from thaktho.stages.plan.queries.gaps import CellPage, Look

    province = _province()
    by = province.actor("secretariat")
    row = costed(province, "religion", "อบรม", (2563, "งบจังหวัด", 1000))
    fell = []
    for n in range(times):
        one, other = computed(province, name="หนึ่ง"), computed(province, name="สอง")
        fell += _fell(
            _together(
                lambda one=one: portfolio.adopt(by, one, "ทั่วถึง"),
                lambda other=other: portfolio.adopt(by, other, "คุ้ม"),
            )
        )
        assert Portfolio.objects.exclude(adopted_at=None).count() == 1
        Portfolio.objects.update(adopted_at=None)
        cell = CellPage("5701", "เมือง", f"virtue-{n}", "", "gap", [], [], [], [], [], None)
        aside = lambda cell=cell: gaps.set_aside(by, province.programme, Look(), cell, "ปีหน้า")
        fell += _fell(_together(aside, aside))
        lack = lambda n=n: collaborations.state_lack(by, row, "human", f"ครู {n}")
        fell += _fell(_together(*[lack] * 4))
    return [fell, GapDecision.objects.count(), RowLack.objects.count()]


def loom(rows: int) -> dict[str, str]:
    """Rows as networks sent them, a scenario and a weaving asked for: two jobs wait."""
    from decimal import Decimal

    from thaktho.stages.plan.actions import portfolio, weaving
    from thaktho.stages.plan.models import BudgetLine, PlanRow
    from thaktho.stages.plan.portfolios.demands import Cap, Demands

    province = _province()
    codes, programme = list(province.networks), province.programme
    works = ["อบรมสามเณรภาคฤดูร้อน", "ค่ายเยาวชนจิตอาสา", "ปลูกป่าชุมชน", "ธนาคารขยะ", "ตักบาตรวันพระ"]
    made = [
        PlanRow(
            programme=programme, network=province.networks[codes[n % 4]], number=n, state=PlanRow.State.ACCEPTED,
            title=f"{works[n % 5]} หมู่บ้านที่ {n}", budget=Decimal(1000 + n),
        )
        for n in range(rows)
    ]  # fmt: skip
    PlanRow.objects.bulk_create(made)
    BudgetLine.objects.bulk_create(
        BudgetLine(programme=programme, row=row, year=2563, fund="", amount=row.budget) for row in made
    )
    by = province.actor("secretariat")
    weaving.ask_weaving(by, programme)
    demands = Demands(caps=(Cap(2563, None, Decimal(rows * 600)),))
    found = portfolio.make_scenario(by, programme, "ประหยัด", demands, {})
    return {"portfolio": str(found.pk)}


def loom_done() -> dict[str, Any]:
    """How it stands: jobs by state, the scenario, pairs (none twice), lines of the ledger."""
    from thaktho.ground.jobs.models import Job
    from thaktho.ground.ledger.models import Act
    from thaktho.stages.plan.models import Pair, Portfolio

    pairs = list(Pair.objects.values_list("row_a", "row_b"))
    return {
        "jobs": sorted({job.state for job in Job.objects.all()}),
        "scenarios": list(Portfolio.objects.values_list("state", flat=True)),
        "pairs": len(pairs),
        "doubled": len(pairs) - len(set(pairs)),
        "weavings": Act.objects.filter(verb="plan.weave").count(),
    }
