"""Whose voice is missing: for those who can still ask for it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thaktho.ground.access import allow

from .. import queries
from .common import topic_or_404


@require_GET
@allow("listen.work")
def balance(request: HttpRequest, code: str) -> HttpResponse:
    topic = topic_or_404(request, code)
    found = queries.balance(topic)
    most = max((voice.count for voice in found.networks), default=0)
    context = {"topic": topic, "balance": found, "most": most, "over": topic.state in queries.OVER}
    return render(request, "listen/balance.html", context)
