"""Text copied out of a PDF is the text that was written.

WeasyPrint lifts stacked tone marks off the line, so readers that go by position copy ตัวชี้วัด as two lines; and a
glyph shared by sara aa and sara am can stand for one of them only. PDF has an answer to both, /ActualText, which
WeasyPrint does not write: here each drawn piece of a line carries it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_THAI = re.compile("[\u0e00-\u0e7f]")
_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


@cache
def mark_drawn_text() -> bool:
    """Wrap WeasyPrint's drawing of a piece of text, once a process. False when this WeasyPrint has no such place."""
    import pydyf
    from weasyprint import draw

    original = getattr(draw, "draw_text", None)
    if original is None:
        return False

    def draw_marked(stream: Any, textbox: Any, *more: Any) -> None:
        text = textbox.text
        if not _THAI.search(text):
            original(stream, textbox, *more)
            return
        whole = pydyf.String(_AM.sub("\\1\u0e33", text))
        pydyf.Stream.begin_marked_content(stream, "Span", pydyf.Dictionary({"ActualText": whole}))
        original(stream, textbox, *more)
        pydyf.Stream.end_marked_content(stream)

    draw.draw_text = draw_marked
    return True
