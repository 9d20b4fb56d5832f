"""What the projector of a hall shows: moved by the chair's page, which says which revision it has seen."""

from __future__ import annotations

from uuid import UUID

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting

from ...consensus.models import Resolution
from ...text.models import Clause
from ..models import Hall, Honour, Screen
from ..queries.screens import who_moved
from ..states import MovedOn


def show(
    by: Actor,
    hall: Hall,
    view: str,
    *,
    seen: int | None = None,
    clause: Clause | None = None,
    resolution: Resolution | None = None,
    honour: Honour | None = None,
    words: str | None = None,
    act_id: UUID | None = None,
) -> Screen:
    """Raises MovedOn when the screen was changed since revision `seen`. What is not named stays as it was: the clause of
    the last view is the clause of the next."""
    with acting(by, "assemble.day.run", hall, act_id=act_id) as act:
        screen = screen_of(hall, lock=True)
        if seen is not None and seen != screen.revision:
            raise MovedOn(screen, who_moved(hall))
        for name, row in (("clause", clause), ("resolution", resolution), ("honour", honour)):
            if row is None:
                continue
            if row.edition_id != hall.edition_id:
                raise ValueError(f"{name} of another edition")
            setattr(screen, name, row)
        if words is not None:
            screen.words = words
        screen.view = Screen.View(view).value
        screen.revision += 1
        screen.save()
        act.note(view=view, revision=screen.revision, clause=str(screen.clause_id or ""))
    return screen


def screen_of(hall: Hall, *, lock: bool = False) -> Screen:
    """The hall's screen; made where a loader laid down the hall alone."""
    held = Screen.objects.select_for_update(of=("self",), no_key=True) if lock else Screen.objects
    found = held.select_related("clause", "resolution", "honour").filter(hall=hall).first()
    if found is None:
        found, _made = Screen.objects.get_or_create(
            hall=hall, defaults={"programme_id": hall.programme_id, "edition_id": hall.edition_id}
        )
    return found
