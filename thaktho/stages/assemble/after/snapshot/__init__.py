"""Everything the proceedings print, read once and frozen as plain JSON. Labels are Thai, whatever the reader's language.

Names of participants stand in `attendance.networks[].names`; the public paper is made without them.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from ...editions.models import Edition
from . import agreed, held, people
from .missing import missing

VERSION = 1


@override("th")
def freeze(edition: Edition, words: dict[str, str]) -> dict[str, Any]:
    """The assembly of a year as one JSON value; `missing` says what was still open when it was made."""
    declaration = agreed.declaration(edition)
    numbers = {
        clause["id"]: clause["number"] for period in declaration["periods"] for clause in period["clauses"]
    }
    return {
        "v": VERSION,
        "edition": held.edition(edition),
        "stages": held.stages(edition),
        "meetings": held.meetings(edition),
        "chairs": people.chairs(edition),
        "delegates": people.delegates(edition),
        "attendance": people.attendance(edition),
        "slots": held.slots(edition, numbers),
        "booths": held.booths(edition),
        "honours": held.honours(edition),
        "certificates": held.certificates(edition),
        "satisfaction": held.satisfaction(edition),
        "photos": held.photos(edition),
        "papers": held.papers(edition),
        "tasks": held.tasks(edition),
        "issues": agreed.issues(edition),
        "hearings": agreed.hearings(edition),
        "amendments": agreed.amendments(edition, numbers),
        "declaration": declaration,
        "rounds": agreed.rounds(edition),
        "dissents": agreed.dissents(edition),
        "resolutions": agreed.resolutions(edition),
        "commitments": agreed.commitments(edition, numbers),
        "words": words,
        "missing": missing(edition),
    }
