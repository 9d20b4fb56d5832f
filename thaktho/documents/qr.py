"""A QR code: as SVG for screens and papers, as PNG where a hundred of them are set at once."""

from __future__ import annotations

import io


def png_uri(text: str, mask: int | None = None) -> str:
    """With a `mask` (0–7) none is looked for: five times faster where thousands are drawn, and read as well."""
    import segno

    uri: str = segno.make(text, error="m", micro=False, mask=mask).png_data_uri(scale=4, border=1)
    return uri


def svg(text: str, title: str) -> str:
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        omitsize=True,
        border=2,
        dark="#000",
        light="#fff",
        title=title,
        svgclass=None,
        lineclass=None,
    )
    return out.getvalue().decode()
