"""The tree: read it as an outline, change its head, its state, its branches. KPIs: `kpis.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow, permitted
from thaktho.ground.requests import whole

from .. import actions
from ..forms.rows import ReasonForm
from ..forms.tree import BranchForm, MoveForm, NewTreeForm, TreeForm
from ..models import Branch, PlanTree
from ..queries import tree as queries
from ..queries.tree_history import tree_history
from ..states import TREE_MOVES, UNDER, Refused
from .common import act_id, must, tells, url


def tree_or_404(request: HttpRequest, tree_id: UUID) -> PlanTree:
    found = queries.tree(request.programme, tree_id)
    if found is None or not permitted(request.actor, "plan.tree.read", found):
        raise Http404(str(tree_id))
    return found


def branch_or_404(tree: PlanTree, branch_id: UUID) -> Branch:
    found = queries.branch(tree, branch_id)
    if found is None:
        raise Http404(str(branch_id))
    return found


def here(request: HttpRequest, tree: PlanTree, anchor: UUID | None = None) -> str:
    address = url(request, "plan_tree", tree=tree.pk)
    return f"{address}#b-{anchor}" if anchor else address


@allow("plan.read")
def trees(request: HttpRequest) -> HttpResponse:
    """The province's own tree, and the list of all others."""
    found = queries.trees(request.programme, request.actor)
    first = next((one for one in found if one.owner == PlanTree.Owner.PROVINCE), None)
    if first is None:
        context = {"tree": None, "others": found, **_making(request)}
        return render(request, "plan/tree.html", context)
    first.programme = request.programme
    return _page(request, first, [one for one in found if one.pk != first.pk])


@allow("plan.read")
def tree(request: HttpRequest, tree: UUID) -> HttpResponse:
    return _page(request, tree_or_404(request, tree))


@allow("plan.read")
def printed(request: HttpRequest, tree: UUID) -> HttpResponse:
    """The whole tree on paper: everything open, nothing to press."""
    return _page(request, tree_or_404(request, tree), template="plan/tree_print.html")


def _page(
    request: HttpRequest,
    found: PlanTree,
    others: list[PlanTree] | None = None,
    template: str = "plan/tree.html",
) -> HttpResponse:
    outline = queries.outline(found, request.actor)
    keeps = queries.may_keep(request.actor, found)
    context = {
        "tree": found,
        "outline": outline,
        "others": others,
        "keeps": keeps,
        "may_state": permitted(request.actor, "plan.tree.state", found),
        "hangs": permitted(request.actor, "plan.row.hang", request.programme) and found.state != "closed",
        "reads_history": bool(request.actor.grants),
        "moves": [verb for state, verb in TREE_MOVES if state == found.state],
        "vision": _vision(outline) if found.owner == "province" else None,
        "upward": _upward(outline),
        "kinds": dict(Branch.Kind.choices),
        **_making(request),
    }
    return render(request, template, context)


def _vision(outline: queries.Outline) -> dict[str, Any] | None:
    """The province's vision that holds today, as far as it has parts."""
    today = timezone.localdate()
    holding = [
        part
        for part in outline.parts
        if (part.vision.valid_from or today) <= today <= (part.vision.valid_until or today)
    ]
    if not holding:
        return None
    newest = max(holding, key=lambda part: (part.vision.valid_from or date.min, part.vision_id)).vision
    return {"text": newest.text, "parts": [part for part in holding if part.vision_id == newest.pk]}


def _upward(outline: queries.Outline) -> list[dict[str, Any]]:
    """Every aim above that some branch serves, with those branches."""
    found: dict[str, dict[str, Any]] = {}
    for node in outline.walk():
        for aim, note in node.upward:
            if aim is not None:
                line = found.setdefault(aim.code, {"aim": aim, "branches": []})
                line["branches"].append((node, note))
    return list(found.values())


def _making(request: HttpRequest) -> dict[str, Any]:
    return {"makes": request.actor.has("secretariat", "coordinator")}


