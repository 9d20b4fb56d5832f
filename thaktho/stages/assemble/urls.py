"""`/<province>/assembly/…`. Pages of all years first; everything of one edition stands under its code."""

from django.urls import include, path

from .after import urls as after
from .consensus import urls as consensus
from .day import urls as day
from .editions import urls as editions
from .issues import urls as issues
from .text import urls as text

of_an_edition = [
    *editions.of_an_edition,
    path("issues/", include(issues.of_an_edition)),
    path("text/", include(text.of_an_edition)),
    path("consensus/", include(consensus.of_an_edition)),
    path("day/", include(day.of_an_edition)),
    path("after/", include(after.of_an_edition)),
]

urlpatterns = [
    *editions.of_all,
    *issues.of_all,
    *after.of_all,
    *day.of_all,
    path("<slug:edition>/", include(of_an_edition)),
]
