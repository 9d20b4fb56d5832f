"""Statements a topic begins with: pasted, looked at, then added."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from thaktho.ground import say
from thaktho.ground.access import allow

from .. import actions, queries
from ..forms import SeedForm
from .common import act_id, hall_full, to, topic_or_404


@require_http_methods(["GET", "POST"])
@allow("listen.work")
def seed(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing is added before the list was shown as it will be."""
    topic = topic_or_404(request, code, "listen.statement.seed")
    form = SeedForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "listen/seed.html", {"topic": topic, "form": form})
    lines = queries.pasted(topic, form.cleaned_data["lines"], actions.places_left(topic))
    good = [line.text for line in lines if not line.why]
    if not good and actions.places_left(topic) == 0:
        form.add_error("lines", hall_full())
    if "add" not in request.POST or not good:
        return render(
            request, "listen/seed.html", {"topic": topic, "form": form, "lines": lines, "good": good}
        )
    try:
        actions.seed_all(request.actor, topic, good, act_id=act_id(request))
    except actions.HallFull:
        form.add_error("lines", hall_full())
        return render(request, "listen/seed.html", {"topic": topic, "form": form})
    except actions.Already:  # somebody stated the same in this moment: look again
        lines = queries.pasted(topic, form.cleaned_data["lines"], actions.places_left(topic))
        good = [line.text for line in lines if not line.why]
        return render(
            request, "listen/seed.html", {"topic": topic, "form": form, "lines": lines, "good": good}
        )
    say.done(request, gettext("เพิ่มข้อความตั้งต้น %(n)s ข้อแล้ว") % {"n": len(good)})
    return redirect(to(request, "listen_manage", topic.code))
