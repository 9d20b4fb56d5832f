"""What these pages share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from thaktho.ground.access import permitted, system
from thaktho.ground.files import actions as files
from thaktho.ground.files.models import StoredFile
from thaktho.ground.people.models import Network
from thaktho.ground.people.queries import all_networks

from .. import queries
from ..actions.report import INSIDE_VERB, PUBLIC_VERB
from ..models import Commitment
from ..queries.listing import owner_of
from ..queries.score import number_of, standing_of


def commitment_or_404(request: HttpRequest, id: UUID) -> Commitment:
    """Of this programme; one of a rehearsal exists for those with a role only."""
    found = queries.commitment(request.programme, id)  # type: ignore[attr-defined]
    if found is None or (found.edition.is_rehearsal and not request.actor.grants):  # type: ignore[attr-defined]
        raise Http404(str(id))
    return found


def works(request: HttpRequest) -> bool:
    return permitted(request.actor, "assemble.work", request.programme)  # type: ignore[attr-defined]


def network_asked(request: HttpRequest) -> Network | None:
    wanted = request.GET.get("network", "")
    known: list[Network] = all_networks(request.programme)  # type: ignore[attr-defined]
    return next((one for one in known if one.code == wanted), None)


def keeps(request: HttpRequest, upload: Any, *, public: bool) -> Callable[[], StoredFile]:
    """Store an upload when the report that needs it is being written. An owner without a role may report, and so attach."""
    by, programme = request.actor, request.programme  # type: ignore[attr-defined]
    hand = by if permitted(by, "files.store", programme) else system(programme.pk)
    return lambda: files.store(
        hand,
        programme,
        name=upload.name,
        data=upload.read(),
        media_type=upload.content_type or "",
        purpose=StoredFile.Purpose.PAPER,
        read_verb=PUBLIC_VERB if public else INSIDE_VERB,
    )


def decorated(rows: list[Commitment]) -> list[Commitment]:
    """Rows with what a list shows of each: the printed number, where it stands today, its owner. One query."""
    numbers = queries.clause_numbers({row.clause_id: row.clause for row in rows}.values()) if rows else {}
    for row in rows:
        row.printed = number_of(numbers, row)  # type: ignore[attr-defined]
        row.standing = standing_of(row)  # type: ignore[attr-defined]
        row.owner = owner_of(row)  # type: ignore[attr-defined]
    return rows
