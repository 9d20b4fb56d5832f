"""Which network knows a tool, uses it, can teach it."""

from __future__ import annotations

from uuid import UUID

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network

from ..models import Tool, ToolHolder
from ..states import must_be_live
from .tools import locked


def adopt(
    by: Actor,
    tool: Tool,
    network: Network,
    level: str,
    *,
    since: int | None = None,
    note: str = "",
    is_example: bool = False,
    act_id: UUID | None = None,
) -> ToolHolder:
    """Said anew, it replaces what the network said before; the ledger keeps both."""
    with acting(by, "toolkit.adopt", network, on=tool, act_id=act_id) as act:
        fresh = locked(tool)
        must_be_live(fresh)
        said = {"level": level, "since": since, "note": note, "is_example": is_example}
        holder, _new = ToolHolder.objects.update_or_create(
            tool=fresh, network=network, defaults={"programme_id": fresh.programme_id, **said}
        )
        act.note(network=network.code, level=level, since=since)
    return holder


def drop(by: Actor, tool: Tool, network: Network, *, act_id: UUID | None = None) -> bool:
    """The network does not know it after all. Says whether anything was there."""
    with acting(by, "toolkit.adopt", network, on=tool, act_id=act_id) as act:
        gone = ToolHolder.objects.filter(tool=tool, network=network).delete()[0]
        act.note(network=network.code, level="")
    return bool(gone)
