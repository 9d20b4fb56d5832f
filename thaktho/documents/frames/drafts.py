"""The thirteen woven drafts in black, drawn as one-bit PNG (shapes only: a network's name is always text beside it).

Source: interface.md §2, "The thirteen threads": six rows in hex of six bits, left bit first.
"""

from __future__ import annotations

import base64
import struct
import zlib
from functools import cache

_DRAFTS = (
    "0C 12 21 21 12 0C", "2A 15 2A 15 2A 15", "3F 00 00 3F 00 00", "30 30 00 06 06 00", "38 38 38 07 07 07",
    "21 12 0C 21 12 0C", "3F 21 2D 2D 21 3F", "36 36 36 36 36 36", "0C 0C 3F 3F 0C 0C", "10 38 10 02 07 02",
    "03 06 0C 18 30 21", "24 12 09 24 12 09", "3F 20 20 3F 04 04",
)  # fmt: skip
_SIZE = 6
_SCALE = 10
_EDGE = 2


def draft(order: int) -> tuple[tuple[bool, ...], ...]:
    """Six rows of six: True is black. Orders past 13 repeat, each round turned a quarter. Raises ValueError under 1."""
    if order < 1:
        raise ValueError(f"a network's order begins at 1, not {order}")
    turns, index = divmod(order - 1, len(_DRAFTS))
    rows = tuple(
        tuple(bool(int(row, 16) >> (_SIZE - 1 - bit) & 1) for bit in range(_SIZE))
        for row in _DRAFTS[index].split()
    )
    for _ in range(turns % 4):
        rows = tuple(zip(*rows[::-1], strict=True))
    return rows


@cache
def png(order: int) -> bytes:
    """The draft with a thin black edge, black on white; the same bytes always."""
    side = _SIZE * _SCALE + 2 * _EDGE
    cells = draft(order)
    lines = bytearray()
    for y in range(side):
        bits = 0
        for x in range(side):
            inside = _EDGE <= x < side - _EDGE and _EDGE <= y < side - _EDGE
            black = not inside or cells[(y - _EDGE) // _SCALE][(x - _EDGE) // _SCALE]
            bits = bits << 1 | (0 if black else 1)
        width = (side + 7) // 8
        lines += b"\x00" + (bits << (width * 8 - side)).to_bytes(width, "big")
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes(lines), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


@cache
def data_uri(order: int) -> str:
    """The PNG as an address a page can hold."""
    return "data:image/png;base64," + base64.b64encode(png(order)).decode()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
