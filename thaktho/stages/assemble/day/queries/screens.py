"""What a projector shows, gathered for one hall in a bounded number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.ledger.models import Act
from thaktho.ground.people.models import Network, Person
from thaktho.ground.people.queries import all_networks
from thaktho.thai.textdiff import Piece, diff

from ...consensus.models import ClauseStance, Resolution, RoundClause, VoteRight
from ...consensus.queries import may_read_reasons
from ...text.models import Clause, ClauseRevision
from ..models import Hall, Screen
from ..states import spoken, too_long
from . import honours, people, programme

ON_SCREEN = 8  # lines that the back row can read
HONOURS_A_PAGE = 6
_TILES = {"agree": ("agree", "check"), "note": ("noted", "message-square"), "change": ("change", "pencil"), "not_yet": ("not-yet", "x")}  # fmt: skip


@dataclass(frozen=True)
class Tile:
    network: Network
    stance: str  # class of the tile
    icon: str
    word: str


def screen(hall: Hall) -> Screen:
    found = Screen.objects.filter(hall=hall).select_related("clause__period", "resolution", "honour").first()
    return found or Screen(programme_id=hall.programme_id, edition_id=hall.edition_id, hall=hall)


def who_moved(hall: Hall) -> str:
    """Who moved this hall's screen last, by the ledger. Another person of the secretariat, or the system."""
    line = (
        Act.objects.filter(programme_id=hall.programme_id, verb="assemble.day.run", subject_id=hall.pk)
        .order_by("-number")
        .first()
    )
    person = Person.objects.filter(pk=line.actor_id).first() if line and line.actor_id else None
    return str(person) if person else gettext("ระบบ")


def shown(hall: Hall, *, named: bool = False) -> dict[str, Any]:
    """The context of the view that the chair chose. A wall is read by the whole hall, and its address by the whole world:
    what is not published stands on neither. `named`: somebody with a role opened it, for the hall; then it shows who
    speaks and who is being called, which the hall hears anyway."""
    seen = screen(hall)
    makers = {
        "agenda": _agenda, "clause": _clause, "stances": _clause, "speakers": _speakers, "presence": _presence,
        "honours": _called if named else _honours, "vote": _vote,
    }  # fmt: skip
    make = makers.get(seen.view)
    context = {"screen": seen, "hall": hall, "edition": hall.edition, "named": named}
    return context | (make(hall, seen) if make else {})


def _agenda(hall: Hall, seen: Screen) -> dict[str, Any]:
    at = timezone.localtime()
    lines = [one for one in programme.slots(hall.edition) if one.hall_id == hall.pk]
    on = next((one.on for one in lines if one.state == "running"), None) or next(
        (one.on for one in lines if one.state == "planned"), None
    )
    today = [one for one in lines if one.on == on]
    running = next((one for one in today if one.state == "running"), None)
    # What was passed over without a press is not what comes next.
    planned = [
        one
        for one in today
        if one.state == "planned" and (running is None or one.starts_at >= running.starts_at)
    ]
    return {
        "running": running,
        "coming": planned[:4],
        "late": programme.late(running, planned[0] if planned else None, at),
        "no_programme": not lines,
        "day_over": bool(lines) and not running and not planned,
    }


def changes(clause: Clause) -> tuple[Piece, ...]:
    """What this revision changed in the words of the one before; the words alone where there is none."""
    before = (
        ClauseRevision.objects.filter(clause=clause, number__lt=clause.revision)
        .order_by("-number")
        .values_list("body", flat=True)
        .first()
    )
    return diff(clause.body if before is None else before, clause.body)


def asked_of(clause: Clause) -> RoundClause | None:
    """The newest asking of networks about this clause."""
    found = RoundClause.objects.filter(clause=clause).exclude(round__state="draft")
    return found.select_related("round").order_by("-round__number").first()


def tiles(hall: Hall, asked: RoundClause | None) -> list[Tile]:
    """One a network that is entitled to a voice in this round; all of them before a round was opened."""
    entitled = set(asked.round.networks) if asked else set()
    voices = (
        dict(ClauseStance.objects.filter(asked=asked).values_list("network_id", "value")) if asked else {}
    )
    words = dict(ClauseStance._meta.get_field("value").flatchoices)
    found = []
    for network in all_networks(hall.edition.programme):
        if entitled and str(network.pk) not in entitled:
            continue
        value = voices.get(network.pk)
        stance, icon = _TILES.get(value or "", ("waiting", "clock"))
        found.append(Tile(network, stance, icon, str(words.get(value, gettext("รอแจ้ง")))))
    return found


