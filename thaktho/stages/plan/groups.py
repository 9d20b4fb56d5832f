"""Target groups: codes and names from `criteria/groups.yaml`, and the groups a text names, by the engine's own words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from thaktho.engines.weave.overlap import lexicon

FILE = Path(__file__).resolve().parents[2] / "criteria" / "groups.yaml"


@cache
def _listed() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(FILE.read_text(encoding="utf-8"))["groups"])


def names() -> dict[str, str]:
    """Thai names by code, in the order of the list."""
    return {group["code"]: group["name_th"] for group in _listed()}


def read(text: str) -> list[str]:
    """Codes of the groups a text names, in the list's order. Two readings: the engine's audiences, our own words."""
    if not text.strip():
        return []
    found = set(lexicon.load().find(text))
    squeezed = "".join(text.split())
    return [
        group["code"]
        for group in _listed()
        if group["code"] in found
        or group["name_th"] in text
        or any(word in squeezed for word in group.get("match", ()))
    ]


def in_order(codes: Iterable[str]) -> list[str]:
    chosen = set(codes)
    return [code for code in names() if code in chosen]
