"""In which language a voter reads the statements: kept by the phone, for this topic only."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from thaktho.ground.access import Actor, demand
from thaktho.ground.files import queries as files
from thaktho.ground.files.models import StoredFile

from .. import hot, languages, queries
from ..models import Topic
from .paper import KEPT_FOR, give_cookie

COOKIE = "tongue"
RANGE = re.compile(r"bytes=(\d{0,9})-(\d{0,9})")
KEPT_SECONDS = 86_400


def chosen(request: HttpRequest) -> str:
    """The code of a language other than Thai, or ""."""
    wanted = request.GET.get("lang", request.COOKIES.get(COOKIE, ""))
    return wanted if wanted != languages.OWN and languages.named(wanted) else ""


def remember(request: HttpRequest, response: HttpResponse, topic: Topic) -> HttpResponse:
    """Only when somebody chose just now: a page that was only turned sets no cookie."""
    if "lang" in request.GET:
        give_cookie(request, response, topic, COOKIE, chosen(request), KEPT_FOR)
    return response


@require_safe
def clip(request: HttpRequest, province: str, code: str, mark: str) -> HttpResponse:
    """A statement read aloud. No login, no session, no cookie is read; the same for everybody, so it may be kept on the way."""
    topic = hot.topic(province, code)
    if topic is None or topic.state == Topic.State.DRAFT:
        raise Http404(code)
    request.programme = topic.programme  # type: ignore[attr-defined]
    demand(Actor(topic.programme_id), clip.rule, topic.programme)  # type: ignore[attr-defined]
    file = queries.clip(topic, mark)
    if file is None:
        raise Http404(mark)
    return _sounding(request, file)


clip.rule = "listen.read"  # type: ignore[attr-defined]
clip.finds_programme = True  # type: ignore[attr-defined]


def _sounding(request: HttpRequest, file: StoredFile) -> HttpResponse:
    """iPhones play nothing that cannot be asked for in parts."""
    data = files.data(file)
    answer = HttpResponse(content_type=file.media_type)
    found = RANGE.fullmatch(request.headers.get("Range", ""))
    if found and (found[1] or found[2]):
        first = int(found[1]) if found[1] else max(0, len(data) - int(found[2]))
        last = min(len(data) - 1, int(found[2])) if found[1] and found[2] else len(data) - 1
        if first > last:
            answer = HttpResponse(status=416)
            answer["Content-Range"] = f"bytes */{len(data)}"
            return answer
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
        data = data[first : last + 1]
    answer.content = data
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["ETag"] = f'"{file.sha256[:32]}"'
    return answer
