"""The moves of a topic and of a statement. What is not in the table cannot happen."""

from __future__ import annotations

from .models import Statement, Topic

TOPIC = {
    "draft": {"open"},
    "open": {"closed"},
    "closed": {"sealed"},
    "sealed": set(),
}
STATEMENT = {
    "waiting": {"shown", "hidden"},
    "shown": {"hidden"},
    "hidden": {"shown"},
}


class WrongState(Exception):
    """This step cannot follow the state the thing is in."""


def move(thing: Topic | Statement, to: str) -> None:
    table: dict[str, set[str]] = TOPIC if isinstance(thing, Topic) else STATEMENT
    if to not in table[thing.state]:
        raise WrongState(f"{thing.state} -> {to}")
    thing.state = to
