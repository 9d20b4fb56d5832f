"""The only writer of bodies: appoint, change, end and bring back, seat and unseat, and the ways of working."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network, Person
from thaktho.ground.programme.models import Programme

from .models import Body, BodyMember, WayOfWorking
from .states import Changed, Refused, must_stand, no_circle

Stored = StoredFile | Callable[[], StoredFile] | None
FIELDS = (
    "kind", "name", "mandate", "cadence", "order_number", "order_date", "signed_by", "valid_from", "valid_until",
)  # fmt: skip
PARTS = list(BodyMember.Part.values)


def _locked(body: Body) -> Body:
    held = Body.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    return held.get(programme_id=body.programme_id, pk=body.pk)


def appoint(
    by: Actor,
    programme: Programme,
    *,
    parent: Body | None = None,
    networks: Iterable[Network] = (),
    file: Stored = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> Body:
    """A new body. `fields`: those of `FIELDS`; for loaders also source and is_example."""
    with acting(by, "bodies.appoint", programme, act_id=act_id) as act:
        _own(programme, parent)
        if parent is not None:
            must_stand(parent)
        body = Body(programme=programme, parent=parent, order=_last(programme, parent) + 1, **fields)
        body.order_file = file() if callable(file) else file
        body.save(force_insert=True)
        body.networks.set(networks)
        act.about(body)
        act.note(name=body.name, kind=body.kind, parent=str(parent.pk) if parent else "")
    return body


def _own(programme: Programme, parent: Body | None) -> None:
    if parent is not None and parent.programme_id != programme.pk:
        raise ValueError("of another programme")


def _last(programme: Programme, parent: Body | None) -> int:
    beside = Body.objects.filter(programme=programme, parent=parent)
    return beside.aggregate(most=Max("order"))["most"] or 0


def change(
    by: Actor,
    body: Body,
    *,
    parent: Body | None,
    networks: Iterable[Network] | None = None,
    seen_version: int | None = None,
    file: Stored = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> Body:
    """Change what the form sends. Raises Circle when it would report to itself, Changed when somebody saved first."""
    with acting(by, "bodies.body.edit", body, act_id=act_id) as act:
        # All bodies are held: two who hang A under B and B under A at the same instant must not both be right.
        standing = list(
            Body.objects.select_for_update(of=("self",), no_key=True)
            .filter(programme_id=body.programme_id)
            .order_by("pk")
        )
        known = {one.pk: one for one in standing}
        fresh = known[body.pk]
        must_stand(fresh)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        _own(fresh.programme, parent)
        no_circle(fresh, parent, {one.pk: known.get(one.parent_id) for one in standing})
        if parent is not None and fresh.parent_id != parent.pk:
            must_stand(known[parent.pk])
        before = {name: str(getattr(fresh, name) or "") for name in fields}
        if (parent.pk if parent else None) != fresh.parent_id:
            act.note(reported_to=str(fresh.parent_id or ""), reports_to=str(parent.pk if parent else ""))
            fresh.parent, fresh.order = parent, _last(fresh.programme, parent) + 1
        for name, value in fields.items():
            setattr(fresh, name, value)
        if file is not None:
            fresh.order_file = file() if callable(file) else file
        fresh.version += 1
        fresh.save()
        if networks is not None:
            fresh.networks.set(networks)
        after = {name: str(getattr(fresh, name) or "") for name in fields}
        act.note(
            changes={name: [before[name], after[name]] for name in fields if before[name] != after[name]}
        )
    return fresh


def end(by: Actor, body: Body, reason: str, *, on: date | None = None, act_id: UUID | None = None) -> Body:
    """Its task is done, or its order withdrawn. Not while standing bodies report to it."""
    with acting(by, "bodies.body.end", body, act_id=act_id) as act:
        fresh = _locked(body)
        must_stand(fresh)
        below = fresh.children.filter(ended_on=None).first()
        if below is not None:
            raise Refused(gettext("“%(name)s” ยังรายงานต่อคณะนี้ ให้รายงานต่อคณะอื่นก่อน") % {"name": below.name})
        fresh.ended_on, fresh.end_reason = on or timezone.localdate(), reason
        fresh.version += 1
        fresh.save(update_fields=["ended_on", "end_reason", "version"])
        act.because(reason)
        act.note(name=fresh.name)
    return fresh


def restore(by: Actor, body: Body, *, act_id: UUID | None = None) -> Body:
    with acting(by, "bodies.body.restore", body, act_id=act_id) as act:
        fresh = _locked(body)
        if fresh.stands:
            raise Refused(gettext("คณะนี้ยังทำงานอยู่"))
        if fresh.parent is not None and not fresh.parent.stands:
            raise Refused(gettext("คณะที่รายงานต่อสิ้นสุดแล้ว นำคณะนั้นกลับก่อน"))
        fresh.ended_on, fresh.end_reason = None, ""
        fresh.version += 1
        fresh.save(update_fields=["ended_on", "end_reason", "version"])
        act.note(name=fresh.name)
    return fresh


def add_member(
    by: Actor,
    body: Body,
    *,
    part: str,
    position: str = "",
    name: str = "",
    person: Person | None = None,
    network: Network | None = None,
    is_example: bool = False,
    act_id: UUID | None = None,
) -> BodyMember:
    """A seat for an office or a person. One chair at a time."""
    with acting(by, "bodies.member.add", body, act_id=act_id) as act:
        fresh = _locked(body)
        must_stand(fresh)
        seated = fresh.members.filter(left_on=None)
        if part == BodyMember.Part.CHAIR and seated.filter(part=part).exists():
            raise Refused(gettext("คณะนี้มีประธานอยู่แล้ว นำออกก่อนจึงใส่คนใหม่ได้"))
        last = seated.filter(part=part).aggregate(most=Max("order"))["most"]
        member = BodyMember.objects.create(
            programme_id=fresh.programme_id,
            body=fresh,
            part=part,
            position=position,
            name=name,
            person=person,
            network=network,
            order=PARTS.index(part) * 100 + 1 if last is None else last + 1,
            is_example=is_example,
        )
        act.note(member=str(member.pk), part=part, position=position, name=name)
    return member


def remove_member(by: Actor, member: BodyMember, reason: str = "", *, act_id: UUID | None = None) -> None:
    """The seat stays in the history; it no longer stands in the chart."""
    with acting(by, "bodies.member.remove", member, on=member.body, act_id=act_id) as act:
        BodyMember.objects.filter(pk=member.pk, left_on=None).update(left_on=timezone.localdate())
        act.because(reason)
        act.note(member=str(member.pk), part=member.part, position=member.position, name=member.name)


def write_way(
    by: Actor,
    programme: Programme,
    *,
    title: str,
    text: str = "",
    bodies: Iterable[Body] = (),
    way: WayOfWorking | None = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> WayOfWorking:
    """A way of working, new or changed."""
    with acting(by, "bodies.way.write", way or programme, act_id=act_id) as act:
        if way is None:
            count = WayOfWorking.objects.filter(programme=programme).count()
            way = WayOfWorking(programme=programme, order=count + 1, **fields)
        act.note(before=way.title, title=title)
        way.title, way.text = title, text
        way.save()
        way.bodies.set(body for body in bodies if body.programme_id == programme.pk)
        act.about(way)
    return way


def remove_way(by: Actor, way: WayOfWorking, *, act_id: UUID | None = None) -> None:
    with acting(by, "bodies.way.remove", way, act_id=act_id) as act:
        act.note(title=way.title, text=way.text)
        way.delete()
