"""Receipts of proposals: as people know them from listening, and made again when a form is sent twice."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from thaktho.stages.listen.codes import ALPHABET, new_receipt, receipt_hash
from thaktho.stages.listen.limits import Buckets

# A hall proposes at once; a machine would like to be quicker. By edition, never by an address: a hall stands behind one.
PROPOSALS = Buckets(60, 12)
# Codes asked for, by province: at thirty a minute a guess among 33 bits takes centuries.
ASKED = Buckets(60, 30)


def receipt_code(once: UUID | None) -> str:
    """The code of a form: sent twice, it is the same. Keyed by the installation, so that what is stored gives none."""
    if once is None:
        return new_receipt()
    key = hashlib.sha256(b"assemble.receipt.code" + settings.SECRET_KEY.encode()).digest()
    drawn = int.from_bytes(hmac.new(key, once.bytes, hashlib.sha256).digest(), "big")
    signs = ""
    for _ in range(8):
        drawn, place = divmod(drawn, len(ALPHABET))
        signs += ALPHABET[place]
    return f"{signs[:4]}-{signs[4:]}"


__all__ = ["ASKED", "PROPOSALS", "receipt_code", "receipt_hash"]
