"""What is stored is what it says it is, is stored once, and never points to nothing."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from thaktho.ground.base import new_id
from thaktho.ground.files import actions, checks, queries
from thaktho.ground.files.actions import Refused
from thaktho.ground.files.models import StoredFile
from thaktho.ground.ledger.actions import Repeated

PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj<<>>endobj\n%%EOF"


@pytest.fixture(autouse=True)
def empty_storage(tmp_path, settings):
    """A storage of this test's own, on the file system."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    return tmp_path


def office(part, *more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", part, *more):
            archive.writestr(name, "<x/>")
    return out.getvalue()


def picture(kind="JPEG", size=(40, 30), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **more)
    return out.getvalue()


def store(province, who="secretariat", **more):
    fields = {
        "name": "แผน.pdf",
        "data": PDF,
        "media_type": "application/pdf",
        "purpose": "paper",
        "read_verb": "programme.read",
    }
    return actions.store(province.actor(who), province.programme, **(fields | more))


def test_it_is_kept_and_given_back(province):
    file = store(province)
    assert queries.data(file) == PDF
    with queries.open_stream(file) as stream:
        assert stream.read(5) == b"%PDF-"
    assert (file.name, file.size, file.media_type) == ("แผน.pdf", len(PDF), "application/pdf")


def test_the_same_bytes_are_stored_once_a_programme(province, other, empty_storage):
    first, second, foreign = store(province), store(province, name="b.pdf"), store(other)
    assert first.key == second.key != foreign.key
    assert first.pk != second.pk
    assert len([p for p in empty_storage.rglob("*") if p.is_file()]) == 2


def test_stored_twice_by_one_act_is_one_file(province):
    act_id = new_id()
    store(province, act_id=act_id)
    with pytest.raises(Repeated):
        store(province, act_id=act_id)
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "may"), [("secretariat", True), ("religion", True), ("observer", True), ("visitor", False)]
)
def test_who_may_store(province, who, may, empty_storage):
    if may:
        store(province, who)
    else:
        with pytest.raises(PermissionDenied):
            store(province, who)
        assert not list(empty_storage.iterdir())


def test_a_rule_that_does_not_exist_is_a_defect(province):
    with pytest.raises(KeyError):
        store(province, read_verb="no.such.rule")


