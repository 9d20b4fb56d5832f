"""The same version gives the same bytes: on a second call, and in another process, hash seed and time zone."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from thaktho.documents import frames
from thaktho.documents.planform import write_template

from . import papers

_CHILD = "from tests.documents.test_same_bytes import prints; print(prints())"


def prints() -> str:
    plan, minutes = papers.plan(12), papers.minutes()
    made = [
        frames.plan_pdf(plan), frames.plan_docx(plan), frames.plan_xlsx(plan), frames.minutes_pdf(minutes),
        frames.minutes_docx(minutes), frames.signin_pdf(papers.sign_in()),
        write_template("เครือข่ายสื่อ", [2563, 2564], ["วินัย", "สุจริต"]),
    ]  # fmt: skip
    return " ".join(hashlib.sha256(data).hexdigest() for data in made)


@pytest.mark.slow
def test_twice_here_and_once_elsewhere() -> None:
    here = prints()
    assert here == prints()
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}
    root = Path(__file__).parents[2]
    env["PYTHONPATH"] = str(root)
    there = subprocess.run(
        [sys.executable, "-c", _CHILD],
        env=env,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert there.stdout.strip() == here
