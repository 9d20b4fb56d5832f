"""Statements that say nearly the same: shown together, or found different. Votes stay where they were cast."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from thaktho.ground.access import Actor, demand
from thaktho.ground.ledger.actions import acting
from thaktho.ground.ledger.models import Act

from ..models import Bundle, KeptApart, Statement, Topic
from .locking import locked
from .topics import list_changed

TOGETHER, APART, UNDO = "listen.bundle.join", "listen.bundle.apart", "listen.bundle.undo"


class FoundDifferent(Exception):
    """Two of these statements were found different by people: they cannot stand in one bundle."""

    def __init__(self, one: Statement, other: Statement) -> None:
        super().__init__(f"{one.number} and {other.number} were kept apart")
        self.one, self.other = one, other


def show_together(
    by: Actor, topic: Topic, one: Statement, other: Statement, *, act_id: UUID | None = None
) -> UUID:
    """Put two statements, with what each stands together with already, in one bundle. Returns the act, for undoing."""
    with acting(by, TOGETHER, topic, act_id=act_id) as act:
        locked(topic.pk)  # the lock of a topic's statements
        one, other = _fresh(topic, one.pk, other.pk)
        members = _with_company(topic, one, other)
        # Answered anew, the pair itself is no hindrance: the newer answer holds. It is pairs in between that are.
        first, last = sorted((one.pk, other.pk))
        parted, _ = KeptApart.objects.filter(one=first, other=last).delete()
        _demand_not_apart(members)
        bundle = one.bundle or other.bundle or Bundle.objects.create(programme=topic.programme, topic=topic)
        before = {str(row.pk): _id(row.bundle_id) for row in members if row.bundle_id != bundle.pk}
        Statement.objects.filter(pk__in=before).update(bundle=bundle)
        list_changed(topic)
        act.note(numbers=[row.number for row in members], bundle=str(bundle.pk), before=before)
        if parted:
            act.note(parted=[str(first), str(last)])
    return act.id


def keep_apart(
    by: Actor, topic: Topic, one: Statement, other: Statement, *, act_id: UUID | None = None
) -> UUID:
    """They look alike and mean two things: not proposed again. Taken out of a common bundle, if they stood in one."""
    with acting(by, APART, topic, act_id=act_id) as act:
        locked(topic.pk)
        one, other = sorted(_fresh(topic, one.pk, other.pk), key=lambda row: row.pk)
        KeptApart.objects.get_or_create(
            one=one, other=other, defaults={"programme_id": topic.programme_id, "topic": topic}
        )
        before = {}
        if one.bundle_id and one.bundle_id == other.bundle_id:
            before = {str(other.pk): _id(other.bundle_id)}
            Statement.objects.filter(pk=other.pk).update(bundle=None)
            list_changed(topic)
        act.note(
            numbers=[one.number, other.number], apart=[str(one.pk), str(other.pk)], before=before, bundle=""
        )
    return act.id


def take_out(by: Actor, topic: Topic, statement: Statement, *, act_id: UUID | None = None) -> UUID:
    """One statement stands alone again."""
    with acting(by, TOGETHER, topic, act_id=act_id) as act:
        (fresh,) = _fresh(topic, statement.pk)
        before = {str(fresh.pk): _id(fresh.bundle_id)}
        Statement.objects.filter(pk=fresh.pk).update(bundle=None)
        list_changed(topic)
        act.note(numbers=[fresh.number], bundle="", before=before)
    return act.id


def undo_answer(by: Actor, topic: Topic, done: UUID, *, act_id: UUID | None = None) -> bool:
    """Take one of the three back, as far as nobody has moved these statements since. False: there was nothing left to undo."""
    with acting(by, UNDO, topic, act_id=act_id) as act:
        locked(topic.pk)
        line = Act.objects.filter(
            programme_id=topic.programme_id, pk=done, verb__in=(TOGETHER, APART), subject_id=topic.pk
        ).select_related("detail")
        said = line.get().detail.body
        changed = 0
        if pair := said.get("apart"):
            changed, _ = KeptApart.objects.filter(topic=topic, one_id=pair[0], other_id=pair[1]).delete()
        if pair := said.get("parted"):
            fresh = {"programme_id": topic.programme_id, "topic": topic}
            KeptApart.objects.get_or_create(one_id=pair[0], other_id=pair[1], defaults=fresh)
        here = said.get("bundle") or None
        for id, bundle in (said.get("before") or {}).items():
            back = Statement.objects.filter(topic=topic, pk=id, bundle=here)
            changed += back.update(bundle_id=bundle or None)
        list_changed(topic)
        act.note(undone=str(done), changed=changed)
    return changed > 0


def may_undo(by: Actor, topic: Topic, done: UUID) -> bool:
    """Whether `done` is an act of this topic that can be undone here; the rule is asked as well."""
    demand(by, UNDO, topic)
    return Act.objects.filter(
        programme_id=topic.programme_id, pk=done, verb__in=(TOGETHER, APART), subject_id=topic.pk
    ).exists()


def _fresh(topic: Topic, *ids: UUID) -> list[Statement]:
    found = {
        row.pk: row for row in Statement.objects.filter(topic=topic, pk__in=ids).select_related("bundle")
    }
    return [found[id] for id in ids]


def _with_company(topic: Topic, one: Statement, other: Statement) -> list[Statement]:
    bundles = [row.bundle_id for row in (one, other) if row.bundle_id]
    asked = Q(pk__in=[one.pk, other.pk]) | Q(bundle__in=bundles)
    return list(Statement.objects.filter(asked, topic=topic).order_by("number"))


def _demand_not_apart(members: list[Statement]) -> None:
    by_id = {row.pk: row for row in members}
    pair = KeptApart.objects.filter(one__in=by_id, other__in=by_id).first()
    if pair is not None:
        raise FoundDifferent(by_id[pair.one_id], by_id[pair.other_id])


def _id(id: UUID | None) -> str:
    return str(id) if id else ""
