"""Guessing a password is slow work; nobody signs up uninvited."""

import pytest
from django.core.cache import cache
from django.test import Client

from thaktho.ground.people.models import User


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()
    yield
    cache.clear()


def login(client, password):
    return client.post("/accounts/login/", {"login": "somjai", "password": password})


@pytest.fixture
def user(db):
    return User.objects.create_user("somjai", password="ดอกปีบหน้าวัด42")


def test_the_right_password_opens(user):
    assert login(Client(), "ดอกปีบหน้าวัด42").status_code == 302


def test_after_some_wrong_guesses_even_the_right_one_waits(user):
    client = Client()
    for n in range(12):
        login(client, f"wrong {n}")
    assert login(client, "ดอกปีบหน้าวัด42").status_code != 302
    assert "_auth_user_id" not in client.session


def test_there_is_no_open_signup(db):
    assert (
        Client()
        .post("/accounts/signup/", {"username": "x", "password1": "ดอกปีบ4242", "password2": "ดอกปีบ4242"})
        .status_code
        != 302
    )
    assert not User.objects.exists()
