"""Booths, honours, the form of the day and certificates of 2563, and booths asked for 2564: invented and marked so, by the
same actions people use."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.utils import timezone

from thaktho.stages.assemble.day.actions import booths, certifying, honours, satisfying
from thaktho.stages.assemble.day.models import Certificate, Honour, Participant
from thaktho.stages.assemble.day.queries import certificates
from thaktho.stages.assemble.day.queries.satisfaction import current
from thaktho.stages.assemble.models import Edition

from . import World

FILE = Path(__file__).with_name("day_roll.yaml")


def load(world: World) -> None:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for code, rows in data["booths"].items():
        _booths(world, world.editions.get(str(code)), rows)
    edition = world.editions.get("2563")
    if edition is None:
        return
    _honours(world, edition, data["honours"])
    _satisfaction(world, edition, data["satisfaction"])
    _certificates(world, edition, data["signers"])


def _booths(world: World, edition: Edition | None, rows: list[dict[str, Any]]) -> None:
    if edition is None:
        return
    for row in rows:
        row = dict(row)
        number, cancelled = str(row.pop("number", "")), row.pop("cancelled", "")
        made = booths.ask(
            world.by, edition, network=world.networks.get(row.pop("network")), is_example=True, **row
        )
        if number:
            booths.confirm(world.by, made, number)
        if cancelled:
            booths.cancel(world.by, made, cancelled)


def _honours(world: World, edition: Edition, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        made = honours.add(
            world.by,
            edition,
            is_example=True,
            **{**row, "network": world.networks.get(row.get("network", ""))},
        )
        honours.present(world.by, made)
    if edition.held_on is not None:  # the stage was on that day, not on the day of loading
        moment = timezone.make_aware(datetime.combine(edition.held_on, time(11)))
        Honour.objects.filter(edition=edition, live=True).update(presented_at=moment)


def _satisfaction(world: World, edition: Edition, data: dict[str, Any]) -> None:
    """The same answers at every loading: steps go round, words stand in the file."""
    form = current()
    networks = list(world.networks.values())
    for number in range(data["answers"]):
        steps = {
            code: (5, 4, 5, 4, 3, 5, 4, 2)[(number * 3 + place) % 8]
            for place, (code, _text) in enumerate(form.statements)
            if (number + place) % 11
        }
        said = data["words"][number] if number < len(data["words"]) else {}
        satisfying.answer(
            edition,
            form=form.code,
            answers=steps,
            token=uuid5(UUID(int=2563), str(number)),
            liked=said.get("liked", ""),
            better=said.get("better", ""),
            network=networks[number % len(networks)] if networks and number % 3 else None,
            is_example=True,
            by=world.by,
        )


def _certificates(world: World, edition: Edition, signers: list[dict[str, str]]) -> None:
    on = edition.held_on or date(2020, 9, 1)
    for kind in Certificate.Kind.values:
        if kind == Certificate.Kind.ATTENDED and not Participant.objects.filter(edition=edition).exists():
            continue
        if certificates.without(edition, kind).exists():
            certifying.issue(world.by, edition, kind, signers=signers, issued_on=on, is_example=True)
