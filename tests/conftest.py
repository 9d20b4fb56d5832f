"""The cast: two provinces with invented people, the same names in every test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from tests.tools import cast, fast
from thaktho.ground.access import Actor, system
from thaktho.ground.people import actions as people
from thaktho.ground.people.models import Network, Person, User
from thaktho.ground.people.queries import actor_of
from thaktho.ground.places.models import Place
from thaktho.ground.programme import actions as programmes
from thaktho.ground.programme.models import Programme


def pytest_configure(config: pytest.Config) -> None:
    fast.configure(config)


@dataclass
class Province:
    """A programme with four networks and one person for every role."""

    programme: Programme
    networks: dict[str, Network] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)

    @property
    def system(self) -> Actor:
        return system(self.programme.pk)

    @property
    def visitor(self) -> Actor:
        return Actor(self.programme.pk)

    def actor(self, name: str) -> Actor:
        """The cast by name: secretariat, executive, observer, and one coordinator a network by its code."""
        if name == "visitor":
            return self.visitor
        return actor_of(self.programme, self.persons[name].user)

    def client(self, name: str = "visitor") -> Client:
        client = Client()
        if name != "visitor":
            client.force_login(self.persons[name].user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def url(self, path: str = "") -> str:
        return f"/{self.programme.slug}/{path}"


NETWORKS = [
    ("religion", "เครือข่ายศาสนา", "ศาสนา", []),
    ("community", "เครือข่ายชุมชน", "ชุมชน", ["เครือข่ายชุมชนคุณธรรม"]),
    ("youth", "เครือข่ายเด็กและเยาวชน", "เด็กและเยาวชน", ["เครือข่ายเด็กและเยาวชนคุณธรรม"]),
    ("public_health", "เครือข่ายสาธารณสุข", "สาธารณสุข", ["เครือข่ายสาธารณะสุข"]),
]


def make_province(slug: str, code: str, name: str) -> Province:
    Place.objects.get_or_create(
        code=code, defaults={"level": "province", "name_th": name, "sort_key": code, "search_text": name}
    )
    programme = programmes.found(
        slug=slug,
        province_code=code,
        name_th=f"{name}จังหวัดคุณธรรม",
        office_th=f"สำนักงานวัฒนธรรมจังหวัด{name}",
        first_year=2563,
        last_year=2565,
    )
    province = Province(programme)
    for order, (network_code, full, short, aliases) in enumerate(NETWORKS, 1):
        province.networks[network_code] = people.add_network(
            province.system,
            programme,
            code=network_code,
            name=full,
            short_name=short,
            order=order,
            valid_from=2563,
            aliases=aliases,
        )
    for role in ("secretariat", "executive", "observer"):
        _add(province, role, role, "programme", "")
    for network_code, network in province.networks.items():
        _add(province, network_code, "coordinator", "network", str(network.pk))
    return province


def _add(province: Province, name: str, role: str, scope: str, scope_id: str) -> None:
    user = User.objects.create(username=f"{province.programme.slug}-{name}")
    person = people.add_person(
        province.system, province.programme, given_name=f"ตัวอย่าง {name}", user=user, is_example=True
    )
    people.grant(province.system, person, role, scope=scope, scope_id=scope_id)
    province.persons[name] = person


@pytest.fixture
def province(db: None) -> Province:
    """Chiang Rai, as invented for tests."""
    return cast.laid("chiang-rai", lambda: make_province("chiang-rai", "57", "เชียงราย"))


@pytest.fixture
def other(db: None) -> Province:
    """Another province, which must never see or be seen."""
    return cast.laid("nan", lambda: make_province("nan", "55", "น่าน"))


@pytest.fixture
def keeps_shared(settings: Any) -> None:
    """What a programme shares is read once until somebody acts, as in an office."""
    settings.KEEPS_SHARED = True


@pytest.fixture
def queries(keeps_shared: None, django_assert_max_num_queries: Callable) -> Callable:
    """`with queries(15): …` fails when a page, seen before, asks the database more often."""
    return django_assert_max_num_queries
