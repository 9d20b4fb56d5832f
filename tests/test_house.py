"""The laws of the house, held over everything that stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

# Shared by all provinces, or global by nature; everything else carries its programme.
GLOBAL_MODELS = {"places.Place", "people.User", "programme.Programme", "jobs.Timer"}


def province_patterns() -> Iterator[tuple[str, URLPattern]]:
    """Every address under /<province>/, with its pattern."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for entry in resolver.url_patterns:
            path = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, path)
            elif path.startswith("<slug:province>/"):
                yield path, entry

    yield from walk(get_resolver(), "")


def test_every_model_carries_its_programme():
    ours = [model for model in apps.get_models() if model.__module__.startswith("thaktho.")]
    without = {
        model._meta.label
        for model in ours
        if not any(
            field.name == "programme" and not field.null
            for field in model._meta.get_fields()
            if hasattr(field, "null")
        )
    }
    assert without == GLOBAL_MODELS


def test_every_view_of_a_province_asks_a_rule():
    unguarded = [path for path, pattern in province_patterns() if not getattr(pattern.callback, "rule", "")]
    assert unguarded == []


# Held with their key: nothing points to the ledger's chain, and a thrown-away rehearsal's year itself goes.
WITH_THEIR_KEY = {"ground/ledger/actions.py", "stages/assemble/day/actions/rehearsing.py"}


def test_rows_are_held_without_their_key():
    """A row held with its key stops whoever adds a row under it, at commit, with the ledger's chain in hand: a ring."""
    import thaktho

    root = Path(thaktho.__path__[0])
    with_key = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        for held in re.findall(r"select_for_update\([^()]*(?:\([^()]*\))?[^()]*\)", path.read_text())
        if "no_key=True" not in held
    }
    assert with_key == WITH_THEIR_KEY


def test_every_rule_that_views_name_exists():
    import rules

    unknown = {
        pattern.callback.rule
        for _, pattern in province_patterns()
        if not rules.rule_exists(pattern.callback.rule)
    }
    assert unknown == set()


@pytest.mark.django_db
def test_a_province_that_is_not_there_is_not_found(client):
    for path, _ in province_patterns():
        if "<" not in path.removeprefix("<slug:province>/"):
            assert client.get("/" + path.replace("<slug:province>", "nowhere")).status_code == 404
