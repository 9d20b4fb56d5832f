"""Voices of the demonstration: statements with their source, and invented answers, marked as examples."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import urlsplit

from thaktho.ground.access import Actor
from thaktho.ground.programme import actions as programmes
from thaktho.ground.programme.models import Programme, Source
from thaktho.stages.convene.models import Meeting
from thaktho.stages.listen import actions as listen
from thaktho.stages.listen import queries
from thaktho.stages.listen.models import Statement, Topic


def load(
    by: Actor, programme: Programme, topics: list[dict[str, Any]], meetings: dict[str, Meeting]
) -> dict[str, Topic]:
    """Topics by key. The same invented answers every time: the draws are seeded."""
    sources: dict[str, Source] = {}
    return {item["key"]: _topic(by, programme, item, meetings, sources) for item in topics}


def _topic(
    by: Actor,
    programme: Programme,
    item: dict[str, Any],
    meetings: dict[str, Meeting],
    sources: dict[str, Source],
) -> Topic:
    topic = listen.add_topic(
        by,
        programme,
        title=item["title"],
        question=item["question"],
        intro=item["intro"],
        meeting=meetings.get(item.get("meeting", "")),
        open_door=item.get("open_door", False),
        is_example=True,
    )
    # Which network's table said what is invented, like the answers: tables take turns.
    doors = queries.doors(topic)
    statements = [
        listen.seed(
            by,
            topic,
            row["text"],
            door=doors[number % len(doors)],
            source=_source(by, programme, row["url"], sources),
            is_example=True,
        )
        for number, row in enumerate(item["statements"])
    ]
    listen.open_topic(by, topic)
    _answer(by, topic, statements, [row["agree"] for row in item["statements"]], item["voters"])
    if item["state"] == "sealed":
        listen.close_topic(by, topic)
        listen.seal_topic(by, topic)
    topic.refresh_from_db()
    return topic


def _source(by: Actor, programme: Programme, url: str, sources: dict[str, Source]) -> Source:
    if url not in sources:
        sources[url] = programmes.add_source(by, programme, title=urlsplit(url).netloc, url=url)
    return sources[url]


def _answer(by: Actor, topic: Topic, statements: list[Statement], agree: list[int], voters: int) -> None:
    """So many invented people at each door, who answer most statements."""
    draw = random.Random(topic.title)
    for door in queries.doors(topic):
        for person in range(voters):
            voter = listen.find_voter(topic, f"{door.pk}-{person}")
            for statement, share in zip(statements, agree, strict=True):
                if draw.random() < 0.85:
                    listen.cast_vote(by, topic, voter, door, statement.pk, _opinion(draw, share))


def _opinion(draw: random.Random, share: int) -> int:
    if draw.random() < 0.1:
        return 0
    return 1 if draw.random() * 100 < share else -1
