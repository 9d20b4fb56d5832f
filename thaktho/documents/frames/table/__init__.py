"""A list on official pages: one table in bands, heads on every page, sums where columns count. PDF, DOCX and XLSX.

For papers that are not the plan form itself: the annual action plan, budgets, registers.
"""

from __future__ import annotations

from collections.abc import Callable

from ..pdf import Progress
from .docx import table_docx
from .model import Band, Column, TableDocument, Value
from .pdf import table_pdf
from .xlsx import table_xlsx

TABLE_WRITERS: dict[str, Callable[[TableDocument, Progress | None], bytes]] = {
    "pdf": table_pdf,
    "docx": table_docx,
    "xlsx": table_xlsx,
}

__all__ = [
    "TABLE_WRITERS",
    "Band",
    "Column",
    "TableDocument",
    "Value",
    "table_docx",
    "table_pdf",
    "table_xlsx",
]
