"""Reading files. Whoever calls `data` or `open_stream` has asked the file's `read_verb` before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from uuid import UUID

from django.core.files.storage import default_storage

from thaktho.ground.programme.models import Programme

from .models import StoredFile


def stored(programme: Programme, file_id: UUID) -> StoredFile | None:
    return StoredFile.objects.filter(programme=programme, pk=file_id).first()


def data(file: StoredFile) -> bytes:
    with default_storage.open(file.key, "rb") as content:
        return content.read()


def open_stream(file: StoredFile) -> IO[bytes]:
    """The content as a stream; the caller closes it."""
    return default_storage.open(file.key, "rb")


def orphans() -> Iterator[str]:
    """Keys of content that no row points to. Walks the whole storage, folder by folder."""
    try:
        folders, _ = default_storage.listdir("")
    except FileNotFoundError:
        return
    for folder in folders:
        _, names = default_storage.listdir(folder)
        known = set(StoredFile.objects.filter(key__startswith=f"{folder}/").values_list("key", flat=True))
        yield from (f"{folder}/{name}" for name in names if f"{folder}/{name}" not in known)
