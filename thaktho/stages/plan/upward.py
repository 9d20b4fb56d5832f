"""The plans above a province's own, as data: `criteria/national_plans.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).resolve().parents[2] / "criteria" / "national_plans.yaml"


@dataclass(frozen=True)
class Aim:
    """One aim of a plan above, or the plan as a whole. `verified`: read in the plan itself by somebody."""

    code: str
    plan: str
    title: str
    years: str
    source: str
    verified: bool

    @property
    def name(self) -> str:
        return f"{self.plan}: {self.title}" if self.title else self.plan


@cache
def aims() -> dict[str, Aim]:
    """By code, from the highest plan down."""
    found = {}
    for plan in yaml.safe_load(FILE.read_text(encoding="utf-8"))["plans"]:
        first, last = plan.get("first_year"), plan.get("last_year")
        years = f"พ.ศ. {first}–{last}" if first else ""
        for aim in [{"code": "", "title": ""}, *plan.get("aims", [])]:
            code = f"{plan['code']}.{aim['code']}" if aim["code"] else plan["code"]
            verified = bool(aim.get("verified", plan["verified"]))
            found[code] = Aim(code, plan["name"], aim["title"], years, plan["source"], verified)
    return found
