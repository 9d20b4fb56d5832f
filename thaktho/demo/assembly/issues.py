from __future__ import annotations

from . import World


def load(world: World) -> None: ...
