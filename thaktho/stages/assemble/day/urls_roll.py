"""Booths, honours, badges, certificates, the form of the day."""

from django.urls import URLPattern, URLResolver

of_all: list[URLPattern | URLResolver] = []  # under /<province>/assembly/
of_an_edition: list[URLPattern | URLResolver] = []  # under /<province>/assembly/<edition>/day/
