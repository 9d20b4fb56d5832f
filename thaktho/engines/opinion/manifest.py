"""What a map was computed from and how, so that anyone who holds the votes can compute it again, byte for byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .store import Votes

ENGINE = "thaktho-opinion"
VERSION = 2  # rises with every change that can change a figure


@dataclass(frozen=True, slots=True)
class Settings:
    """What a map is asked for. `groups`: a number of groups to take, or None to let the votes decide (1 to `most_groups`)."""

    mode: str = "main"
    seed: int = 0
    groups: int | None = None
    most_groups: int = 6


def origin() -> dict[str, Any]:
    """Which engine it was."""
    return {"engine": ENGINE, "version": VERSION}


def manifest(
    votes: Votes,
    settings: Settings,
    networks: Mapping[str, Any] | None,
    moderated: Mapping[str, int] | None,
    last: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Input hash, parameters, versions. Hashes are of what was understood, in canonical order, never of the file. `last`: the
    map whose orientation and numbers were kept; its own manifest stands for it, if it has one."""
    return origin() | {
        "settings": asdict(settings),
        "input": {
            "votes_sha256": votes.digest(),
            "voters": votes.people,
            "statements": votes.width,
            "votes": len(votes.vote),
            "networks_sha256": _hash({key: sorted(value) for key, value in networks.items()})
            if networks
            else None,
            "moderation_sha256": _hash(dict(moderated)) if moderated else None,
            "last_sha256": _hash(last.get("manifest", last)) if last else None,
        },
        "packages": {name: version(name) for name in ("numpy", "scipy", "numba")},
    }


def _hash(thing: Any) -> str:
    return hashlib.sha256(json.dumps(thing, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def dump(thing: Any) -> bytes:
    """JSON as it is hashed and kept: one way to write it."""
    return (json.dumps(thing, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n").encode()
