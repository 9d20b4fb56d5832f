"""Reading bodies. The programme comes first; names are left out for whoever may not read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from thaktho.ground.programme.models import Programme

from .models import Body, BodyMember, WayOfWorking


@dataclass
class Branch:
    """A body with its seats and those that report to it."""

    body: Body
    members: list[BodyMember]
    below: list[Branch] = field(default_factory=list)

    @property
    def lead(self) -> BodyMember | None:
        """Who stands in the chart's box: the chair, else the first secretary."""
        for part in (BodyMember.Part.CHAIR, BodyMember.Part.SECRETARY):
            for member in self.members:
                if member.part == part:
                    return member
        return None


def bodies(programme: Programme, *, ended: bool = False) -> QuerySet[Body]:
    found = Body.objects.filter(programme=programme)
    found = found.exclude(ended_on=None) if ended else found.filter(ended_on=None)
    seats = BodyMember.objects.filter(left_on=None).select_related("network").order_by("order", "id")
    return found.select_related("source").prefetch_related(Prefetch("members", seats), Prefetch("networks"))


def tree(programme: Programme) -> list[Branch]:
    """The standing bodies under those they report to; the first is who reports to nobody. Three queries."""
    branches = {body.pk: Branch(body, list(body.members.all())) for body in bodies(programme)}
    tops = []
    for branch in branches.values():
        above = branches.get(branch.body.parent_id) if branch.body.parent_id else None
        (above.below if above else tops).append(branch)
    return tops


def walk(branches: list[Branch], depth: int = 0) -> Iterator[tuple[int, Branch]]:
    for branch in branches:
        yield depth, branch
        yield from walk(branch.below, depth + 1)


def body(programme: Programme, id: UUID) -> Body | None:
    found = Body.objects.filter(programme=programme, pk=id)
    seats = BodyMember.objects.select_related("network").order_by("order", "id")
    return (
        found.select_related("parent", "source", "order_file", "programme")
        .prefetch_related(
            Prefetch("members", seats),
            "networks",
            "ways",
            Prefetch("children", Body.objects.filter(ended_on=None)),
        )
        .first()
    )


def member(programme: Programme, body_id: UUID, id: UUID) -> BodyMember | None:
    found = BodyMember.objects.filter(programme=programme, body_id=body_id, pk=id, left_on=None)
    return found.select_related("body").first()


def ways(programme: Programme) -> QuerySet[WayOfWorking]:
    found = WayOfWorking.objects.filter(programme=programme).select_related("source")
    return found.prefetch_related(Prefetch("bodies", Body.objects.filter(ended_on=None)))


def way(programme: Programme, id: UUID) -> WayOfWorking | None:
    return WayOfWorking.objects.filter(programme=programme, pk=id).prefetch_related("bodies").first()
