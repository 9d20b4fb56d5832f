"""Sarabun: full for paper, small for the web."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from thaktho.documents import fonts
from thaktho.documents.frames.drafts import draft, png


def test_web_subsets_are_small_and_the_same(tmp_path: Path) -> None:
    names = fonts.subset_web_fonts(tmp_path / "a")
    assert names == fonts.subset_web_fonts(tmp_path / "b")
    assert names == [f"sarabun-{weight}.woff2" for weight in (400, 500, 600, 700)]
    for name in names:
        data = (tmp_path / "a" / name).read_bytes()
        assert data == (tmp_path / "b" / name).read_bytes() and len(data) < 24_000
    letters = TTFont(tmp_path / "a" / names[0]).getBestCmap()
    assert all(code in letters for code in map(ord, "กำ๑๙ฯๆ฿Aa0“”–…·"))
    assert "GPOS" in TTFont(tmp_path / "a" / names[0])


def test_full_fonts_exist() -> None:
    assert all(fonts.ttf(weight).is_file() for weight in fonts.WEIGHTS)


def test_drafts() -> None:
    assert ["".join("x" if black else "." for black in row) for row in draft(1)] == [
        "..xx..", ".x..x.", "x....x", "x....x", ".x..x.", "..xx..",
    ]  # fmt: skip
    assert len({png(order) for order in range(1, 14)}) == 13
    assert draft(16) == tuple(zip(*draft(3)[::-1], strict=True))
