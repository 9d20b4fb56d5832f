"""Adding a tool, changing it, verifying it, taking it out of use and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone

from thaktho.ground.access import Actor, demand, permitted
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import network as network_of
from thaktho.ground.programme.actions import hold
from thaktho.ground.programme.models import Programme

from .. import cells as cell
from .. import starting
from ..models import Tool
from ..states import Changed, must_be_live, must_be_retired

Stored = StoredFile | Callable[[], StoredFile] | None


def locked(tool: Tool) -> Tool:
    held = Tool.objects.select_for_update(of=("self",), no_key=True).select_related(
        "network", "programme", "capital"
    )
    return held.get(programme_id=tool.programme_id, pk=tool.pk)


def add(
    by: Actor,
    programme: Programme,
    cells: cell.Cells,
    *,
    file: Stored = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> Tool:
    """A new tool, unverified. `fields` are for loaders: source, is_example, verified."""
    network = _network(programme, cells)
    with acting(by, "toolkit.tool.add", network or programme, act_id=act_id) as act:
        tool = Tool(programme=programme, **fields)
        cell.fill(tool, cells, network=network)
        cell.find_teacher(tool)
        tool.file = file() if callable(file) else file
        tool.save(force_insert=True)
        act.about(tool)
        act.note(name=tool.name)
    return tool


def _network(programme: Programme, cells: cell.Cells) -> Network | None:
    code = cells.get("network", "")
    return network_of(programme, code) if code else None


def start(by: Actor, programme: Programme, *, act_id: UUID | None = None) -> int:
    """Take in what of the starting list the province does not have yet, by its code; says how many."""
    with acting(by, "toolkit.start", programme, act_id=act_id) as act:
        hold(programme.pk)  # two who start at once: the second finds all of it there
        known = set(Tool.objects.filter(programme=programme).exclude(code="").values_list("code", flat=True))
        made = []
        for words in starting.tools():
            if words["code"] in known:
                continue
            tool = Tool(programme=programme, code=words["code"], verified=words["verified"])
            tool.verified_on = timezone.localdate() if tool.verified else None
            cell.fill(
                tool,
                {
                    **{name: words[name] for name in ("kind", "name", "gist")},
                    "aliases": ", ".join(words.get("aliases", ())),
                    "steps": "\n".join(words.get("steps", ())),
                    "teacher": words.get("teacher", ""),
                    "source_text": words["source"],
                },
                network=None,
            )
            made.append(tool)
        Tool.objects.bulk_create(made)
        act.note(added=[tool.code for tool in made])
    return len(made)


def change(
    by: Actor,
    tool: Tool,
    cells: cell.Cells,
    *,
    seen_version: int | None = None,
    file: Stored = None,
    act_id: UUID | None = None,
) -> Tool:
    """Change the cells that differ. Raises Changed when somebody else saved first. What somebody changes who may not
    verify is unverified again."""
    with acting(by, "toolkit.tool.edit", tool, act_id=act_id) as act:
        fresh = locked(tool)
        must_be_live(fresh)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        network = _network(fresh.programme, cells) if "network" in cells else fresh.network
        if "network" in cells and network != fresh.network:
            demand(by, "toolkit.tool.add", network or fresh.programme)
        before = cell.read(fresh)
        names = [name for name in cells if name in before and cells[name] != before[name]]
        cell.fill(fresh, {name: cells[name] for name in names}, network=network)
        if "teacher" in names:
            cell.find_teacher(fresh)
        if file is not None:
            fresh.file = file() if callable(file) else file
        if names and fresh.verified and not permitted(by, "toolkit.tool.verify", fresh):
            fresh.verified, fresh.verified_on, fresh.verified_by = False, None, None
        fresh.version += 1
        fresh.changed_at = timezone.now()
        fresh.save()
        act.note(version=fresh.version, changes={name: [before[name], cells[name]] for name in names})
    return fresh


def verify(by: Actor, tool: Tool, *, act_id: UUID | None = None) -> Tool:
    """Somebody of the secretariat read the source and says that it is so."""
    with acting(by, "toolkit.tool.verify", tool, act_id=act_id) as act:
        fresh = locked(tool)
        must_be_live(fresh)
        fresh.verified, fresh.verified_on, fresh.verified_by_id = True, timezone.localdate(), by.person_id
        fresh.version += 1
        fresh.save(update_fields=["verified", "verified_on", "verified_by", "version"])
        act.note(name=fresh.name)
    return fresh


def unverify(by: Actor, tool: Tool, *, act_id: UUID | None = None) -> Tool:
    with acting(by, "toolkit.tool.unverify", tool, act_id=act_id) as act:
        fresh = locked(tool)
        fresh.verified, fresh.verified_on, fresh.verified_by = False, None, None
        fresh.version += 1
        fresh.save(update_fields=["verified", "verified_on", "verified_by", "version"])
        act.note(name=fresh.name)
    return fresh


def retire(by: Actor, tool: Tool, reason: str, *, act_id: UUID | None = None) -> Tool:
    with acting(by, "toolkit.tool.retire", tool, act_id=act_id) as act:
        fresh = locked(tool)
        must_be_live(fresh)
        fresh.retired_at, fresh.retire_reason = timezone.now(), reason
        fresh.version += 1
        fresh.save(update_fields=["retired_at", "retire_reason", "version"])
        act.because(reason)
        act.note(name=fresh.name)
    return fresh


def restore(by: Actor, tool: Tool, *, act_id: UUID | None = None) -> Tool:
    with acting(by, "toolkit.tool.restore", tool, act_id=act_id) as act:
        fresh = locked(tool)
        must_be_retired(fresh)
        fresh.retired_at, fresh.retire_reason = None, ""
        fresh.version += 1
        fresh.save(update_fields=["retired_at", "retire_reason", "version"])
        act.note(name=fresh.name)
    return fresh