def _clause(hall: Hall, seen: Screen) -> dict[str, Any]:
    clauses = programme.clauses(hall.edition)
    clause = next((one for one in clauses if one.pk == seen.clause_id), None) or (
        clauses[0] if clauses else None
    )
    if clause is None:
        return {"clause": None}
    asked = asked_of(clause)
    standing = tiles(hall, asked)
    counts = {
        name: sum(tile.stance == name for tile in standing)
        for name in ("agree", "noted", "change", "not-yet", "waiting")
    }
    pieces = changes(clause)
    reason = None
    if asked is not None and may_read_reasons(None, asked.round):
        reason = (
            ClauseStance.objects.filter(asked=asked, value__in=["change", "not_yet"])
            .exclude(reason="")
            .select_related("network")
            .order_by("-given_at")
            .first()
        )
    return {
        "clause": clause,
        "pieces": pieces,
        "changed": any(piece.op != "same" for piece in pieces),
        "long": len(clause.body) > 260,
        "longer": len(clause.body) > 700,
        "tiles": standing,
        "counts": [
            ("agree", counts["agree"], gettext("เห็นด้วย")),
            ("noted", counts["noted"], gettext("มีข้อสังเกต")),
            ("change", counts["change"], gettext("ขอปรับแก้")),
            ("not-yet", counts["not-yet"], gettext("ยังไม่เห็นด้วย")),
            ("waiting", counts["waiting"], gettext("รอแจ้ง")),
        ],
        "asked": asked,
        "reason": reason,
    }


def _speakers(hall: Hall, seen: Screen) -> dict[str, Any]:
    turns = programme.turns(hall)
    speaking = next((one for one in turns if one.state == "speaking"), None)
    waiting = [one for one in turns if one.state == "waiting"]
    return {
        "speaking": clocked(speaking),
        "waiting": waiting[:ON_SCREEN],
        "more": max(0, len(waiting) - ON_SCREEN),
    }


def clocked(turn: Any) -> Any:
    """The turn with what its clock says: whole minutes for pages without JavaScript, seconds for those with."""
    if turn is None:
        return None
    now = timezone.now()
    turn.clock_spoken = spoken(turn, now)
    turn.clock_minutes = turn.clock_spoken // 60
    turn.clock_over = turn.clock_spoken >= turn.allowed_seconds
    turn.clock_left = max(0, turn.allowed_seconds - turn.clock_spoken)
    turn.clock_odd = too_long(turn, now)
    turn.clock_since = int(turn.since.timestamp() * 1000) if turn.since and not turn.clock_odd else 0
    return turn


def _presence(hall: Hall, seen: Screen) -> dict[str, Any]:
    rows = people.there(hall.edition, timezone.localdate())
    return {"there": rows, "all": people.total(rows)}


def _called(hall: Hall, seen: Screen) -> dict[str, Any]:
    """The one whom the chair calls to the stage, large, before anything is handed over; else the roll."""
    if seen.honour is not None and seen.honour.live:
        return {"honour": seen.honour}
    return _honours(hall, seen)


def _honours(hall: Hall, seen: Screen) -> dict[str, Any]:
    """Who was presented: the one the chair shows, large; else the roll as everybody may read it."""
    public = honours.roll(hall.edition)
    if seen.honour_id is not None and (one := public.filter(pk=seen.honour_id).first()):
        return {"honour": one}
    return {"roll": list(public[:HONOURS_A_PAGE]), "roll_count": public.count()}


def _vote(hall: Hall, seen: Screen) -> dict[str, Any]:
    """How many have voted, and nothing of what, until the result is published."""
    resolution = seen.resolution or (
        Resolution.objects.filter(edition=hall.edition)
        .exclude(state__in=["draft", "cancelled"])
        .order_by("-number")
        .first()
    )
    if resolution is None:
        return {"resolution": None}
    voted = VoteRight.objects.filter(resolution=resolution, used=True).aggregate(n=Count("pk"))["n"]
    return {
        "resolution": resolution,
        "voted": voted,
        "published": resolution.state == Resolution.State.PUBLISHED,
        "share": f"w{round(100 * voted / resolution.entitled)}" if resolution.entitled else "w0",
    }
