"""Django, set up for verbs that need it. Which settings: DJANGO_SETTINGS_MODULE, else those of `make run`."""

from __future__ import annotations

import os


def setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thaktho.settings.demo")
    import django

    django.setup()