def tree_form(
    request: HttpRequest,
    found: PlanTree | None,
    form: Any,
    title: str,
    verb: str,
    do: Callable[[int], Any],
    done: str,
    *,
    anchor: UUID | None = None,
    template: str = "plan/tree_form.html",
    after: str = "",
    undo: str = "",
    **more: Any,
) -> HttpResponse:
    """A form on the tree. Whoever saw an older version is told what was changed since, keeps what was typed, and may
    save again."""
    since: list[Any] = []
    version, status = (found.version if found else 0), 200
    if request.method == "POST":
        if form.is_valid():
            try:
                made = do(whole(request.POST.get("version", "")) or 0)
                say.done(request, done, undo=undo)
                return redirect(after or here(request, found or made, anchor or getattr(made, "pk", None)))
            except actions.TreeChanged as changed:
                status, version = 409, changed.tree.version
                since = tree_history(request.programme, changed.tree, changed.version)
            except Refused as refused:
                status = 422
                form.add_error(None, str(refused))
        else:
            status = 422
    context = {
        "tree": found,
        "form": form,
        "title": title,
        "verb": verb,
        "version": version,
        "since": since,
        "back": here(request, found) if found else url(request, "plan_trees"),
        **more,
    }
    return render(request, template, context, status=status)


@allow("plan.edit")
@tells
def tree_new(request: HttpRequest) -> HttpResponse:
    own = None if request.actor.has("secretariat") else request.actor.scopes("coordinator")
    programme = request.programme
    first = {"first_year": programme.first_year, "last_year": programme.last_year}
    form = NewTreeForm(programme, own, request.POST or None, initial=first)
    return tree_form(
        request,
        None,
        form,
        _("ตั้งโครงแผน"),
        _("ตั้งโครงแผน"),
        lambda version: actions.make_tree(
            request.actor, programme, **form.fields_of(), act_id=act_id(request)
        ),
        _("ตั้งโครงแผนแล้ว เพิ่มประเด็นยุทธศาสตร์ได้เลย"),
    )


@allow("plan.read")
@tells
def tree_edit(request: HttpRequest, tree: UUID) -> HttpResponse:
    found = tree_or_404(request, tree)
    must(request, "plan.tree.edit", found)
    names = ("title", "first_year", "last_year", "vision", "mission")
    form = TreeForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    return tree_form(
        request,
        found,
        form,
        _("แก้หัวโครงแผน"),
        _("บันทึก"),
        lambda version: actions.edit_tree(
            request.actor, found, version, **form.cleaned_data, act_id=act_id(request)
        ),
        _("บันทึกหัวโครงแผนแล้ว"),
        after=here(request, found),
    )


@require_POST
@allow("plan.read")
@tells
def tree_state(request: HttpRequest, tree: UUID) -> HttpResponse:
    found = tree_or_404(request, tree)
    verb = request.POST.get("verb", "")
    actions.set_tree_state(request.actor, found, verb, act_id=act_id(request))
    say.done(request, _("ใช้โครงแผนนี้แล้ว ทุกคนเห็น") if verb == "use" else _("เลิกใช้โครงแผนนี้แล้ว"))
    return redirect(here(request, found))


@allow("plan.read")
def history(request: HttpRequest, tree: UUID) -> HttpResponse:
    found = tree_or_404(request, tree)
    must(request, "plan.tree.history", found)
    context = {"tree": found, "lines": tree_history(request.programme, found)}
    return render(request, "plan/tree_history.html", context)


# Branches


@allow("plan.read")
@tells
def branch_new(request: HttpRequest, tree: UUID) -> HttpResponse:
    found = tree_or_404(request, tree)
    must(request, "plan.branch.add", found)
    parent = _parent(request, found, request.GET.get("under", ""))
    form = BranchForm(request.programme, parent.kind if parent else "", request.POST or None)
    return tree_form(
        request,
        found,
        form,
        _("เพิ่มกิ่ง"),
        _("เพิ่มกิ่งนี้"),
        lambda version: actions.add_branch(
            request.actor, found, version, parent=parent, **form.fields_of(), act_id=act_id(request)
        ),
        _("เพิ่มกิ่งแล้ว"),
        parent=parent,
        template="plan/branch_form.html",
    )


def _parent(request: HttpRequest, tree: PlanTree, text: str) -> Branch | None:
    if not text:
        return None
    try:
        found = branch_or_404(tree, UUID(text))
    except ValueError:
        raise Http404(text) from None
    if found.removed_at:
        raise Refused(_("กิ่งนี้ถูกนำออกจากโครงแผนแล้ว นำกลับมาก่อน"))
    return found


