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
    """All official areas."""
    places.load_official()
