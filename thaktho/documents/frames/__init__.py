"""Official pages: the integrated plan (PDF, DOCX, XLSX), minutes (PDF, DOCX), sign-in sheets (PDF).

Give a frozen document, get bytes; the same document gives the same bytes on every call, process and machine with the
same libraries.
"""

from .minutes import minutes_docx, minutes_pdf
from .model import (
    AgendaItem,
    AnnexSection,
    Attendee,
    AttendeeGroup,
    MinutesDocument,
    NetworkMark,
    PlanDocument,
    PlanLine,
    SignInDocument,
)
from .plan_docx import plan_docx
from .plan_pdf import plan_pdf
from .plan_xlsx import plan_xlsx
from .sheets import Sheet, SheetsDocument, sheets_pdf
from .signin import signin_pdf

__all__ = [
    "AgendaItem",
    "AnnexSection",
    "Attendee",
    "AttendeeGroup",
    "MinutesDocument",
    "NetworkMark",
    "PlanDocument",
    "PlanLine",
    "Sheet",
    "SheetsDocument",
    "SignInDocument",
    "minutes_docx",
    "minutes_pdf",
    "plan_docx",
    "plan_pdf",
    "plan_xlsx",
    "sheets_pdf",
    "signin_pdf",
]