@allow("plan.read")
@tells
def branch_edit(request: HttpRequest, tree: UUID, branch: UUID) -> HttpResponse:
    found = tree_or_404(request, tree)
    must(request, "plan.branch.edit", found)
    branch_now = branch_or_404(found, branch)
    over = branch_now.parent.kind if branch_now.parent else ""
    form = BranchForm(request.programme, over, request.POST or None, branch=branch_now)
    return tree_form(
        request,
        found,
        form,
        _("แก้กิ่ง"),
        _("บันทึก"),
        lambda version: actions.edit_branch(
            request.actor, branch_now, version, **form.fields_of(), act_id=act_id(request)
        ),
        _("บันทึกกิ่งแล้ว"),
        now=branch_now.text,
        template="plan/branch_form.html",
    )


@allow("plan.read")
@tells
def branch_move(request: HttpRequest, tree: UUID, branch: UUID) -> HttpResponse:
    """A page with the choice; or, sent with `step` (up, down), one place among its siblings."""
    found = tree_or_404(request, tree)
    must(request, "plan.branch.move", found)
    moved = branch_or_404(found, branch)
    if request.method == "POST" and request.POST.get("step"):
        place = whole(request.POST.get("place", "")) or 1
        version = whole(request.POST.get("version", "")) or 0
        actions.move_branch(
            request.actor, moved, version, parent=moved.parent, place=place, act_id=act_id(request)
        )
        return redirect(here(request, found, moved.pk))
    outline = queries.outline(found, request.actor)
    choices = [("", _("บนสุดของแผน"))] if "" in UNDER[moved.kind] else []
    for node in outline.walk():
        if node.branch.kind in UNDER[moved.kind] and node.branch.pk != moved.pk:
            choices.append((str(node.branch.pk), f"{node.number} {node.branch.text[:80]}"))
    initial = {"parent": str(moved.parent_id or ""), "place": moved.order}
    form = MoveForm(choices, request.POST or None, initial=initial)

    def do(version: int) -> Branch:
        parent = _parent(request, found, form.cleaned_data["parent"])
        return actions.move_branch(
            request.actor,
            moved,
            version,
            parent=parent,
            place=form.cleaned_data["place"],
            act_id=act_id(request),
        )

    return tree_form(
        request, found, form, _("ย้ายกิ่ง"), _("ย้าย"), do, _("ย้ายกิ่งแล้ว"), lead=moved.text, anchor=moved.pk
    )


@allow("plan.read")
@tells
def branch_remove(request: HttpRequest, tree: UUID, branch: UUID) -> HttpResponse:
    found = tree_or_404(request, tree)
    must(request, "plan.branch.remove", found)
    gone = branch_or_404(found, branch)
    node = next((n for n in queries.outline(found, request.actor).walk() if n.branch.pk == gone.pk), None)
    if node is None:
        raise Refused(_("กิ่งนี้ถูกนำออกจากโครงแผนแล้ว"))
    below = list(_all_below(node))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    lead = _(
        "“%(text)s” กิ่งที่อยู่ใต้ลงไป %(branches)s กิ่ง และตัวชี้วัด %(kpis)s ตัวจะออกจากโครงแผน "
        "%(rows)s แถวจะกลับเป็นยังไม่ผูกกับโครงแผน นำกลับมาได้ทุกเมื่อ"
    ) % {
        "text": gone.text,
        "branches": len(below) - 1,
        "kpis": sum(len(one.kpis) for one in below),
        "rows": node.sums.rows,
    }
    return tree_form(
        request,
        found,
        form,
        _("นำกิ่งนี้ออก"),
        _("นำกิ่งออก"),
        lambda version: actions.remove_branch(
            request.actor, gone, version, form.cleaned_data["reason"], act_id=act_id(request)
        ),
        _("นำกิ่งออกแล้ว"),
        lead=lead,
        danger=True,
        after=here(request, found),
        undo=url(request, "plan_branch_restore", tree=found.pk, branch=gone.pk),
    )


def _all_below(node: queries.Node) -> Any:
    yield node
    for child in node.children:
        yield from _all_below(child)


@require_POST
@allow("plan.read")
@tells
def branch_restore(request: HttpRequest, tree: UUID, branch: UUID) -> HttpResponse:
    found = tree_or_404(request, tree)
    back = branch_or_404(found, branch)
    actions.restore_branch(request.actor, back, act_id=act_id(request))
    say.done(request, _("นำกิ่งกลับเข้าโครงแผนแล้ว แถวที่ผูกไว้กลับมาด้วย"))
    return redirect(here(request, found, back.pk))
