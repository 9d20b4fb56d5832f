"""Chiang Rai's assemblies: the year 2563 as reports tell it, whatever nobody printed invented and marked so.

2563 has gone through all stages; 2564 is being drafted, its hearings are open. Each chamber loads its own part by its own
actions, after the chambers before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module

from thaktho.ground.access import Actor
from thaktho.ground.people.models import Network, Person
from thaktho.ground.programme.models import Programme, Source
from thaktho.stages.assemble.apps import CHAMBERS
from thaktho.stages.assemble.models import Edition
from thaktho.stages.convene.models import Meeting


@dataclass
class World:
    """What the loaders of the chambers need to refer to."""

    by: Actor
    programme: Programme
    networks: dict[str, Network]
    persons: dict[str, Person]
    sources: dict[str, Source]
    meetings: dict[str, Meeting]  # by short title
    editions: dict[str, Edition] = field(default_factory=dict)  # by code, filled by the first chamber


def load(world: World) -> None:
    for chamber in CHAMBERS:
        import_module(f"{__name__}.{chamber}").load(world)
