"""Thai dates: reading what people write, the fiscal year, and showing dates in Thai form."""

from .fiscal import be_year, fiscal_quarter, fiscal_span, fiscal_year, quarter_span
from .reading import Reading, read

__all__ = ["Reading", "be_year", "fiscal_quarter", "fiscal_span", "fiscal_year", "quarter_span", "read"]
