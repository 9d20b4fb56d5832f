"""Text copied out of a PDF is the text that was written.

WeasyPrint lifts stacked tone marks off the line, so readers that go by position copy ตัวชี้วัด as two lines; and sara am
is drawn with the glyph of sara aa, which stands for one of them only: ทำ is copied as ทา, or งาน as งำน. PDF has an
answer, /ActualText, which WeasyPrint does not write: here each drawn piece of a line carries it. For readers that do not
know it, the glyphs of sara am are given their parts (nikhahit, tone, aa), which ``normalise`` makes whole.

The text itself stays whole before layout: libthai finds no words in text whose sara am is taken apart (``for_pdf``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from thaktho.documents import fonts

_THAI = re.compile("[\u0e00-\u0e7f]")
_PARTS = re.compile(r"uni(0E32|0E4D(?:0E4[8-B])?)(?:\.narrow)?")


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
        whole = pydyf.Dictionary({"ActualText": pydyf.String(text)})
        pydyf.Stream.begin_marked_content(stream, "Span", whole)
        original(stream, textbox, *more)
        pydyf.Stream.end_marked_content(stream)
        if "\u0e33" in text:
            _name_parts(stream)

    draw.draw_text = draw_marked
    return True


def _name_parts(stream: Any) -> None:
    """Give the glyphs that sara am is drawn with their own letters in every Sarabun of the document."""
    for font in getattr(stream, "_fonts", {}).values():
        if getattr(font, "family", "") == fonts.FAMILY:
            for glyph, letters in _parts(int(font.weight)).items():
                if glyph in font.to_unicode:
                    font.to_unicode[glyph] = letters


@cache
def _parts(weight: int) -> dict[int, str]:
    from fontTools.ttLib import TTFont

    with TTFont(fonts.ttf(weight if weight in fonts.WEIGHTS else 400), lazy=True) as font:
        found = ((font.getGlyphID(name), _PARTS.fullmatch(name)) for name in font.getGlyphOrder())
        return {
            glyph: "".join(chr(int(match[1][place : place + 4], 16)) for place in range(0, len(match[1]), 4))
            for glyph, match in found
            if match
        }
