"""Which paper is written by what."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import override

from thaktho.documents.frames.report import report_docx, report_pdf

from ..models import Topic
from .answers import answers_document, sheets
from .report import report_document

Step = Callable[[int, int], None]


@override("th")  # paper is Thai
def write(topic: Topic, paper: str, address: str, step: Step) -> bytes:
    if paper == "answers.pdf":
        return report_pdf(answers_document(topic, sheets(topic), address), step)
    document = report_document(topic, address)
    return report_docx(document) if paper.endswith(".docx") else report_pdf(document, step)