@pytest.mark.parametrize(
    ("name", "data", "claimed", "kind"),
    [
        ("a.pdf", PDF, "application/pdf", checks.PDF),
        ("a.xlsx", office("xl/workbook.xml"), "application/octet-stream", checks.XLSX),
        ("a.docx", office("word/document.xml"), checks.DOCX, checks.DOCX),
        ("a.jpeg", picture(), "image/pjpeg", checks.JPEG),
        ("a.png", picture("PNG"), "image/png", checks.PNG),
        ("a.csv", "ชื่อ,ปี\nก,2563\n".encode("cp874"), "application/vnd.ms-excel", checks.CSV),
        ("a.csv", "\ufeffชื่อ,ปี\n".encode(), "text/csv", checks.CSV),
        ("a.csv", "ชื่อ\tปี\n".encode("utf-16"), "text/csv", checks.CSV),
        ("a.txt", "สวัสดี".encode(), "text/plain", checks.TEXT),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_taken(province, name, data, claimed, kind):
    assert store(province, name=name, data=data, media_type=claimed).media_type == kind


@pytest.mark.parametrize(
    ("name", "data", "claimed"),
    [
        ("empty.pdf", b"", "application/pdf"),
        ("a.pdf", picture(), "application/pdf"),
        ("a.png", PDF, "image/png"),
        ("a.html", b"<!doctype html><script>1</script>", "text/html"),
        ("a.txt", b"  <html><body>", "text/plain"),
        ("a.svg", b"<svg xmlns='x'><script/></svg>", "image/svg+xml"),
        ("a.csv", b"<?xml version='1.0'?><x/>", "text/csv"),
        ("a.exe", b"MZ\x90\0\3\0\0\0", "application/octet-stream"),
        ("a.zip", office("x/y.txt"), "application/zip"),
        ("a.xlsx", b"PK\x03\x04 broken", checks.XLSX),
        ("a.xlsm", office("xl/workbook.xml", "xl/vbaProject.bin"), checks.XLSX),
        ("a.jpg", picture()[:200], "image/jpeg"),
        ("a.gif", b"GIF89a\1\0\1\0", "image/gif"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_refused_says_why_in_thai(province, name, data, claimed, empty_storage):
    with pytest.raises(Refused) as refused:
        store(province, name=name, data=data, media_type=claimed)
    assert any("ก" <= char <= "๛" for char in refused.value.why)
    assert not list(empty_storage.iterdir())
    assert not StoredFile.objects.exists()


def test_too_large_is_refused(province, monkeypatch):
    monkeypatch.setattr(checks, "MOST_BYTES", 10)
    with pytest.raises(Refused, match="ใหญ่เกิน"):
        store(province)


def test_too_many_pixels_are_refused(province, monkeypatch):
    monkeypatch.setattr(checks, "MOST_PIXELS", 100)
    with pytest.raises(Refused, match="ภาพใหญ่"):
        store(province, name="a.png", data=picture("PNG"), media_type="image/png")


def test_a_zip_that_swells_is_refused(province, monkeypatch):
    monkeypatch.setattr(checks, "MOST_UNPACKED", 6)
    with pytest.raises(Refused):
        store(province, name="a.xlsx", data=office("xl/workbook.xml"), media_type=checks.XLSX)


def test_a_picture_loses_where_it_was_taken_and_stands_upright(province):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    data = picture(exif=exif) + b"hidden after the end"
    kept = queries.data(store(province, name="a.jpg", data=data, media_type="image/jpeg"))
    with Image.open(io.BytesIO(kept)) as image:
        assert not image.getexif()
        assert image.size == (30, 40)
    assert b"SecretCamera" not in kept and b"hidden" not in kept


def test_a_png_loses_its_words(province):
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "secret words")
    kept = queries.data(
        store(province, name="a.png", data=picture("PNG", pnginfo=info), media_type="image/png")
    )
    assert b"secret" not in kept


@given(st.text(max_size=400))
def test_a_name_is_always_safe(name):
    safe = checks.safe_name(name, checks.PDF)
    assert safe.endswith(".pdf") and 4 < len(safe) <= 204
    assert not set('/\\<>:"|?*\n\r\0') & set(safe)
    assert not safe.startswith(".")
    assert Path(safe).name == safe


def test_a_thai_name_stays():
    assert checks.safe_name("../รายงาน การประชุม ครั้งที่ ๑.PDF", checks.PDF) == "รายงาน การประชุม ครั้งที่ ๑.pdf"
    assert checks.safe_name("C:\\Users\\x\\แผน.xls", checks.XLSX) == "แผน.xlsx"


def age(root, key):
    old = time.time() - 2 * 86_400
    os.utime(root / key, (old, old))


def test_a_crash_before_the_row_leaves_content_that_is_swept(province, empty_storage, monkeypatch):
    kept = store(province)

    def crash(**fields):
        raise RuntimeError("killed")

    monkeypatch.setattr(StoredFile.objects, "create", crash)
    with pytest.raises(RuntimeError):
        store(province, name="b.txt", data=b"other", media_type="text/plain")
    assert StoredFile.objects.count() == 1
    (orphan,) = queries.orphans()
    assert actions.sweep() == 0  # may be in the middle of being written
    age(empty_storage, orphan)
    age(empty_storage, kept.key)
    assert actions.sweep() == 1
    assert queries.data(kept) == PDF


def test_content_is_written_before_its_row(province, monkeypatch):
    seen = []
    create = StoredFile.objects.create
    monkeypatch.setattr(
        StoredFile.objects,
        "create",
        lambda **f: (seen.append(default_storage.exists(f["key"])), create(**f))[1],
    )
    store(province)
    assert seen == [True]


def test_an_orphan_of_the_same_bytes_is_not_trusted(province):
    """It could be swept in the very moment a row points to it: the content is written anew."""
    first = store(province)
    StoredFile.objects.all().delete()
    default_storage.delete(first.key)
    default_storage.save(first.key, ContentFile(b"half written"))
    assert queries.data(store(province)) == PDF
