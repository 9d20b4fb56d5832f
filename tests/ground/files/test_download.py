"""A file is given out when its own rule says yes, with its Thai name, and never run by a browser."""

from urllib.parse import quote

import pytest

from thaktho.ground.files import actions

PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture(autouse=True)
def empty_storage(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    return tmp_path


def store(province, name="รายงาน.pdf", data=PDF, media_type="application/pdf", read_verb="programme.read"):
    return actions.store(
        province.system,
        province.programme,
        name=name,
        data=data,
        media_type=media_type,
        purpose="paper",
        read_verb=read_verb,
    )


def get(province, file, who="visitor", query=""):
    return province.client(who).get(province.url(f"files/{file.pk}/{quote(file.name)}{query}"))


def test_the_bytes_come_with_their_thai_name(province):
    response = get(province, store(province))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f"inline; filename*=utf-8''{quote('รายงาน.pdf')}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(len(PDF))


def test_text_is_saved_and_not_shown(province):
    response = get(province, store(province, "ก.csv", "ก,ข\n".encode(), "text/csv"))
    assert response["Content-Disposition"].startswith("attachment")
    assert get(province, store(province), query="?save=1")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("verb", "may"),
    [
        ("programme.read", {"visitor", "observer", "religion", "executive", "secretariat"}),
        ("people.read", {"observer", "religion", "executive", "secretariat"}),
        ("ledger.read", {"secretariat"}),
    ],
)
@pytest.mark.parametrize("who", ["visitor", "observer", "religion", "executive", "secretariat"])
def test_its_own_rule_is_asked(province, verb, may, who):
    response = get(province, store(province, read_verb=verb), who)
    assert response.status_code in ((200,) if who in may else (302, 403))


def test_another_province_has_no_such_file(province, other):
    file = store(province)
    assert get(other, file, "secretariat").status_code == 404


def test_content_that_is_gone_is_not_found(province, empty_storage):
    file = store(province)
    (empty_storage / file.key).unlink()
    assert get(province, file).status_code == 404
