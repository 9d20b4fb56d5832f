"""Papers of a closed topic: answers to each network, and the report of the hearing."""

from __future__ import annotations

from urllib.parse import quote

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from thaktho.documents.frames.report import report_pdf
from thaktho.ground import say
from thaktho.ground.access import allow, demand, permitted
from thaktho.ground.people.models import Network

from .. import queries
from ..actions import papers as asking
from ..models import Topic
from ..origin import local_only, public
from ..papers.answers import answers_document, sheets
from ..queries import fates as reading
from ..queries import papers as reading_papers
from .common import act_id, to, topic_or_404


def closed_or_404(request: HttpRequest, code: str) -> Topic:
    """Papers are of closed topics: before, there is nothing to answer and the figures still move."""
    topic = topic_or_404(request, code)
    if topic.state not in queries.OVER:
        raise Http404(code)
    return topic


@require_GET
@allow("listen.read")
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """What can be printed of the topic: the report, and the sheets by network."""
    topic = topic_or_404(request, code)
    over = topic.state in queries.OVER
    networks = [door.network for door in queries.doors(topic) if door.network]
    return render(
        request,
        "listen/papers.html",
        {
            "topic": topic,
            "over": over,
            "local_only": over and local_only(request, topic),
            "networks": networks,
            "progress": reading.progress(topic),
            "made": reading_papers.papers_made(topic) if over else [],
            "may_ask": permitted(request.actor, "listen.paper.ask", topic),  # type: ignore[attr-defined]
        },
    )


@require_GET
@allow("listen.read")
def answers(request: HttpRequest, code: str, network: str) -> HttpResponse:
    """One network's sheet, to read and to print."""
    topic = closed_or_404(request, code)
    found = _network_or_404(topic, network)
    sheet = sheets(topic, found)[0]
    context = {
        "topic": topic,
        "sheet": sheet,
        "network": found,
        "over": True,
        "address": _public(request, topic),
        "works": permitted(request.actor, "listen.work", request.programme),  # type: ignore[attr-defined]
    }
    return render(request, "listen/answers.html", context)


@require_GET
@allow("listen.work")
def answers_pdf(request: HttpRequest, code: str, network: str) -> HttpResponse:
    topic = closed_or_404(request, code)
    found = _network_or_404(topic, network)
    with override("th"):  # paper is Thai
        data = report_pdf(answers_document(topic, sheets(topic, found), _public(request, topic)))
    answer = HttpResponse(data, content_type="application/pdf")
    name = quote(f"คำตอบถึง{found.short_name}.pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@allow("listen.work")
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a paper; it is made by a job, whose page shows its progress."""
    topic = closed_or_404(request, code)
    demand(request.actor, "listen.paper.ask", topic)  # type: ignore[attr-defined]
    paper = request.POST.get("paper", "")
    if paper not in reading_papers.PAPERS:
        raise BadRequest(paper)
    job = asking.ask_paper(
        request.actor,  # type: ignore[attr-defined]
        topic,
        paper,
        _public(request, topic),
        act_id=act_id(request),
    )
    say.done(request, _("กำลังจัดทำเอกสาร ปิดหน้านี้ได้ เอกสารจะอยู่ที่หน้า «เอกสารของหัวข้อ»"))
    return redirect("job_page", province=request.programme.slug, job_id=job.pk)  # type: ignore[attr-defined]


def _network_or_404(topic: Topic, code: str) -> Network:
    found = next((d.network for d in queries.doors(topic) if d.network and d.network.code == code), None)
    if found is None:
        raise Http404(code)
    return found


def _public(request: HttpRequest, topic: Topic) -> str:
    return public(request, topic, to(request, "listen_topic", topic.code))
