"""A phone in a hill village: the first load stays under 100 KB."""

from pathlib import Path

import brotli
import pytest

STATIC = Path(__file__).resolve().parents[2] / "thaktho" / "web" / "static"
DESK = Path(__file__).resolve().parents[2] / "thaktho" / "desk" / "static"
SHEETS = [STATIC / "web" / "thaktho.css", STATIC / "web" / "threads.css"]


def test_the_common_style_sheets_stay_small():
    assert sum(sheet.stat().st_size for sheet in SHEETS) < 37_000


def test_no_sheet_names_another_site():
    for sheet in [*SHEETS, *DESK.rglob("*.css")]:
        text = sheet.read_text(encoding="utf-8")
        assert "http://" not in text.replace("http://www.w3.org", "") and "https://" not in text
        assert "letter-spacing" not in text and "justify;" not in text


@pytest.mark.parametrize("address", ["", "desk/"])
def test_the_first_load_is_under_100_kb(province, address):
    page = len(brotli.compress(province.client().get(province.url(address)).content))
    sheets = sum(len(brotli.compress(sheet.read_bytes())) for sheet in [*SHEETS, DESK / "desk" / "desk.css"])
    script = len(brotli.compress((STATIC / "web" / "js" / "page.js").read_bytes()))
    fonts = sorted((STATIC / "fonts").glob("*.woff2"))  # made at set-up
    if not fonts:
        pytest.skip("fonts are cut at set-up")
    assert page + sheets + script + sum(font.stat().st_size for font in fonts) < 100_000
