"""Writing the tree above the rows: whose plan it is, its branches, and the rows that hang on them. KPIs: `kpis.py`.

Everything below a tree is one thing to change: each act holds the tree, grows its `version`, and is refused to whoever
saw an older one, with what was changed since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor, demand
from thaktho.ground.ledger.actions import Draft, acting
from thaktho.ground.people.models import Network, Organisation
from thaktho.ground.places.models import Place
from thaktho.ground.programme.models import Programme
from thaktho.thai.normalise import normalise

from ..models import Branch, PlanRow, PlanTree, UpwardLink
from ..states import UNDER, Closed, Refused, move_tree, must_be_open
from ..upward import aims
from .rows import lock, plan_of, save_cells

MOST_HUNG = 300


class TreeChanged(Refused):
    """Somebody changed the tree since this person opened it: nothing was written, and what they typed is shown again."""

    def __init__(self, tree: PlanTree, version: int) -> None:
        super().__init__(gettext("มีผู้แก้โครงแผนนี้ระหว่างที่ท่านพิมพ์ ยังไม่ได้บันทึกของท่าน ดูสิ่งที่เปลี่ยนแล้วกดบันทึกอีกครั้งได้"))
        self.tree, self.version = tree, version


def make_tree(
    by: Actor,
    programme: Programme,
    *,
    owner: str,
    title: str,
    first_year: int,
    last_year: int,
    network: Network | None = None,
    place: Place | None = None,
    organisation: Organisation | None = None,
    act_id: UUID | None = None,
    **more: Any,
) -> PlanTree:
    """Begin a tree. A coordinator may begin the own network's; all others are the secretariat's to begin."""
    if last_year < first_year:
        raise Refused(gettext("ปีสุดท้ายมาก่อนปีแรก กรุณาตรวจปีงบประมาณ"))
    with acting(by, "plan.tree.make", network or programme, act_id=act_id) as act:
        tree = PlanTree.objects.create(
            programme=programme,
            owner=owner,
            title=said(title),
            first_year=first_year,
            last_year=last_year,
            network=network,
            place=place,
            organisation=organisation,
            **more,
        )
        act.about(tree)
        act.note(version=1, text=tree.title)
    return tree


def edit_tree(
    by: Actor, tree: PlanTree, version: int, *, act_id: UUID | None = None, **fields: Any
) -> PlanTree:
    """Change title, years, vision and mission."""
    with changing(by, "plan.tree.edit", tree, version, act_id) as (act, fresh):
        changes = {}
        for name in ("title", "first_year", "last_year", "vision", "mission"):
            if name in fields and getattr(fresh, name) != fields[name]:
                changes[name] = [getattr(fresh, name), fields[name]]
                setattr(fresh, name, fields[name])
        fresh.title = said(fresh.title)
        if fresh.last_year < fresh.first_year:
            raise Refused(gettext("ปีสุดท้ายมาก่อนปีแรก กรุณาตรวจปีงบประมาณ"))
        fresh.save(update_fields=["title", "first_year", "last_year", "vision", "mission"])
        act.note(changes=changes)
    return fresh


def set_tree_state(by: Actor, tree: PlanTree, verb: str, *, act_id: UUID | None = None) -> PlanTree:
    """Take a tree into use, or out of it. `verb`: use, close."""
    with acting(by, "plan.tree.state", tree, act_id=act_id) as act:
        fresh = PlanTree.objects.select_for_update(no_key=True).get(pk=tree.pk)
        before = fresh.state
        move_tree(fresh, verb)
        fresh.version += 1
        fresh.save(update_fields=["state", "version"])
        act.note(version=fresh.version, changes={"state": [before, fresh.state]})
    return fresh


def add_branch(
    by: Actor,
    tree: PlanTree,
    version: int,
    *,
    kind: str,
    text: str,
    parent: Branch | None = None,
    vision_parts: Iterable[UUID] = (),
    upward: dict[str, str] | None = None,
    act_id: UUID | None = None,
) -> Branch:
    """Add a branch, last among its siblings."""
    with changing(by, "plan.branch.add", tree, version, act_id) as (act, fresh):
        parent = _standing(fresh, parent)
        _must_fit(kind, parent)
        branch = Branch.objects.create(
            programme_id=fresh.programme_id,
            tree=fresh,
            parent=parent,
            kind=kind,
            text=said(text),
            order=_last(fresh, parent) + 1,
        )
        branch.vision_parts.set(vision_parts)
        _link_upward(branch, upward or {})
        act.note(branch=str(branch.pk), text=branch.text)
    return branch


def edit_branch(
    by: Actor,
    branch: Branch,
    version: int,
    *,
    kind: str,
    text: str,
    vision_parts: Iterable[UUID] | None = None,
    upward: dict[str, str] | None = None,
    act_id: UUID | None = None,
) -> Branch:
    """Change a branch's words, kind, parts of the vision and aims above. A new kind must fit what stands over and
    under it, and the KPIs on it."""
    from .kpis import must_carry

    with changing(by, "plan.branch.edit", branch.tree, version, act_id) as (act, tree):
        fresh = held_branch(tree, branch)
        changes = {
            name: [old, new]
            for name, old, new in (("kind", fresh.kind, kind), ("text", fresh.text, said(text)))
            if old != new
        }
        if kind != fresh.kind:
            _must_fit(kind, fresh.parent)
            for child in fresh.children.filter(removed_at=None):
                _must_fit(child.kind, fresh, kind)
            if fresh.kpis.filter(removed_at=None).exists():
                must_carry(kind)
        fresh.kind, fresh.text = kind, said(text)
        fresh.save(update_fields=["kind", "text"])
        if vision_parts is not None:
            fresh.vision_parts.set(vision_parts)
        if upward is not None:
            before = dict(fresh.upward.values_list("aim", "note"))
            if before != upward:
                changes["upward"] = [sorted(before), sorted(upward)]
            _link_upward(fresh, upward)
        act.note(branch=str(fresh.pk), text=fresh.text, changes=changes)
    return fresh


def move_branch(
    by: Actor,
    branch: Branch,
    version: int,
    *,
    parent: Branch | None,
    place: int,
    act_id: UUID | None = None,
) -> Branch:
    """Put a branch, with all below it, under another one (or at the top) as the `place`-th from 1."""
    with changing(by, "plan.branch.move", branch.tree, version, act_id) as (act, tree):
        fresh, target = held_branch(tree, branch), _standing(tree, parent)
        if target and target.pk in below(tree, fresh.pk):
            raise Refused(
                gettext("ย้าย “%(text)s” ไปอยู่ใต้ตัวเองหรือใต้กิ่งของตัวเองไม่ได้ เพราะจะวนเป็นวง เลือกกิ่งอื่น")
                % {"text": fresh.text}
            )
        _must_fit(fresh.kind, target)
        before = [str(fresh.parent_id or ""), fresh.order]
        siblings = list(Branch.objects.filter(tree=tree, parent=target, removed_at=None).exclude(pk=fresh.pk))
        siblings.insert(max(0, min(place - 1, len(siblings))), fresh)
        fresh.parent = target
        for order, sibling in enumerate(siblings, 1):
            sibling.order = order
        Branch.objects.bulk_update(siblings, ["parent", "order"])
        act.note(
            branch=str(fresh.pk),
            text=fresh.text,
            before=before,
            after=[str(fresh.parent_id or ""), fresh.order],
        )
    return fresh


def remove_branch(
    by: Actor, branch: Branch, version: int, reason: str, *, act_id: UUID | None = None
) -> None:
    """Take a branch out with all below it. Rows on them hang on nothing until it is brought back, or they are hung
    elsewhere; nothing of theirs is changed."""
    if not reason.strip():
        raise Refused(gettext("กรุณาบอกเหตุผลที่นำกิ่งนี้ออก"))
    with changing(by, "plan.branch.remove", branch.tree, version, act_id) as (act, tree):
        fresh = held_branch(tree, branch)
        ids = below(tree, fresh.pk)
        Branch.objects.filter(pk__in=ids, removed_at=None).update(removed_at=timezone.now())
        act.note(branch=str(fresh.pk), text=fresh.text, count=len(ids))
        act.because(reason.strip())


def restore_branch(by: Actor, branch: Branch, *, act_id: UUID | None = None) -> Branch:
    """Bring a removed branch back, with what went out with it. What stood over it must stand."""
    tree = branch.tree
    with changing(by, "plan.branch.restore", tree, None, act_id) as (act, tree):
        fresh = Branch.objects.select_related("parent").get(pk=branch.pk, tree=tree)
        if fresh.removed_at is None:
            raise Refused(gettext("กิ่งนี้อยู่ในโครงแผนแล้ว"))
        if fresh.parent and fresh.parent.removed_at:
            raise Refused(gettext("กิ่งที่อยู่เหนือขึ้นไปถูกนำออกแล้ว นำกิ่งนั้นกลับมาก่อน"))
        _must_fit(fresh.kind, fresh.parent)
        gone = fresh.removed_at
        Branch.objects.filter(pk__in=below(tree, fresh.pk, gone), removed_at=gone).update(removed_at=None)
        act.note(branch=str(fresh.pk), text=fresh.text)
    fresh.removed_at = None
    return fresh


def hang_rows(
    by: Actor,
    programme: Programme,
    rows: Sequence[PlanRow],
    branch: Branch | None,
    *,
    act_id: UUID | None = None,
) -> int:
    """Hang rows on a branch, or (None) take them off. All or nothing; each changed row has its own line of the ledger,
    so that its history stays whole. Returns how many changed."""
    if not rows:
        raise Refused(gettext("กรุณาเลือกแถวอย่างน้อยหนึ่งแถว"))
    if len(rows) > MOST_HUNG:
        raise Refused(gettext("ผูกได้ครั้งละไม่เกิน %(most)s แถว") % {"most": MOST_HUNG})
    if branch is not None:
        demand(by, "plan.tree.read", branch.tree)
    wanted = str(branch.pk) if branch else ""
    with acting(by, "plan.row.hang", programme, act_id=act_id) as act:
        if branch is not None:
            tree = PlanTree.objects.select_for_update(no_key=True).get(pk=branch.tree_id, programme=programme)
            _must_be_standing(tree)
            held_branch(tree, branch)
            act.about(tree)
        held = [lock(row) for row in sorted(rows, key=lambda row: row.pk)]
        changed = 0
        for row in held:
            if str(row.branch_id or "") == wanted:
                continue
            with acting(by, "plan.row.edit", row) as line:
                must_be_open(by, plan_of(row.network), row)
                changes = save_cells(row, {"branch": wanted}, row.version)
                line.note(version=row.version, changes=changes)
            changed += 1
        act.note(branch=wanted, text=branch.text if branch else "", count=changed, rows=changed)
    return changed


# What the acts share


@contextmanager
def changing(
    by: Actor, verb: str, tree: PlanTree, version: int | None, act_id: UUID | None
) -> Iterator[tuple[Draft, PlanTree]]:
    """An act on a tree that is held and in use. A `version` of None asks for none: bringing back undoes no one's work."""
    with acting(by, verb, tree, act_id=act_id) as act:
        fresh = PlanTree.objects.select_for_update(no_key=True).get(pk=tree.pk)
        _must_be_standing(fresh)
        if version is not None and version != fresh.version:
            raise TreeChanged(fresh, version)
        fresh.version += 1
        yield act, fresh
        fresh.save(update_fields=["version"])
        act.note(version=fresh.version)


