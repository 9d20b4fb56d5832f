import pytest
from django.urls import NoReverseMatch, reverse

from thaktho.ground.places import actions as places


@pytest.fixture(autouse=True)
def frame(settings):
    """The storeys above may not stand yet."""
    try:
        reverse("home", kwargs={"province": "x"})
    except NoReverseMatch:
        settings.ROOT_URLCONF = "tests.ground.frame"


@pytest.fixture
def thailand(db):
    """All official areas: a second or two, so only where the whole country matters."""
    places.load_official()


@pytest.fixture
def north(db):
    """Chiang Rai and Nan with all their amphoe and tambon."""
    places.load_official(only=("57", "55"))
