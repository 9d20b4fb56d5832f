"""Short codes, and what is made of secrets: topic addresses, door tokens, receipts, voters."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings

# Read aloud in Thai and written by hand: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, 6/G look-alikes among the letters, and of the
# letters that rhyme (บี ซี ดี อี จี พี ที วี · เอ เจ เค · เอฟ เอส เอ็กซ์ · เอ็ม เอ็น) one each.
ALPHABET = "23456789HKMQRTUWXY"


def short_code(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_receipt() -> str:
    """Eight signs, 33 bits, in two groups: 7K4M-29HX."""
    code = short_code(8)
    return f"{code[:4]}-{code[4:]}"


def receipt_hash(programme_id: UUID, code: str) -> str:
    """Keyed by the installation, so that a stolen table cannot be tried out against all codes. Case, spaces and dashes
    do not matter: people type what they heard."""
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    key = hashlib.sha256(b"listen.receipt" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, programme_id.bytes + typed.encode(), hashlib.sha256).hexdigest()


def voter_id(secret: bytes, topic_id: UUID, cookie: str) -> UUID:
    """The voter a cookie is: 128 bits of HMAC-SHA256 under the topic's secret. Without the secret nobody can walk from
    cookie to voter or back, and the same cookie would be another voter in another topic."""
    return UUID(bytes=hmac.new(bytes(secret), topic_id.bytes + cookie.encode(), hashlib.sha256).digest()[:16])