def _must_be_standing(tree: PlanTree) -> None:
    if tree.state == PlanTree.State.CLOSED:
        raise Closed(gettext("โครงแผนนี้เลิกใช้แล้ว จึงแก้ไม่ได้ นำกลับมาใช้ก่อน"))


def said(text: str) -> str:
    text = normalise(text).strip()
    if not text:
        raise Refused(gettext("กรุณาพิมพ์ข้อความ"))
    return text


def held_branch(tree: PlanTree, branch: Branch) -> Branch:
    """The branch as it is now; it must belong to this tree and stand."""
    fresh = Branch.objects.select_related("parent").filter(pk=branch.pk, tree=tree, removed_at=None).first()
    if fresh is None:
        raise Refused(gettext("กิ่งนี้ถูกนำออกจากโครงแผนแล้ว นำกลับมาก่อน"))
    return fresh


def _standing(tree: PlanTree, branch: Branch | None) -> Branch | None:
    return held_branch(tree, branch) if branch is not None else None


def _must_fit(kind: str, parent: Branch | None, parent_kind: str = "") -> None:
    over = parent_kind or (parent.kind if parent else "")
    if kind not in UNDER:
        raise Refused(gettext("กรุณาเลือกชนิดของกิ่ง"))
    if over not in UNDER[kind]:
        names = dict(Branch.Kind.choices)
        raise Refused(
            gettext("%(kind)s อยู่ใต้%(over)sไม่ได้ ลำดับคือ %(order)s ข้ามขั้นได้")
            % {"kind": names[kind], "over": names[over], "order": " › ".join(str(n) for n in names.values())}
        )


