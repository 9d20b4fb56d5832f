"""A province made once, then laid down again for every test that asks for it.

Making one walks two hundred statements of SQL: the same each time, and most of what a small test costs. The rows it left
are kept here and put back by one insert a table, inside the test's own transaction. What processes remember of a
programme is forgotten with it, for the next test's province has the same ids.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.cache import caches
from django.db import models, transaction

from thaktho.ground.people.models import Network, Person
from thaktho.ground.programme.models import Programme
from thaktho.stages.listen.queries.ballot import _ballots
from thaktho.stages.listen.views.slip import _blanks
from thaktho.web.names import kept_names

if TYPE_CHECKING:
    from tests.conftest import Province

Rows = dict[type[models.Model], list[models.Model]]
_kept: dict[str, tuple[Rows, object]] = {}


def laid(slug: str, make: Callable[[], Province]) -> Province:
    """The province `make` makes, from its rows if it was made before. Two provinces share no row: each is kept by itself."""
    forget()
    province = _laid(slug, make)
    kept_names()  # as a server that has shown a page: else the first page of each test would ask for them
    return province


def _laid(slug: str, make: Callable[[], Province]) -> Province:
    if slug not in _kept:
        before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in _models()}
        made = make()
        rows = {
            model: [row for row in model._base_manager.all() if row.pk not in before[model]]
            for model in _models()
        }
        _kept[slug] = ({model: found for model, found in rows.items() if found}, made.programme.pk)
        return made
    rows, programme_id = _kept[slug]
    with transaction.atomic():  # what points to what is checked at its end
        for model, found in rows.items():
            model._base_manager.bulk_create(found, ignore_conflicts=True)
    return read(programme_id)


def read(programme_id: object) -> Province:
    from tests.conftest import Province

    programme = Programme.objects.get(pk=programme_id)
    persons = Person.objects.filter(programme=programme).select_related("user").exclude(user=None)
    return Province(
        programme,
        {network.code: network for network in Network.objects.filter(programme=programme).order_by("order")},
        {person.user.username.removeprefix(f"{programme.slug}-"): person for person in persons},
    )


def forget() -> None:
    caches["memory"].clear()
    _ballots.clear()
    _blanks.clear()


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
