"""Addresses. Everything of a province stands under /<province>/<room>/ and keeps its address."""

from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from . import views

rooms = [
    path("", include("thaktho.desk.urls")),
    path("capital/", include("thaktho.stages.capital.urls")),
    path("toolkit/", include("thaktho.stages.toolkit.urls")),
    path("meetings/", include("thaktho.stages.convene.urls")),
    path("listen/", include("thaktho.stages.listen.urls")),
    path("plan/", include("thaktho.stages.plan.urls")),
    path("assembly/", include("thaktho.stages.assemble.urls")),
    path("people/", include("thaktho.ground.people.urls")),
    path("places/", include("thaktho.ground.places.urls")),
    path("programme/", include("thaktho.ground.programme.urls")),
    path("jobs/", include("thaktho.ground.jobs.urls")),
    path("files/", include("thaktho.ground.files.urls")),
]

urlpatterns = [
    path("", views.door, name="door"),
    # Nobody is harmed by a language; with a token every page would set a cookie, and none could be kept.
    path("lang/", csrf_exempt(set_language), name="set_language"),
    path("_components/", views.components, name="components"),
    # Logins are made by invitation and have no address for letters: what allauth offers besides is not there.
    re_path(r"^accounts/(signup|email|confirm-email|login/code|password/(reset|set))/", views.missing),
    path("accounts/", include("allauth.account.urls")),
    path("<slug:province>/", include(rooms)),
]
