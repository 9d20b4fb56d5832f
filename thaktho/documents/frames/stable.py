"""The same bytes for the same content: zips with one fixed time and no trace of the machine."""

from __future__ import annotations

import datetime as dt
import io
import zipfile


def stable_zip(data: bytes, day: dt.date) -> bytes:
    """The zip packed again: entries in their order, all dated ``day`` (1980 at the earliest), same compression."""
    moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            target.writestr(info, source.read(entry), compresslevel=6)
    return out.getvalue()
