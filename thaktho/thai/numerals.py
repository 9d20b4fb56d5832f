"""Thai and Arabic digits. Both are accepted wherever a number is typed; the document decides which are
shown."""

from __future__ import annotations

from typing import Literal

Digits = Literal["arabic", "thai"]

_THAI = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC = "0123456789"
_TO_THAI = str.maketrans(_ARABIC, _THAI)
_TO_ARABIC = str.maketrans(
    _THAI + "".join(map(chr, range(0xFF10, 0xFF1A))),  # full-width digits come out of some PDF files
    _ARABIC * 2,
)


def to_thai(text: str) -> str:
    """Return `text` with every ASCII digit as a Thai digit."""
    return text.translate(_TO_THAI)


def to_arabic(text: str) -> str:
    """Return `text` with every Thai (or full-width) digit as an ASCII digit."""
    return text.translate(_TO_ARABIC)


def digits(text: str, kind: Digits) -> str:
    """Return `text` with all its digits of one `kind`."""
    return to_thai(text) if kind == "thai" else to_arabic(text)
