"""How the networks agreed: delegates, two rounds with one dissent on record, and next year's names. All invented, all marked."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from thaktho.ground.people.models import Person
from thaktho.stages.assemble.consensus import actions, queries
from thaktho.stages.assemble.models import Delegate, Edition, Round, RoundClause

from . import World

Told = dict[str, list[str]]


def load(world: World) -> None:
    data = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    persons: dict[str, Person] = {}
    if past := world.editions.get("2563"):
        _delegates(world, past, data, persons)
        _rounds(world, past, data)
    if coming := world.editions.get("2564"):
        for code, names in data["next"].items():
            for place, name in enumerate(names):
                _name(world, coming, code, name, "speaker" if place == 0 else "delegate", persons)
        _resolution(world, coming, data["resolution"])


def _name(
    world: World, edition: Edition, code: str, name: str, part: str, persons: dict[str, Person]
) -> Delegate | None:
    network = world.networks.get(code)
    if network is None:
        return None
    delegate = actions.nominate(
        world.by, edition, network, name=name, part=part, person=persons.get(name), is_example=True
    )
    persons[name] = delegate.person
    return delegate


def _delegates(world: World, edition: Edition, data: dict[str, Any], persons: dict[str, Person]) -> None:
    actions.edit_rulebook(world.by, edition, seats=data["seats"])
    named = [
        _name(world, edition, code, name, "speaker" if place == 0 else "delegate", persons)
        for code, names in data["delegates"].items()
        for place, name in enumerate(names)
    ]
    letter = data["letter"]
    rows = [one for one in named if one is not None]
    actions.appoint(world.by, edition, rows, letter_number=letter["number"], letter_date=_day(letter["date"]))
    gone = data["replaced"]
    old = next(
        (one for one in rows if one.network.code == gone["network"] and one.part == gone["part"]), None
    )
    if old is not None:
        actions.replace(
            world.by,
            old,
            gone["reason"],
            name=gone["name"],
            letter_number=gone["letter"],
            letter_date=_day(gone["date"]),
            is_example=True,
        )


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _rounds(world: World, edition: Edition, data: dict[str, Any]) -> None:
    """The first round on an early version, the second on the last: as the text's chamber left them."""
    versions = [one for one in queries.versions(edition).order_by("number") if queries.words(one)]
    if not versions:
        return
    for place, wanted in enumerate(data["rounds"]):
        version = versions[min(place, len(versions) - 1)] if place == 0 else versions[-1]
        round = actions.draft_round(world.by, edition, version, is_example=True)
        round = actions.open_round(world.by, round)
        _speak(world, round, wanted)
        if place == 0:
            _inside(world, round, data["inner"])
        if dissent := wanted.get("dissent"):
            _dissent(world, round, dissent)
        actions.close_round(world.by, round, reason=wanted.get("close_reason", ""))
        round.refresh_from_db()
        actions.publish_round(world.by, round)
        # The hours of the story, not those of the loading.
        hours = {f"{step}_at": _hour(wanted[step]) for step in ("opened", "closed", "published")}
        Round.objects.filter(pk=round.pk).update(**hours)


def _hour(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _speak(world: World, round: Round, wanted: dict[str, Any]) -> None:
    asked = list(RoundClause.objects.filter(round=round).select_related("round__edition", "clause"))
    entitled = set(round.networks)
    for place, one in enumerate(asked, 1):
        told: Told = wanted["said"].get(place, {})
        silent = wanted.get("silent_on_last", []) if place == len(asked) else []
        for code, network in world.networks.items():
            if code in silent or str(network.pk) not in entitled:
                continue
            value, reason = told.get(code, ["agree", ""])
            actions.tell(world.by, one, network, value, reason, is_example=True)


def _inside(world: World, round: Round, wanted: dict[str, list[str]]) -> None:
    first = RoundClause.objects.filter(round=round).select_related("round__edition", "clause").first()
    for code, values in wanted.items():
        seats = queries.appointed(round.edition).filter(network__code=code)
        for seat, value in zip(seats, values, strict=False):
            if first is not None:
                actions.speak_inside(world.by, first, seat, value)


def _dissent(world: World, round: Round, wanted: dict[str, Any]) -> None:
    asked = list(RoundClause.objects.filter(round=round).select_related("round__edition"))
    network = world.networks.get(wanted["network"])
    if network is None or len(asked) < wanted["clause"]:
        return
    actions.record_dissent(
        world.by,
        asked[wanted["clause"] - 1],
        network,
        text=wanted["text"],
        chair=wanted["chair"],
        is_example=True,
    )


def _resolution(world: World, edition: Edition, wanted: dict[str, str]) -> None:
    """Formal votes are off; for one year of the example they are on, so that the paper can be seen. Nobody has voted."""
    Edition.objects.filter(pk=edition.pk).update(formal_votes=True)
    edition.refresh_from_db()
    drafted = actions.draft_resolution(
        world.by, edition, is_example=True, majority="two_thirds", base="present", **wanted
    )
    actions.lock_resolution(world.by, drafted)
