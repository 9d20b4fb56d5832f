"""A server that only shows pages loads none of the heavy libraries."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("room", ["gap", "collaborate", "lint"])
def test_importing_loads_nothing_heavy(room: str) -> None:
    code = f"import sys, thaktho.engines.weave.{room}; print([m for m in ('numpy', 'scipy', 'sklearn', 'pythainlp', 'geothai', 'django') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
