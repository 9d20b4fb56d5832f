"""Addresses of this chamber, included by the room's `urls.py`."""

from django.urls import URLPattern, URLResolver

of_all: list[URLPattern | URLResolver] = []  # under /<province>/assembly/
of_an_edition: list[URLPattern | URLResolver] = []  # under /<province>/assembly/<edition>/
