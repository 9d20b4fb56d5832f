"""Several processes: what must be counted together is, and what each keeps for itself may differ a while."""

import os
import subprocess
import sys

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

from thaktho.ground.people.models import User

SETTINGS = "from thaktho.settings import production; print(production.CACHES['default'], production.CACHES['memory'])"


def test_an_office_counts_login_attempts_in_the_database():
    env = os.environ | {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "a.example"}
    env.pop("CACHE_URL", None)
    told = subprocess.run(
        [sys.executable, "-c", SETTINGS], env=env, capture_output=True, text=True, check=True
    )
    assert "DatabaseCache" in told.stdout and "thaktho_cache" in told.stdout and "locmem" in told.stdout


@pytest.fixture
def database_cache(settings, db):
    settings.CACHES = settings.CACHES | {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "thaktho_cache"}
    }
    call_command("createcachetable")
    yield
    caches["default"].clear()


def test_a_name_is_locked_for_every_process(database_cache):
    """Wrong passwords sent to one process are counted by the next: the cache is all they share."""
    User.objects.create_user("somjai", password="long and right password")

    def tries(password):
        caches["default"].close()
        return Client().post("/accounts/login/", {"login": "somjai", "password": password})

    for _ in range(5):
        assert tries("wrong password").status_code == 200
    locked = tries("long and right password")
    assert locked.status_code == 200 and "sessionid" not in locked.cookies


def test_a_hall_behind_one_address_may_sign_in(db):
    """A hundred people of a training, one Wi-Fi."""
    caches["default"].clear()
    for number in range(60):
        User.objects.create_user(f"user{number}", password="p")
        answer = Client().post("/accounts/login/", {"login": f"user{number}", "password": "p"})
        assert answer.status_code == 302, number
    caches["default"].clear()
