"""Collaborations and scenarios for tests of the loom."""

from __future__ import annotations

from decimal import Decimal

from thaktho.ground.jobs.actions import run_now
from thaktho.stages.capital.models import Capital
from thaktho.stages.plan.actions import portfolio as portfolios
from thaktho.stages.plan.models import BudgetLine, Collaboration, PlanRow, Portfolio
from thaktho.stages.plan.portfolios.demands import Cap, Demands

from .weaving_cast import row


def speakers(province, network="religion"):
    """A capital that a network holds: people who can teach."""
    return Capital.objects.create(
        programme=province.programme,
        kind=Capital.Kind.HUMAN,
        name="วิทยากรสอนสมาธิ 5 คน",
        network=province.networks[network],
        sort_key="ว",
    )


def collaboration(province, state="proposed", **more):
    """The community lacks people for its row, the religion network has them."""
    taken = row(province, "community", "อบรมสมาธิในชุมชน")
    offer = speakers(province)
    return Collaboration.objects.create(
        programme=province.programme, row=taken, taker=province.networks["community"],
        giver=province.networks["religion"], lack="human", lack_text="วิทยากร 2 คน", offer_kind="capital.entry",
        offer_id=offer.pk, offer_title=offer.name, score=60, state=state,
        reasons=[{"aspect": "gives", "text_th": "เครือข่ายแจ้งว่ายังขาดบุคลากรหรืออาสาสมัคร", "words": []}], **more,
    )  # fmt: skip


def costed(province, network, title, *money, **more):
    """A sent row with its money: (year, fund, baht); a year of None was not said."""
    made = row(province, network, title, **more)
    for year, fund, baht in money:
        BudgetLine.objects.create(
            programme=province.programme, row=made, year=year, fund=fund, amount=Decimal(baht)
        )
    if money:
        PlanRow.objects.filter(pk=made.pk).update(budget=sum(Decimal(baht) for _, _, baht in money))
        made.refresh_from_db()
    return made


def capped(year, fund, baht):
    return Demands(caps=(Cap(year, fund, Decimal(baht)),))


def computed(province, demands=None, pins=None, name="ทางเลือก", **more):
    """A scenario asked for by the secretariat, and its job done."""
    made = portfolios.make_scenario(
        province.actor("secretariat"), province.programme, name, demands or Demands(), pins or {}, **more
    )
    run_now(made.job)
    return Portfolio.objects.select_related("job", "programme__province", "based_on").get(pk=made.pk)


def titles(found):
    return {card["title"] for card in found.result["chosen"]}
