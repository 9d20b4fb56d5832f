"""For an auditor: the sealed votes, from which the whole map is computed again byte for byte. Each taking is an act."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thaktho.ground import say
from thaktho.ground.access import allow
from thaktho.ground.ledger.actions import Repeated

from .. import actions, ballots, queries
from ..actions.mapping import seed_of
from ..models import OpinionMap, Topic
from .common import act_id, to, topic_or_404

MEDIA = {".csv": "text/csv; charset=utf-8", ".json": "application/json"}


@require_POST
@allow("listen.work")
def take(request: HttpRequest, code: str, file: str) -> HttpResponse:
    """One of the files from which `thaktho opinion` makes the final map anew."""
    topic = topic_or_404(request, code, "listen.topic.audit")
    made = queries.final_map(topic)
    if file not in WRITERS or made is None:
        raise Http404(file)
    try:
        actions.take_votes(request.actor, topic, file, act_id=act_id(request))  # type: ignore[attr-defined]
    except Repeated:
        pass  # sent twice: taken once, and given again
    answer = HttpResponse(WRITERS[file](topic, made), content_type=MEDIA[file[file.rindex(".") :]])
    answer["Content-Disposition"] = f'attachment; filename="{topic.code}-{file}"'
    answer["Cache-Control"] = "no-store, private"
    return answer


@require_POST
@allow("listen.work")
def recompute(request: HttpRequest, code: str) -> HttpResponse:
    topic = topic_or_404(request, code, "listen.topic.audit")
    if queries.final_map(topic) is None:
        say.hint(request, _("ยังไม่มีแผนที่ฉบับสุดท้าย ระบบทำให้เองหลังปิดรับ รอสักครู่แล้วลองใหม่"))
        return redirect(to(request, "listen_audit", topic.code))
    job = actions.ask_check(request.actor, topic, act_id=act_id(request))  # type: ignore[attr-defined]
    return redirect(to(request, "job_page", job.pk) if job else to(request, "listen_audit", topic.code))


def command(topic: Topic, made: OpinionMap) -> str:
    """What to run on the files."""
    parts = [f"thaktho opinion {topic.code}-votes.csv", f"--networks {topic.code}-networks.csv"]
    if made.manifest["moderated"]:
        parts.append(f"--comments {topic.code}-comments.csv")
    if made.manifest.get("last"):
        parts.append(f"--last {topic.code}-last.json")
    return " ".join([*parts, f"--seed {seed_of(topic)} --out map.json"])


def files(made: OpinionMap) -> list[str]:
    names = ["votes.csv", "networks.csv"]
    if made.manifest["moderated"]:
        names.append("comments.csv")
    return [*names, "last.json"] if made.manifest.get("last") else names


def _csv(head: list[str], rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(head)
    write.writerows(rows)
    return out.getvalue()


def _votes(topic: Topic, made: OpinionMap) -> str:
    numbers = dict(topic.statements.values_list("id", "number"))
    rows = ((voter, numbers[statement], value) for voter, statement, value in ballots.rows(topic))
    return _csv(["voter-id", "comment-id", "vote"], rows)


def _networks(topic: Topic, made: OpinionMap) -> str:
    found = ballots.gathered(topic)
    return _csv(["voter-id", "network"], sorted(found.network_of.items()))


def _comments(topic: Topic, made: OpinionMap) -> str:
    """All statements that have votes, and what was left out when the map was made."""
    aside = set(made.manifest["moderated"])
    rows: list[tuple[str, int]] = [
        (key, -1 if key in aside else 0) for key in ballots.gathered(topic).votes.statements
    ]
    return _csv(["comment-id", "moderated"], rows)


def _last(topic: Topic, made: OpinionMap) -> Any:
    return queries.whole_json(topic, made.manifest.get("last")) or json.dumps(None)


WRITERS = {"votes.csv": _votes, "networks.csv": _networks, "comments.csv": _comments, "last.json": _last}
