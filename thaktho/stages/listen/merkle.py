"""A Merkle root over a stream of leaves, in constant memory. RFC 6962's shape and prefixes: 0x00 before a leaf, 0x01
before a node, so that no node can be passed off as a leaf."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

Row = tuple[UUID, UUID, UUID, int | None, int | None]  # voter, statement, door, value, aside


def leaf(salt: bytes, row: Row) -> bytes:
    """One vote. Its own salt is derived from the seal's, so a single leaf can be opened and the others stay shut."""
    voter, statement, door, value, aside = row
    own = hmac.new(salt, voter.bytes + statement.bytes, hashlib.sha256).digest()
    body = voter.bytes + statement.bytes + door.bytes + _mark(value)
    if value is None:  # in no figure: set aside with this answer, or a hand taken back
        body += _mark(aside)
    return hashlib.sha256(b"\x00" + own + body).digest()


def _mark(value: int | None) -> bytes:
    return b"\x7f" if value is None else value.to_bytes(1, "big", signed=True)


def root(leaves: Iterable[bytes]) -> tuple[str, int]:
    """The root in hex, and the number of leaves. Without leaves: SHA-256 of nothing."""
    count, stack = 0, list[tuple[int, bytes]]()  # whole subtrees, largest first
    for node in leaves:
        count += 1
        size = 1
        while stack and stack[-1][0] == size:
            node = _join(stack.pop()[1], node)
            size *= 2
        stack.append((size, node))
    if not stack:
        return hashlib.sha256(b"").hexdigest(), 0
    node = stack.pop()[1]
    while stack:
        node = _join(stack.pop()[1], node)
    return node.hex(), count


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
