"""Adding an entry, changing it, taking it out of use and back."""

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
from thaktho.ground.programme.models import Programme

from .. import cells as cell
from ..models import Capital
from ..states import Changed, must_be_live, must_be_retired

Stored = StoredFile | Callable[[], StoredFile] | None


def locked(entry: Capital) -> Capital:
    """The entry as it stands now, held until the act is done."""
    held = Capital.objects.select_for_update(of=("self",), no_key=True).select_related("network", "programme")
    return held.get(programme_id=entry.programme_id, pk=entry.pk)


def add(
    by: Actor,
    programme: Programme,
    cells: cell.Cells,
    *,
    file: Stored = None,
    act_id: UUID | None = None,
    **fields: Any,
) -> Capital:
    """A new entry, unconfirmed. `fields` are for loaders: source, is_example."""
    network = _network(programme, cells)
    with acting(by, "capital.entry.add", network or programme, act_id=act_id) as act:
        entry = Capital(programme=programme, **fields)
        cell.fill(entry, cells, network=network)
        cell.find_holder(entry)
        entry.evidence_file = file() if callable(file) else file
        entry.save(force_insert=True)
        cell.place(entry)
        act.about(entry)
        act.note(name=entry.name, kind=entry.kind)
    return entry


def _network(programme: Programme, cells: cell.Cells) -> Network | None:
    code = cells.get("network", "")
    return network_of(programme, code) if code else None


def change(
    by: Actor,
    entry: Capital,
    cells: cell.Cells,
    *,
    seen_version: int | None = None,
    file: Stored = None,
    act_id: UUID | None = None,
) -> Capital:
    """Change the cells that differ. Raises Changed when somebody else saved first.

    Whoever may not confirm takes the confirmation back by changing what others rely on; the checks of the years stay.
    """
    with acting(by, "capital.entry.edit", entry, act_id=act_id) as act:
        fresh = locked(entry)
        must_be_live(fresh)
        if seen_version is not None and seen_version != fresh.version:
            raise Changed(fresh)
        network = _network(fresh.programme, cells) if "network" in cells else fresh.network
        if "network" in cells and network != fresh.network:
            _may_hand_over(by, fresh, network)
        before = cell.read(fresh)
        names = [name for name in cells if name in before and cells[name] != before[name]]
        cell.fill(fresh, {name: cells[name] for name in names}, network=network)
        if "holder" in names:
            cell.find_holder(fresh)
        if file is not None:
            fresh.evidence_file = file() if callable(file) else file
        if fresh.confirmed_on and set(names) & set(cell.WEIGHTY) and not _may_confirm(by, fresh):
            fresh.confirmed_on = fresh.confirmed_year = fresh.confirmed_by = None
        fresh.version += 1
        fresh.changed_at = timezone.now()
        fresh.save()
        if "area_text" in names:
            cell.place(fresh)
        act.note(
            version=fresh.version,
            changes={name: [before[name], cells[name]] for name in names},
            file=str(fresh.evidence_file_id or "") if file is not None else "",
        )
    return fresh


def _may_confirm(by: Actor, entry: Capital) -> bool:
    return permitted(by, "capital.entry.confirm", entry)


def _may_hand_over(by: Actor, entry: Capital, network: Network | None) -> None:
    """An entry goes to another network only by whom may add to that one too."""
    demand(by, "capital.entry.add", network or entry.programme)


def retire(by: Actor, entry: Capital, reason: str, *, act_id: UUID | None = None) -> Capital:
    """It is no more, or no longer to be counted on. Nothing is deleted."""
    with acting(by, "capital.entry.retire", entry, act_id=act_id) as act:
        fresh = locked(entry)
        must_be_live(fresh)
        fresh.retired_at, fresh.retire_reason = timezone.now(), reason
        fresh.version += 1
        fresh.save(update_fields=["retired_at", "retire_reason", "version"])
        act.because(reason)
        act.note(name=fresh.name)
    return fresh


def restore(by: Actor, entry: Capital, *, act_id: UUID | None = None) -> Capital:
    with acting(by, "capital.entry.restore", entry, act_id=act_id) as act:
        fresh = locked(entry)
        must_be_retired(fresh)
        fresh.retired_at, fresh.retire_reason = None, ""
        fresh.version += 1
        fresh.save(update_fields=["retired_at", "retire_reason", "version"])
        act.note(name=fresh.name)
    return fresh
