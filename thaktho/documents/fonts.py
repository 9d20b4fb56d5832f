"""Sarabun (OFL): where its full TTFs lie, and its small woff2 subsets for the web."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fontpkg_sarabun

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
FAMILY = "Sarabun"
# Basic Latin, Thai, and the punctuation of Thai and English pages (quotes, dashes, ellipsis, ·, ×, ฿ lies in Thai).
_UNICODES = [
    *range(0x20, 0x7F), 0xA0, 0xA9, 0xAB, 0xB0, 0xB1, 0xB2, 0xB7, 0xBB, 0xBD, 0xD7, 0xF7, *range(0xE01, 0xE3B),
    *range(0xE3F, 0xE5C), 0x200B, 0x200C, 0x200D, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C,
    0x201D, 0x2022, 0x2026, 0x2030, 0x2060, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2260, 0x2264, 0x2265,
    0x25CC,
]  # fmt: skip


@cache
def folder() -> Path:
    """The folder of the full TTFs. Raises FileNotFoundError when the font package is incomplete."""
    path = Path(fontpkg_sarabun.__file__).parent / "files"
    if not (path / "Sarabun-Regular.ttf").is_file():
        raise FileNotFoundError(f"Sarabun-Regular.ttf is missing in {path}: reinstall fontpkg-sarabun")
    return path


def ttf(weight: int = 400, *, italic: bool = False) -> Path:
    """The full TTF of one weight (400, 500, 600, 700). Raises KeyError for another weight."""
    style = WEIGHTS[weight] if not italic else {400: "Italic"}.get(weight, WEIGHTS[weight] + "Italic")
    return folder() / f"Sarabun-{style}.ttf"


def subset_web_fonts(out_dir: Path) -> list[str]:
    """Write ``sarabun-<weight>.woff2`` for four weights into ``out_dir`` (made if missing); return the file names.

    Thai, Latin, digits and punctuation with the marks' positioning kept. The same input gives the same bytes. For
    screens only: PDFs need the full TTFs. Raises OSError when ``out_dir`` cannot be written.
    """
    from fontTools import subset

    out_dir.mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    for weight in WEIGHTS:
        options = subset.Options()
        options.flavor = "woff2"
        options.layout_features = ["*"]
        options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
        options.hinting = False
        options.desubroutinize = True
        options.recalc_timestamp = False
        font = subset.load_font(str(ttf(weight)), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=_UNICODES)
        subsetter.subset(font)
        name = f"sarabun-{weight}.woff2"
        subset.save_font(font, str(out_dir / name), options)
        font.close()
        names.append(name)
    return names
