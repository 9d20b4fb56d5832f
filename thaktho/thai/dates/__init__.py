"""Thai dates: reading what people write, the fiscal year, and showing dates in Thai form."""

from .cells import read_value
from .fiscal import be_year, fiscal_quarter, fiscal_span, fiscal_year, quarter_span
from .reading import Reading, read
from .show import series_number, show, show_span, show_time

__all__ = [
    "Reading",
    "be_year",
    "fiscal_quarter",
    "fiscal_span",
    "fiscal_year",
    "quarter_span",
    "read",
    "read_value",
    "series_number",
    "show",
    "show_span",
    "show_time",
]
