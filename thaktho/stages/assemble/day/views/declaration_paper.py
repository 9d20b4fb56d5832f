"""The declaration as a paper to be signed. Two pages are quickly set: no job."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from thaktho.documents.frames.declaration import DeclarationDocument, declaration_docx, declaration_pdf
from thaktho.ground.access import allow, demand

from ...text.models import Text
from ..papers.declaration import document
from .shared_roll import actor_of, edition_or_404, programme_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@allow("assemble.read")
def pdf(request: HttpRequest, edition: str) -> HttpResponse:
    return _paper(request, edition, declaration_pdf, "application/pdf", "pdf")


@allow("assemble.read")
def docx(request: HttpRequest, edition: str) -> HttpResponse:
    return _paper(request, edition, declaration_docx, DOCX, "docx")


def _paper(
    request: HttpRequest, code: str, write: Callable[[DeclarationDocument], bytes], kind: str, ending: str
) -> HttpResponse:
    """For everybody once it is proclaimed; before, the draft with its signers is for those with a role."""
    found = edition_or_404(request, code)
    if not Text.objects.filter(edition=found, state=Text.State.PROCLAIMED).exists():
        demand(actor_of(request), "assemble.inside.read", programme_of(request))
    made = document(found)
    if made is None:
        raise Http404(code)
    answer = HttpResponse(write(made), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="declaration-{found.code}.{ending}"'
    return answer
