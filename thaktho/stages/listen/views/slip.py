"""The page of one statement. The template is rendered once for all who see the same page but for a few words, and these
are put in here: rendering it for each vote would cost more than the vote."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from .. import languages, queries
from ..models import Topic
from .paper import Paper

MOST_SLIPS = 40  # beyond that, a bar
NOW, DONE, TO_COME = '<li class="now"></li>', '<li class="done"></li>', "<li></li>"


def page_of(
    topic: Topic,
    paper: Paper,
    slips: list[queries.Slip],
    answers: dict[UUID, int],
    at: int,
    tongue: str = "",
) -> HttpResponse:
    """The page of one statement: the template is rendered once for all who see the same page but for a few words, and
    these are put in here. Rendering it for each vote would cost more than the vote."""
    slip = slips[at]
    # A sheet passes through more hands than a phone: what was answered with it is not shown to whoever scans it next.
    mine = None if paper.serial else answers.get(slip.id)
    page = _blank(topic, paper, slip.is_example, mine, at > 0, slips, tongue)
    done = [one.id in answers for one in slips]
    marks = [DONE if mark else TO_COME for mark in done]
    marks[at] = NOW
    words = {
        **_said(topic, slip, tongue),
        "number": str(slip.number),
        "place": str(at + 1),
        "before": str(slips[at - 1].number),
        "marks": "".join(marks) if len(slips) <= MOST_SLIPS else "",
        "done": str(sum(done)),
        "token": paper.form_token,
    }
    return HttpResponse(GAP.sub(lambda found: words.get(found[1], ""), page))


GAP = re.compile("\ue000(\\w+)\ue001")
_blanks: dict[tuple[Any, ...], str] = {}


def _blank(
    topic: Topic,
    paper: Paper,
    example: bool,
    mine: int | None,
    back: bool,
    slips: list[queries.Slip],
    tongue: str,
) -> str:
    """The voting page with gaps, marked by two signs of Unicode's private area. Kept by all that else is on it."""
    count = len(slips)
    door = queries.door_in_memory(topic, paper.token)
    programme = topic.programme
    key = (
        get_language(),
        programme.slug,
        topic.pk,
        topic.version,
        topic.closes_at,
        topic.title,
        topic.proposers,
        topic.is_example,
        door and door.pk,
        example,
        mine,
        back,
        count,
        tongue,
    )
    if key not in _blanks:
        if len(_blanks) > 2000:
            _blanks.clear()

        def gap(name: str) -> SafeString:
            return mark_safe(f"\ue000{name}\ue001")

        context = {
            "topic": topic,
            "door": door,
            "programme": programme,
            "example": example,
            "mine": mine,
            "back": back,
            "count": count,
            "tongues": _tongues(slips),
            "tongue": tongue,
            "marked": count <= MOST_SLIPS,
            "may_propose": topic.proposers == Topic.Proposers.EVERYONE,
            "csrf_token": gap("token"),
            **{
                name: gap(name)
                for name in ("text", "also", "clip", "number", "place", "before", "marks", "done")
            },
        }
        _blanks[key] = render_to_string("listen/vote.html", context)
    return _blanks[key]


def _tongues(slips: list[queries.Slip]) -> list[languages.Language]:
    """The languages some statement is told in, beside Thai."""
    codes = {told.language for slip in slips for told in slip.told}
    return [one for one in languages.known() if one.code in codes and one.code != languages.OWN]


def _said(topic: Topic, slip: queries.Slip, tongue: str) -> dict[str, str]:
    """The statement as this voter reads it, its own Thai words below it where these are others, and its clip."""
    told = slip.in_language(tongue or languages.OWN)
    text: str = slip.html
    also = clip = ""
    if told is not None and told.text:
        text = format_html('<span lang="{}">{}</span>', told.language, told.text)
        also = format_html('<p class="also" lang="th" data-said>{}</p>', slip.html)
    else:
        text = format_html("<span data-said>{}</span>", slip.html)
    if told is not None and told.clip:
        address = reverse("listen_clip", args=[topic.programme.slug, topic.code, told.clip])
        clip = format_html(
            '<audio class="clip" controls preload="none" src="{}" aria-label="{}"></audio>',
            address,
            gettext("ฟังเสียงอ่านข้อความ"),
        )
    return {"text": text, "also": also, "clip": clip}
