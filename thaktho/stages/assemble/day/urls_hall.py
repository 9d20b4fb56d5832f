"""Programme, chair, speakers, screens, registration."""

from django.urls import URLPattern, URLResolver

of_an_edition: list[URLPattern | URLResolver] = []  # under /<province>/assembly/<edition>/day/
