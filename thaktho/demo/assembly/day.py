from __future__ import annotations

from . import World, day_roll


def load(world: World) -> None:
    day_roll.load(world)
