"""Addresses for tests of the ground alone: the frame's links to the desk, while the desk has no pages here."""

from django.http import HttpResponse
from django.urls import include, path

from thaktho.web import urls

STANDINS = [
    path(route, lambda request, province: HttpResponse(""), name=name)
    for route, name in [
        ("", "home"),
        ("data.csv", "home_csv"),
        ("sources/", "sources"),
        ("desk/", "desk"),
        ("search/", "search"),
    ]
]
urlpatterns = [*urls.urlpatterns, path("<slug:province>/", include(STANDINS))]
