"""Whether a database has the tables of this very software, asked without setting Django up: that takes longer than all the
rest of a start. Names are compared; who must know more (a squashed migration, older or newer) loads Django's graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def on_disk(apps: Iterable[str]) -> set[tuple[str, str]]:
    """(app, migration) of all installed apps, by the names of their files."""
    from django.apps import AppConfig

    configs = [AppConfig.create(app) for app in apps]
    return {(one.label, name) for one in configs for name in _names(Path(one.path) / "migrations")}


def _names(folder: Path) -> list[str]:
    return [file.stem for file in folder.glob("*.py") if file.name[0] not in "_~"]
