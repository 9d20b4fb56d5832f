"""How a line of the ledger is hashed: one place, used by the writer and by the verifier."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .models import Act


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def detail_hash(salt: str, body: dict[str, Any], reason: str) -> str:
    return hashlib.sha256(canonical([salt, body, reason])).hexdigest()


def line_hash(act: Act) -> str:
    """SHA-256 over every column of the line and the hash of the line before it."""
    line = [
        str(act.programme_id),
        act.number,
        str(act.pk),
        act.verb,
        act.actor_kind,
        str(act.actor_id or ""),
        act.subject_kind,
        str(act.subject_id),
        # Microseconds of UTC since 1970: the same on every database and in every time zone.
        int(act.at.timestamp() * 1_000_000),
        act.detail_hash,
        act.previous,
    ]
    return hashlib.sha256(canonical(line)).hexdigest()
