"""Decisions are numbered by the series of their meeting and its year: มติที่ 3/2565."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from .. import numbering
from ..models import Decision, Meeting, MeetingSeries


def next_number(meeting: Meeting) -> dict[str, Any]:
    """The series, its year and the next number in it, for a new decision; nothing where no series counts.

    The series' row is held until the act is done: two meetings of one series that decide in the same instant do not
    get the same number. Struck decisions keep theirs, so none is given twice.
    """
    if meeting.series_id is None:
        return {}
    series = MeetingSeries.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.series_id)
    year = meeting.year or numbering.year_for(series.year_basis, meeting.held_on)
    given = Decision.objects.filter(series=series, series_year=year)
    last = given.aggregate(last=Max("series_number"))["last"] or 0
    return {"series": series, "series_year": year, "series_number": last + 1}


def number_those_without(meeting: Meeting) -> None:
    """A meeting that joined a series after it had decided: its decisions get the next numbers. A number once printed
    is never changed, also when the meeting moves on to another series."""
    for decision in Decision.objects.filter(meeting=meeting, series_number=None).order_by("number"):
        for name, value in next_number(meeting).items():
            setattr(decision, name, value)
        decision.save(update_fields=["series", "series_year", "series_number"])
