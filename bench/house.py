"""A whole installation for a measurement: Chiang Rai loaded in a folder that is thrown away, on either database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.tools import postgres

SETTINGS = "thaktho.settings.demo"


@contextmanager
def house(database: str) -> Iterator[dict[str, str]]:
    """`database` is sqlite or postgresql. Yields the environment in which this house's commands run."""
    with tempfile.TemporaryDirectory(prefix="thaktho-bench-") as var:
        env = {"THAKTHO_VAR": var, "DJANGO_SETTINGS_MODULE": SETTINGS, "PYTHONPATH": os.getcwd()}
        if database == "sqlite":
            yield _ready(env | {"DATABASE_URL": f"sqlite:///{Path(var) / 'thaktho.sqlite3'}"})
        else:
            with postgres.cluster() as url:
                yield _ready(env | {"DATABASE_URL": url})


def _ready(env: dict[str, str]) -> dict[str, str]:
    command = [sys.executable, "-m", "thaktho.cli", "prepare", "--server"]
    subprocess.run(command, env=os.environ | env, check=True, stderr=subprocess.DEVNULL)
    return env


def ask(env: dict[str, str], code: str) -> Any:
    """What a Python fragment prints as JSON, run in this house with Django set up."""
    code = "import json, django; django.setup()\n" + code
    run = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | env, check=True, stdout=subprocess.PIPE
    )
    return json.loads(run.stdout)