def _last(tree: PlanTree, parent: Branch | None) -> int:
    siblings = Branch.objects.filter(tree=tree, parent=parent)
    return siblings.aggregate(last=Max("order"))["last"] or 0


def below(tree: PlanTree, top: UUID, gone: Any = None) -> set[UUID]:
    """A branch and all that stand below it (with `gone`: that went out with it). One query; a ring, had one ever come
    about, ends."""
    found: dict[UUID | None, list[UUID]] = {}
    for pk, parent in Branch.objects.filter(tree=tree, removed_at=gone).values_list("pk", "parent_id"):
        found.setdefault(parent, []).append(pk)
    seen, waiting = {top}, [top]
    while waiting:
        for pk in found.get(waiting.pop(), ()):
            if pk not in seen:
                seen.add(pk)
                waiting.append(pk)
    return seen


def _link_upward(branch: Branch, upward: dict[str, str]) -> None:
    known = aims()
    if unknown := [code for code in upward if code not in known]:
        raise Refused(gettext("ไม่พบเป้าหมายระดับบน “%(code)s” ในรายการ") % {"code": unknown[0]})
    branch.upward.all().delete()
    UpwardLink.objects.bulk_create(
        UpwardLink(programme_id=branch.programme_id, branch=branch, aim=code, note=note.strip())
        for code, note in sorted(upward.items())
    )
