"""The hash of what was frozen: minutes, proceedings, the rule of a vote. One spelling, printed on papers: it never changes."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any


def hash_of(frozen: dict[str, Any]) -> str:
    """SHA-256 of the JSON with sorted keys: whoever has the words can make it again."""
    return sha256(json.dumps(frozen, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
