"""From what people said to a row of the plan, in one click."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow
from thaktho.stages.listen import queries as listen

from .. import actions
from ..queries import plan_of
from ..states import OPEN, Refused
from .common import act_id, network_or_404, tells, url


@require_POST
@allow("plan.edit")
@tells
def from_statements(request: HttpRequest) -> HttpResponse:
    """POST `statements` (ids, any number) and `network` (its code): makes one draft row."""
    found = network_or_404(request, request.POST.get("network", ""))
    ids = []
    for text in request.POST.getlist("statements"):
        try:
            ids.append(UUID(text))
        except ValueError:
            raise Refused(_("ไม่พบข้อความที่เลือก กรุณาเลือกใหม่")) from None
    statements = listen.shown(request.programme, ids)
    if len(statements) != len(set(ids)):
        raise Refused(_("ไม่พบข้อความที่เลือก กรุณาเลือกใหม่"))
    row = actions.row_from_statements(request.actor, found, statements, act_id=act_id(request))
    say.done(request, _("สร้างแถวร่างจากข้อความแล้ว"))
    if plan_of(found).state not in OPEN:
        say.hint(
            request, _("แผนของเครือข่ายนี้ส่งแล้ว แถวใหม่จึงยังไม่เข้าแผนรวม ให้ส่งกลับหรือเปิดแก้แผนอีกครั้ง แล้วส่งแถวนี้ไปด้วย")
        )
    return redirect(url(request, "plan_row", row=row.pk))
