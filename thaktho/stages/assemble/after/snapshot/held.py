"""The year and its day as they were held."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

import yaml
from django.utils import timezone

from ...day.models import Booth, Certificate, Honour, Satisfaction, Slot, SpeakerTurn
from ...editions.models import Edition, EditionMeeting, EditionPaper, Photo, StageSpan, Task

QUESTIONS = Path(__file__).resolve().parents[4] / "criteria" / "satisfaction.yaml"
FEWEST_ANSWERS = 5  # a mean of fewer could point at somebody


def iso(value: date | datetime | None) -> str:
    """Days and moments as text; local time, minutes."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    return value.isoformat()


def edition(one: Edition) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "code": one.code,
        "title": one.title,
        "number": one.number,
        "year": one.year,
        "theme": one.theme,
        "held_on": iso(one.held_on),
        "held_until": iso(one.held_until),
        "place": one.place_text or (one.place.name_th if one.place else ""),
        "online": one.online_url,
        "stage": one.get_stage_display(),
        "state": one.get_state_display(),
        "end_reason": one.end_reason,
        "carried_from": one.carried_from.title if one.carried_from else "",
        "office": one.programme.office_th,
        "programme": one.programme.name_th,
        "is_example": one.is_example,
    }


def stages(one: Edition) -> list[dict[str, Any]]:
    order = list(StageSpan._meta.get_field("stage").choices or [])
    place = {value: number for number, (value, _) in enumerate(order)}
    found = sorted(StageSpan.objects.filter(edition=one), key=lambda span: place[span.stage])
    return [
        {
            "name": span.get_stage_display(),
            "from": iso(span.starts_on),
            "due": iso(span.due_on),
            "entered": iso(span.entered_at),
            "left": iso(span.left_at),
            "note": span.note,
        }
        for span in found
    ]


def meetings(one: Edition) -> list[dict[str, Any]]:
    found = (
        EditionMeeting.objects.filter(edition=one)
        .select_related("meeting")
        .order_by("meeting__held_on", "id")
    )
    return [
        {"stage": row.get_stage_display(), "title": row.meeting.title, "on": iso(row.meeting.held_on)}
        for row in found
    ]


def slots(one: Edition, numbers: dict[str, int]) -> list[dict[str, Any]]:
    turns = Counter(
        SpeakerTurn.objects.filter(edition=one, state="done").order_by().values_list("slot_id", flat=True)
    )
    found = (
        Slot.objects.filter(edition=one)
        .select_related("hall")
        .order_by("on", "starts_at", "hall__order", "id")
    )
    return [
        {
            "on": iso(row.on),
            "hall": row.hall.name,
            "planned": f"{row.starts_at:%H.%M}–{row.ends_at:%H.%M}",
            "began": iso(row.began_at),
            "ended": iso(row.ended_at),
            "kind": row.get_kind_display(),
            "title": row.title,
            "text": row.text,
            "speakers": row.speakers.splitlines(),
            "clause": numbers.get(str(row.clause_id)),
            "state": row.get_state_display(),
            "spoke": turns[row.pk],
        }
        for row in found
    ]


def booths(one: Edition) -> list[dict[str, Any]]:
    found = Booth.objects.filter(edition=one, state=Booth.State.CONFIRMED).select_related("network")
    return [
        {
            "number": row.number,
            "title": row.title,
            "text": row.text,
            "owner": row.owner,
            "network": row.network.short_name if row.network else "",
        }
        for row in found
    ]


def honours(one: Edition) -> list[dict[str, Any]]:
    found = Honour.objects.filter(edition=one, live=True).select_related("network").order_by("number")
    return [
        {
            "number": row.number,
            "kind": row.get_kind_display(),
            "category": row.category,
            "name": row.name,
            "place": row.place_text,
            "network": row.network.short_name if row.network else "",
            "for_what": row.for_what,
            "presented": iso(row.presented_at),
        }
        for row in found
    ]


def certificates(one: Edition) -> list[dict[str, Any]]:
    found = Certificate.objects.filter(edition=one, revoked_at=None).order_by()
    many = Counter(found.values_list("kind", flat=True))
    return [
        {"kind": str(label), "count": many[value]} for value, label in Certificate.Kind.choices if many[value]
    ]


@cache
def _questions() -> dict[tuple[str, str], str]:
    """(form, question) -> its words, from `criteria/satisfaction.yaml`."""
    if not QUESTIONS.exists():
        return {}
    forms = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["forms"]
    return {(form["code"], key): words for form in forms for key, words in form.get("statements", {}).items()}


def satisfaction(one: Edition) -> dict[str, Any]:
    """Means only from five answers on; what was written in words is not frozen, it could tell who wrote it."""
    answers = list(Satisfaction.objects.filter(edition=one).values_list("form", "answers"))
    if len(answers) < FEWEST_ANSWERS:
        return {"answers": len(answers) if not answers else None, "few": bool(answers), "means": []}
    by_question: dict[str, list[float]] = {}
    for form, given in answers:
        for question, value in given.items():
            if isinstance(value, int | float):
                by_question.setdefault(_questions().get((form, question), question), []).append(value)
    means = [
        {"question": question, "mean": round(mean(values), 2), "of": len(values)}
        for question, values in by_question.items()
        if len(values) >= FEWEST_ANSWERS
    ]
    return {"answers": len(answers), "few": False, "means": means}


def photos(one: Edition) -> list[dict[str, Any]]:
    found = Photo.objects.filter(edition=one, public=True).select_related("file").order_by("order", "id")
    return [
        {
            "id": str(row.pk),
            "file": str(row.file_id),
            "sha256": row.file.sha256,
            "caption": row.caption,
            "on": iso(row.taken_on),
        }
        for row in found
    ]


def papers(one: Edition) -> list[dict[str, Any]]:
    found = EditionPaper.objects.filter(edition=one)
    return [{"stage": row.get_stage_display(), "title": row.title, "public": row.public} for row in found]


def tasks(one: Edition) -> dict[str, int]:
    """How many in which state; who did them is no matter of the proceedings."""
    many = Counter(Task.objects.filter(edition=one).order_by().values_list("state", flat=True))
    return {str(label): many[value] for value, label in Task.State.choices}
