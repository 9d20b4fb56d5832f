"""The criteria a call begins with (criteria/assembly_issues.yaml), and where they were borrowed from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[3] / "criteria" / "assembly_issues.yaml"


@dataclass(frozen=True)
class Starting:
    borrowed_from: str
    source: str
    verified: bool
    criteria: tuple[dict[str, Any], ...]  # code, name, help, most, weight


@cache
def starting() -> Starting:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Starting(data["borrowed_from"], data["source"], data["verified"], tuple(data["criteria"]))
