"""XML of a workbook part, walked once with expat. Document types and entities are refused, as defusedxml does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 20
# Cells and rows that carry a style but no content: the bulk of a sheet formatted to its last row.
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}\d+"[^<>]*?(?:/>|></c>)')
_EMPTY_ROW = re.compile(rb'<row [^<>]*?\br="\d+"[^<>]*?(?:/>|></row>)')


class Forbidden(Exception):
    """The part declares a document type or an entity."""


def walk(
    stream: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
    *,
    sheet: bool = False,
) -> None:
    """Feed ``stream`` to the three callbacks, names without their namespace.

    With ``sheet``, empty cells and rows are dropped from the bytes before they reach the parser, so that a million
    formatted rows cost a pattern match. Raises Forbidden, or expat.ExpatError for broken XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16

    def refuse(*_: object) -> int:
        raise Forbidden

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    rest = b""
    while chunk := stream.read(_CHUNK):
        if sheet:
            chunk = rest + chunk
            cut = chunk.rfind(b"</row>")
            cut = cut + 6 if cut >= 0 else 0
            if (
                not cut
                and len(chunk) > 8 * _CHUNK
                or not cut
                and b"</row" not in chunk
                and b"<row" not in chunk
            ):
                cut = max(chunk.rfind(b"<"), 0) or len(chunk)
            if not cut:  # rows without an end tag: cut before the last row begins
                cut = max(chunk.rfind(b"<row "), 0)
            chunk, rest = chunk[:cut], chunk[cut:]
            chunk = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", chunk))
        if chunk:
            parser.Parse(chunk, False)
    parser.Parse(rest, True)


def attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute's value whatever its prefix (``r:id`` in one file is ``d3p1:id`` in another)."""
    if name in attributes:
        return attributes[name]
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")
