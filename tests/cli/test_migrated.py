"""The names of migrations as files tell them, beside those of Django's own graph."""

from __future__ import annotations

import json
import subprocess
import sys

from thaktho.cli.migrated import on_disk

GRAPH = """
import json, django; django.setup()
from django.db.migrations.loader import MigrationLoader
print(json.dumps(sorted(MigrationLoader(None).disk_migrations)))
"""


def test_the_files_names_are_those_of_djangos_graph(settings):
    """In a process of its own: tests may run without migrations."""
    run = subprocess.run([sys.executable, "-c", GRAPH], capture_output=True, text=True, check=True)
    assert sorted(map(list, on_disk(settings.INSTALLED_APPS))) == json.loads(run.stdout)
