"""Addresses of this chamber, included by the room's `urls.py`: the hall, and what is handed out in it."""

from django.urls import URLPattern, URLResolver

from . import urls_hall, urls_roll

of_all: list[URLPattern | URLResolver] = [*urls_roll.of_all]
of_an_edition: list[URLPattern | URLResolver] = [*urls_hall.of_an_edition, *urls_roll.of_an_edition]
