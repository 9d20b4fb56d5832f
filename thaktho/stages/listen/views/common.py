"""What the pages of this room share."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from thaktho.ground.access import demand
from thaktho.ground.requests import act_id

from .. import queries
from ..actions import MOST_IN_HALL
from ..models import Topic


def topic_or_404(request: HttpRequest, code: str, verb: str = "listen.topic.read") -> Topic:
    """The topic of this programme, if the reader may `verb` it. A draft does not exist for others."""
    topic = queries.topic(request.programme, code)  # type: ignore[attr-defined]
    if topic is None:
        raise Http404(code)
    topic.programme = request.programme  # type: ignore[attr-defined]
    demand(request.actor, verb, topic)  # type: ignore[attr-defined]
    return topic


def to(request: HttpRequest, name: str, *args: Any) -> str:
    return reverse(name, args=[request.programme.slug, *args])  # type: ignore[attr-defined]


def hall_full() -> str:
    return _("ในห้องประชุมเปิดให้ตอบได้ไม่เกิน %(n)s ข้อ ทุกคนจึงตอบได้ครบ ไม่เปิดข้ออื่นก่อน หรือรวมข้อที่คล้ายกันเป็นข้อเดียว") % {
        "n": MOST_IN_HALL
    }


def address(name: str, **kwargs: Any) -> str:
    """An address of a later room, or "" while that room is not built."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


__all__ = ["act_id", "address", "hall_full", "to", "topic_or_404"]
