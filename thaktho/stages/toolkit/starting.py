"""The known tools (criteria/tools.yaml), a beginning that a province may take in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[2] / "criteria" / "tools.yaml"


@cache
def tools() -> tuple[dict[str, Any], ...]:
    """Each with code, kind, name, gist, source, verified; steps, aliases and teacher where a page gives them."""
    return tuple(yaml.safe_load(FILE.read_text(encoding="utf-8"))["tools"])
