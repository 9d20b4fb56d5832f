"""รายงานการประชุมสมัชชา: the whole year of an assembly as one paper, in three formats."""

from .book import proceedings_xlsx
from .model import (
    Attended,
    Chair,
    ClauseText,
    Named,
    Photo,
    Pledge,
    ProceedingsDocument,
    Record,
    RoundTable,
    SlotLine,
)
from .report import proceedings_docx, proceedings_pdf

__all__ = [
    "Attended",
    "Chair",
    "ClauseText",
    "Named",
    "Photo",
    "Pledge",
    "ProceedingsDocument",
    "Record",
    "RoundTable",
    "SlotLine",
    "proceedings_docx",
    "proceedings_pdf",
    "proceedings_xlsx",
]
