"""Splitting a row: a page, because what each part takes must be seen whole; and putting it together again."""

from __future__ import annotations

from uuid import UUID

from django.forms import formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow
from thaktho.ground.requests import act_id

from .. import cells, queries
from ..actions import split as actions
from ..forms.split import PARTS, PartForm, SplitForm
from ..models import PlanRow
from ..states import Refused, why_closed
from .common import must, row_or_404, sheet_of, tells, url

Parts = formset_factory(PartForm, extra=0)


@allow("plan.edit")
@tells
def split(request: HttpRequest, row: UUID) -> HttpResponse:
    found = row_or_404(request, row)
    must(request, "plan.row.split", found)
    if why := why_closed(request.actor, queries.plan_of(found.network), found):
        raise Refused(why)
    original = cells.read(found)
    parts = Parts(request.POST or None, initial=_beginning(original), prefix="part")
    form = SplitForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid() and parts.is_valid():
        said = [part for part in (each.cells(original) for each in parts) if part]
        try:
            made = actions.split_row(
                request.actor, found, said, form.cleaned_data["reason"], act_id=act_id(request)
            )
            back = url(request, "plan_row_unite", row=found.pk)
            say.done(request, _("แยกเป็น %(n)s แถวแล้ว") % {"n": len(made)}, undo=back)
            return redirect(sheet_of(request, found.network))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"row": found, "form": form, "parts": parts, "network": found.network}
    return render(request, "plan/split.html", context, status=status)


def _beginning(original: cells.Cells) -> list[dict[str, str]]:
    """Two parts that begin as the original, and empty ones after them."""
    first = {name: original[name] for name in ("title", "area_text", "when_text", "agency")}
    money = cells.total(original["budget"]["lines"])
    return [first | {"budget": "" if money is None else f"{money:f}"}, first, *({} for _ in range(PARTS - 2))]


@allow("plan.edit")
@require_POST
@tells
def unite(request: HttpRequest, row: UUID) -> HttpResponse:
    """Undo a split. The original is not in the plan while it is split, so it is looked for by itself."""
    found = PlanRow.objects.filter(programme=request.programme, pk=row).exclude(split_at=None).first()
    if found is None:
        raise Http404(str(row))
    must(request, "plan.row.split", found)
    whole = actions.unite(request.actor, found, act_id=act_id(request))
    say.done(request, _("แถวเดิมกลับมาแล้ว"))
    return redirect("plan_row", request.programme.slug, whole.pk)
