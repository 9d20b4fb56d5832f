"""Load the demonstration: Chiang Rai, from readable YAML, through the same actions people use.

Facts carry their source; people with logins are invented and marked so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction

from thaktho.demo import assembly, foundation, meetings, plans, tree, voices
from thaktho.demo.logins import demo_password
from thaktho.engines import weave as engine
from thaktho.ground.access import Actor, system
from thaktho.ground.ledger.actions import acting
from thaktho.ground.people import actions as people
from thaktho.ground.people.models import Network, Organisation, Person, User
from thaktho.ground.places.actions import load_official
from thaktho.ground.programme import actions as programmes
from thaktho.ground.programme.models import Programme, Source
from thaktho.ground.programme.queries import by_slug
from thaktho.ground.thread import actions as thread
from thaktho.stages.listen.models import Statement, Topic
from thaktho.stages.plan.actions.weaving import store_pairs
from thaktho.stages.plan.models import PlanRow
from thaktho.stages.plan.queries.weaving import engine_rows

FOLDER = Path(__file__).resolve().parent


@dataclass
class Loaded:
    """What later loaders need to refer to."""

    programme: Programme
    by: Actor
    sources: dict[str, Source]
    networks: dict[str, Network]
    organisations: dict[str, Organisation]
    persons: dict[str, Person]


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def load_demo(say: Callable[[str], None]) -> None:
    """Load places, then Chiang Rai unless it is there. All of Chiang Rai is one transaction."""
    say("กำลังโหลดจังหวัด อำเภอ ตำบล / loading places")
    load_official()
    if by_slug("chiang-rai"):
        return
    say("กำลังโหลดตัวอย่างจังหวัดเชียงราย / loading Chiang Rai")
    with transaction.atomic():
        load_chiang_rai()


def load_chiang_rai() -> Loaded:
    data = read("chiang-rai.yaml")
    loaded = _programme(data)
    _networks(loaded, data["networks"])
    _organisations(loaded, data["organisations"])
    _officials(loaded, data["officials"])
    _logins(loaded, data["logins"])
    foundation.load(loaded.by, loaded.programme, loaded.networks, loaded.sources)
    held = meetings.load(loaded.programme, loaded.networks, loaded.sources, loaded.persons)
    topics = voices.load(loaded.by, loaded.programme, read("voices.yaml")["topics"], held)
    opened = tree.open_round(loaded.by, loaded.programme, plans.due_in_days())
    rows = plans.load(loaded.programme, loaded.networks)
    tree.sent(loaded.by, opened, loaded.networks, rows)
    _from_voices(loaded, topics, rows)
    tree.load(loaded.by, loaded.programme, rows)
    tree.needs(loaded.by, loaded.programme, topics)
    store_pairs(
        loaded.programme, engine.weave(engine_rows(loaded.programme), home=loaded.programme.province_id)
    )
    assembly.load(
        assembly.World(loaded.by, loaded.programme, loaded.networks, loaded.persons, loaded.sources, held)
    )
    return loaded


def _from_voices(loaded: Loaded, topics: dict[str, Topic], rows: dict[str, list[PlanRow]]) -> None:
    """Two rows that began as voices, so that the thread has something to show."""
    for code, wanted in read("voices.yaml")["became"].items():
        row = next(row for row in rows[code] if wanted["row"] in row.title)
        spoken = Statement.objects.filter(topic=topics[wanted["topic"]], number__in=wanted["statements"])
        with acting(loaded.by, "plan.row.from_statements", row) as act:
            for statement in spoken.order_by("number"):
                thread.link(act, statement, row, "became")


def _programme(data: dict[str, Any]) -> Loaded:
    fields = dict(data["programme"])
    programme = programmes.found(province_code=fields.pop("province"), **fields)
    by = system(programme.pk)
    sources = {
        key: programmes.add_source(by, programme, **fields) for key, fields in read("sources.yaml").items()
    }
    vision = data["vision"]
    programmes.set_vision(
        by,
        programme,
        vision["text"],
        vision["parts"],
        governor=vision["governor"],
        source=sources[vision["source"]],
    )
    declared = dict(data["declaration"])
    programmes.declare(by, programme, source=sources[declared.pop("source")], **declared)
    for target in data["targets"]:
        target = dict(target)
        programmes.set_target(by, programme, is_example=target.pop("example", False), **target)
    for year, virtue_set in data["virtue_sets"].items():
        programmes.choose_virtues(by, programme, year, virtue_set)
    return Loaded(programme, by, sources, {}, {}, {})


def _networks(loaded: Loaded, rows: list[dict[str, Any]]) -> None:
    for order, row in enumerate(rows, 1):
        aliases = [name for name in (row.get("alias"), *row.get("also", ())) if name]
        loaded.networks[row["code"]] = people.add_network(
            loaded.by,
            loaded.programme,
            code=row["code"],
            name=row["name"],
            short_name=row["short"],
            order=order,
            valid_from=loaded.programme.first_year,
            source=loaded.sources[row["source"]],
            aliases=aliases,
        )


def _organisations(loaded: Loaded, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        loaded.organisations[row["key"]] = people.add_organisation(
            loaded.by,
            loaded.programme,
            name=row["name"],
            short_name=row.get("short", ""),
            source=loaded.sources[row["source"]],
        )


def _officials(loaded: Loaded, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        person = people.add_person(
            loaded.by,
            loaded.programme,
            title=row["title"],
            given_name=row["given"],
            family_name=row["family"],
            source=loaded.sources[row["source"]],
        )
        loaded.persons[row["key"]] = person
        for held in row["positions"]:
            people.give_position(
                loaded.by,
                person,
                title=held["title"],
                organisation=loaded.organisations[held["organisation"]],
                source=loaded.sources[held["source"]],
            )


def _logins(loaded: Loaded, rows: list[dict[str, Any]]) -> None:
    password = make_password(
        demo_password()
    )  # once: all have the same, and each hash takes a third of a second
    for row in rows:
        user = User.objects.create(username=row["username"], password=password)
        network = loaded.networks.get(row.get("network", ""))
        person = people.add_person(
            loaded.by,
            loaded.programme,
            given_name=row["given"],
            family_name=row["family"],
            user=user,
            is_example=True,
            networks=[network] if network else [],
        )
        loaded.persons[row["username"]] = person
        scope, scope_id = ("network", str(network.pk)) if network else ("programme", "")
        people.grant(loaded.by, person, row["role"], scope=scope, scope_id=scope_id)
