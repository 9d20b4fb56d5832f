"""What of the declaration waits for somebody, for the desk."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting

from ...editions.models import Edition
from ..models import Amendment, Comment


def waiting(by: Actor, programme: Programme) -> list[Waiting]:
    """For the secretariat: amendments to decide and comments to answer, an edition a line. Two queries."""
    if not by.has("secretariat"):
        return []
    running = Q(edition__state=Edition.State.RUNNING, edition__rehearsal_of=None, programme=programme)
    lines: list[Waiting] = []
    undecided = Amendment.objects.filter(running, state="submitted").order_by().values_list("edition__code")
    for code, count in undecided.annotate(n=Count("pk")):
        url = reverse("assemble_amendments", args=[programme.slug, code]) + "?state=submitted"
        lines.append(_line(_("ข้อเสนอแก้ไข %(n)s ข้อ รอตัดสิน") % {"n": count}, url, code))
    unanswered = Comment.objects.filter(running, state="open").order_by().values_list("edition__code")
    for code, count in unanswered.annotate(n=Count("pk")):
        url = reverse("assemble_comments", args=[programme.slug, code]) + "?state=open"
        lines.append(_line(_("ความเห็นต่อร่างประกาศ %(n)s ข้อ รอตอบ") % {"n": count}, url, code))
    return lines


def _line(title: str, url: str, code: str) -> Waiting:
    return Waiting(title=title, url=url, verb=_("เปิดดู"), detail=_("สมัชชา %(code)s") % {"code": code})
