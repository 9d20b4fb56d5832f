"""Every address, walked by people of another province and by every role: nothing leaks, nothing breaks, no page asks
the database too often."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern

from tests.conftest import Province, make_province
from tests.test_house import province_patterns
from thaktho.demo import load as demo
from thaktho.ground.people import actions as people
from thaktho.ground.people.models import Invitation, User
from thaktho.ground.places.actions import load_official
from thaktho.ground.programme.models import Programme
from thaktho.ground.thread.registry import kinds
from thaktho.stages.listen.models import Door, Topic

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
ROLES = ("secretariat", "executive", "observer", "youth", "visitor")
MOST_QUERIES = 15


@dataclass
class World:
    """Chiang Rai's demonstration beside an invented Nan."""

    here: Programme
    nan: Province
    passwords: dict[str, str]

    def client(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        if role != "visitor":
            client.force_login(User.objects.get(username=role), backend="django.contrib.auth.backends.ModelBackend")
        return client


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Loaded once, inside one transaction that is rolled back at the end of the module."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_official(only=["57", "55"])
        loaded = demo.load_chiang_rai()
        people.invite(loaded.by, loaded.programme, **_invitation())
        yield World(loaded.programme, make_province("nan", "55", "น่าน"), {})
        transaction.set_rollback(True)
