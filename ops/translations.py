"""Keep the translations whole. The interface's source language is Thai; English must not lack a sentence.

usage: python -m ops.translations --update   extract every sentence into locale/en
       python -m ops.translations --check    say what is missing; exit 1 if anything is
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = Path("locale/en/LC_MESSAGES/django.po")


def extract(package: Path) -> None:
    """Django's own extraction; needs xgettext (Debian: gettext)."""
    (package / ENGLISH).parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "-l",
        "en",
        "--no-location",
        "--no-obsolete",
        "-v",
        "0",
    ]
    env = os.environ | {"PYTHONPATH": str(package.parent), "DJANGO_SETTINGS_MODULE": "thaktho.settings.test"}
    subprocess.run(command, cwd=package, env=env, check=True)


def catalogue(package: Path) -> Catalog:
    with (package / ENGLISH).open("rb") as text:
        return read_po(text)


def lacking(package: Path) -> list[str]:
    """Sentences without English, or with English that was only guessed (fuzzy)."""
    return [
        str(message.id)
        for message in catalogue(package)
        if message.id and (not message.string or message.fuzzy)
    ]


def main() -> int:
    package = ROOT / "thaktho"
    if "--update" in sys.argv:
        extract(package)
        print(f"{len(lacking(package))} sentences lack English")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "thaktho"
        shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "*.woff2"))
        extract(copy)
        missing = lacking(copy)
    for sentence in missing[:20]:
        print(f"no English: {sentence}")
    print(f"{len(missing)} sentences lack English")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
