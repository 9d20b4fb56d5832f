"""Collaborations as the pages show them: proposals, invitations and agreements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Model, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext, override

from thaktho.ground.access import Actor
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import coordinators
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting
from thaktho.stages.capital import queries as capital
from thaktho.stages.toolkit import queries as toolkit

from ..models import Collaboration, PlanRow, RowLack
from ..states_loom import DECIDED
from .collaborating import CAPITAL, KINDS, TOOL
from .rows import reads_all, visible

State, Answer = Collaboration.State, Collaboration.Answer
SIDES = ("taker", "giver")
ORDER = (State.INVITED, State.PROPOSED, State.AGREED, State.DECLINED, State.WITHDRAWN, State.SKIPPED)


@dataclass(frozen=True)
class Asked:
    """What of the list is asked for; "" is all of it."""

    state: str = ""
    giver: str = ""
    taker: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Progress:
    """How far the collaborations are: `open` waits for the secretariat, `invited` for the networks."""

    open: int
    invited: int
    agreed: int
    others: int

    @property
    def answered(self) -> int:
        return self.agreed + self.others

    @property
    def total(self) -> int:
        return self.answered + self.open + self.invited


def readable(programme: Programme, by: Actor) -> QuerySet[Collaboration]:
    """Those whose row they may read; a proposal that no longer stands is not shown, a decision always is."""
    found = Collaboration.objects.filter(programme=programme).exclude(stale=True, state=State.PROPOSED)
    if not reads_all(by):
        found = found.filter(row__in=visible(programme, by).values("pk"))
    return found.select_related("row", "taker", "giver")


def collaborations(programme: Programme, by: Actor, asked: Asked) -> QuerySet[Collaboration]:
    """The list: what waits for an answer first, then what waits for an invitation, the best first."""
    found = readable(programme, by)
    for name, value in (("state", asked.state), ("giver__code", asked.giver), ("taker__code", asked.taker)):
        if value:
            found = found.filter(**{name: value})
    if asked.kind:
        found = found.filter(lack=asked.kind)
    rank = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(ORDER)))
    return found.order_by(rank, "-score", "id")


def counts(programme: Programme, by: Actor) -> dict[str, int]:
    """How many stand in each state. One query."""
    found = readable(programme, by).order_by().values_list("state").annotate(Count("pk"))
    return dict(found)


def progress_of(counts: dict[str, int]) -> Progress:
    """The same from counts a page has read already."""
    return Progress(
        counts.get(State.PROPOSED, 0),
        counts.get(State.INVITED, 0),
        counts.get(State.AGREED, 0),
        sum(counts.get(state, 0) for state in DECIDED if state != State.AGREED),
    )


def progress(programme: Programme) -> Progress:
    live = ~Q(stale=True, state=State.PROPOSED)
    counted = Collaboration.objects.filter(programme=programme).aggregate(
        open=Count("pk", filter=live & Q(state=State.PROPOSED)),
        invited=Count("pk", filter=Q(state=State.INVITED)),
        agreed=Count("pk", filter=Q(state=State.AGREED)),
        others=Count("pk", filter=Q(state__in=[state for state in DECIDED if state != State.AGREED])),
    )
    return Progress(**counted)


def collaboration(programme: Programme, by: Actor, id: UUID) -> Collaboration | None:
    found = Collaboration.objects.filter(programme=programme, pk=id)
    if not reads_all(by):
        found = found.filter(row__in=visible(programme, by).values("pk"))
    return found.select_related("row__network", "taker", "giver", "programme").first()


def sides_of(by: Actor, item: Collaboration) -> list[str]:
    """For which sides this person answers: taker, giver, or both."""
    own = by.scopes("coordinator")
    return [side for side in SIDES if str(getattr(item, f"{side}_id")) in own]


def without_coordinator(programme: Programme, item: Collaboration) -> list[Network]:
    """Which of the two nobody would answer for: an invitation to them reaches nobody."""
    return [network for network in (item.taker, item.giver) if not coordinators(programme, network).exists()]


def offered_things(programme: Programme, items: Iterable[Collaboration]) -> dict[UUID, Model]:
    """What is offered, by its id, while it stands. At most three queries."""
    ids: dict[str, set[UUID]] = {}
    for item in items:
        ids.setdefault(item.offer_kind, set()).add(item.offer_id)
    found: dict[UUID, Model] = {}
    if wanted := ids.get(CAPITAL):
        found |= {pk: it for pk, it in capital.by_ids(programme, wanted).items() if it.retired_at is None}
    if wanted := ids.get(TOOL):
        found |= {pk: it for pk, it in toolkit.by_ids(programme, wanted).items() if it.retired_at is None}
    if wanted := ids.get(PlanRow.thread_kind):
        found |= PlanRow.objects.filter(programme=programme, pk__in=wanted, live=True).in_bulk()
    return found


def offered_thing(item: Collaboration) -> Model | None:
    return offered_things(item.programme, [item]).get(item.offer_id)


def address_of(programme: Programme, item: Collaboration) -> str:
    """The page of what is offered."""
    names: dict[str, tuple[str, str]] = {
        CAPITAL: ("capital_entry", "entry_id"),
        TOOL: ("toolkit_tool", "tool_id"),
        PlanRow.thread_kind: ("plan_row", "row"),
    }
    name, parameter = names[item.offer_kind]
    return reverse(name, kwargs={"province": programme.slug, parameter: item.offer_id})


def kind_name(item: Collaboration) -> str:
    return str(KINDS.get(item.lack, item.lack))


def lacks(row: PlanRow) -> list[RowLack]:
    return list(RowLack.objects.filter(programme_id=row.programme_id, row=row, retired_at=None))


def lack(programme: Programme, row: PlanRow, id: UUID) -> RowLack | None:
    found = RowLack.objects.filter(programme=programme, row=row, pk=id, retired_at=None)
    return found.select_related("row").first()


def agreed_for(row: PlanRow) -> list[Collaboration]:
    """Who helps this row, as both agreed."""
    if not getattr(row, "helped", True):
        return []
    found = Collaboration.objects.filter(programme_id=row.programme_id, row=row, state=State.AGREED)
    return list(found.select_related("giver", "taker").order_by("agreed_at"))


@override("th")  # what leaves the house is Thai
def invitation_text(item: Collaboration, address: str) -> str:
    """The invitation as a few plain lines for LINE."""
    said = [
        f"เชิญร่วมงาน: {item.taker.name} กับ {item.giver.name}",
        f"งาน: {item.row.title}",
        f"สิ่งที่ยังขาด: {item.lack_text or kind_name(item)}",
        f"{item.giver.name}มี: {item.offer_title}",
        item.message,
        "ข้อมูลตัวอย่าง" if item.row.is_example else "",
        f"กรุณาตอบที่ {address}",
    ]
    return "\n".join(line for line in said if line)


# The desk -------------------------------------------------------------------------------------------------------------


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """For a coordinator: invitations not answered yet. For the secretariat: proposals to send or skip. One query."""
    own = by.scopes("coordinator")
    mine = Q(taker_id__in=own, taker_answer=Answer.WAITING) | Q(giver_id__in=own, giver_answer=Answer.WAITING)
    wanted = Q(pk__in=[])
    if own:
        wanted |= Q(state=State.INVITED) & mine
    if by.has("secretariat"):
        wanted |= Q(state=State.PROPOSED, stale=False)
    if not own and not by.has("secretariat"):
        return []
    found = list(
        Collaboration.objects.filter(wanted, programme=programme).values(
            "pk", "state", "row__title", "row__is_example", "taker__name", "giver__name"
        )
    )
    invited = [item for item in found if item["state"] == State.INVITED]
    lines = [_invited(programme, item) for item in invited[:3]]
    if count := len(found) - len(invited):
        lines.append(
            Waiting(
                gettext("ข้อเสนอให้เครือข่ายร่วมงานกัน %(count)s ข้อ รอเชิญ") % {"count": f"{count:,}"},
                reverse("plan_collaborations", kwargs={"province": programme.slug}) + "?state=proposed",
                gettext("ดูและเชิญ"),
                icon="users",
            )
        )
    return lines


def _invited(programme: Programme, item: dict[str, Any]) -> Waiting:
    return Waiting(
        gettext("เชิญร่วมงาน “%(title)s”") % {"title": item["row__title"]},
        reverse("plan_collaboration", kwargs={"province": programme.slug, "collaboration_id": item["pk"]}),
        gettext("ตอบคำเชิญ"),
        f"{item['giver__name']} · {item['taker__name']}",
        icon="users",
        tone="khamin",
        is_example=item["row__is_example"],
    )
