"""Numbered sheets and what they lead to. Pure functions: no database, no clock.

A sheet's code is written by hand and read aloud, so it is short: a serial, a mark that only the topic's secret can make,
and one check letter.

    2 or 3 signs   serial, from 1 (three signs from 324 on)
    6 signs        mark: HMAC-SHA256 under the topic's secret of door and serial, reduced to 18^6: 25 bits
    1 sign         check: a weighted sum modulo 18 with weights prime to 18, so every single wrong sign is noticed

No table of codes exists: who holds the secret can make them, nobody else can, and after the sealing nobody at all. The
number that a phone would draw at random is derived from secret, door and serial instead. So the sheet's QR, its code
typed on any phone, and the paper typed in by a facilitator are one and the same ballot.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from .codes import ALPHABET

BASE = len(ALPHABET)
MARK = 6  # signs
SHORT = BASE**2  # serials below take two signs
MOST_SHEETS = 5000
WEIGHTS = (1, 5, 7, 11, 13, 17, 1, 5, 7, 11)  # all prime to 18; neighbours differ


@dataclass(frozen=True)
class Typed:
    """A code as it was typed, well formed: not yet known to be one of this topic."""

    serial: int
    mark: str


def sheet_code(secret: bytes, door_id: UUID, serial: int) -> str:
    """In groups of three: 2H4-KMQ-RTU."""
    if not 1 <= serial <= MOST_SHEETS:
        raise ValueError(serial)
    body = _signs(serial, 2 if serial < SHORT else 3) + _mark(secret, door_id, serial)
    whole = body + _check(body)
    return f"{whole[:3]}-{whole[3:6]}-{whole[6:]}"


def typed(text: str) -> Typed | None:
    """What a code says, or None when a sign is wrong, missing or too many: a slip of the pen, which is not a guess."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(signs) not in (MARK + 3, MARK + 4) or not set(signs) <= set(ALPHABET):
        return None
    if _check(signs[:-1]) != signs[-1]:
        return None
    serial = 0
    for sign in signs[: -MARK - 1]:
        serial = serial * BASE + ALPHABET.index(sign)
    short = len(signs) == MARK + 3
    return Typed(serial, signs[-MARK - 1 : -1]) if serial and (serial < SHORT) == short else None


def is_of(code: Typed, secret: bytes, door_id: UUID) -> bool:
    """Was this code made for this door? Whether so many sheets were printed is for the door to say."""
    return hmac.compare_digest(code.mark, _mark(secret, door_id, code.serial))


def sheet_number(secret: bytes, door_id: UUID, serial: int) -> str:
    """The number a phone carries for this sheet, of the same shape as one drawn at random: 192 bits, 32 signs."""
    message = door_id.bytes + serial.to_bytes(4, "big")
    return base64.urlsafe_b64encode(_hmac(secret, b"sheet", message)[:24]).decode()


def hand(secret: bytes, door_id: UUID, table: str, place: int) -> UUID:
    """The ballot of nobody that carries one of the hands counted at a table."""
    message = door_id.bytes + place.to_bytes(4, "big") + table.encode()
    return UUID(bytes=_hmac(secret, b"hands", message)[:16])


def _mark(secret: bytes, door_id: UUID, serial: int) -> str:
    made = _hmac(secret, b"code", door_id.bytes + serial.to_bytes(4, "big"))
    return _signs(int.from_bytes(made, "big"), MARK)


def _hmac(secret: bytes, use: bytes, message: bytes) -> bytes:
    """A key of its own for each use, so that nothing made for one can pass for another, or for a phone's voter."""
    key = hmac.new(bytes(secret), b"listen." + use, hashlib.sha256).digest()
    return hmac.new(key, message, hashlib.sha256).digest()


def _signs(number: int, length: int) -> str:
    text = ""
    for _ in range(length):
        number, place = divmod(number, BASE)
        text = ALPHABET[place] + text
    return text


def _check(signs: str) -> str:
    places = zip(WEIGHTS, signs, strict=False)
    return ALPHABET[sum(weight * ALPHABET.index(sign) for weight, sign in places) % BASE]
