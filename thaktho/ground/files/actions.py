"""Storing files: content first, its row after, so that a crash leaves at most content nobody points to."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

import rules
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from thaktho.ground.access import Actor, demand
from thaktho.ground.ledger.actions import acting
from thaktho.ground.programme.models import Programme

from . import queries
from .checks import Refused, checked
from .models import StoredFile
from .sounds import checked_sound

__all__ = ["Refused", "guard", "store", "sweep"]

# Content younger than this may belong to a row that is just being written.
SETTLED = timedelta(days=1)


def store(
    by: Actor,
    programme: Programme,
    *,
    name: str,
    data: bytes,
    media_type: str,
    purpose: str,
    read_verb: str,
    act_id: UUID | None = None,
) -> StoredFile:
    """Check and keep a file. `read_verb` is the rule asked, on the programme, of whoever wants to read it.

    Raises Refused (with `why` in Thai) for what is not on the list of allowed kinds.
    """
    if not rules.rule_exists(read_verb):
        raise KeyError(f"no rule named {read_verb}")
    demand(by, "files.store", programme)
    if purpose == StoredFile.Purpose.CLIP:  # nothing but a sound, and a sound nowhere else
        name, data, media_type = checked_sound(name, data)
    else:
        name, data, media_type = checked(name, data, media_type)
    sha256 = hashlib.sha256(data).hexdigest()
    key = _keep(programme, sha256, data)
    with acting(by, "files.store", programme, act_id=act_id) as act:
        stored = StoredFile.objects.create(
            programme=programme,
            name=name,
            media_type=media_type,
            size=len(data),
            sha256=sha256,
            key=key,
            purpose=purpose,
            read_verb=read_verb,
        )
        act.about(stored)
        act.note(name=name, sha256=sha256, size=len(data))
    return stored


def guard(by: Actor, file: StoredFile, read_verb: str, *, act_id: UUID | None = None) -> None:
    """From now on another rule is asked of whoever wants to read a file: what it belongs to was withdrawn."""
    if not rules.rule_exists(read_verb):
        raise KeyError(f"no rule named {read_verb}")
    with acting(by, "files.store", file, act_id=act_id) as act:
        act.note(before=file.read_verb, read_verb=read_verb)
        file.read_verb = read_verb
        file.save(update_fields=["read_verb"])


def _keep(programme: Programme, sha256: str, data: bytes) -> str:
    """Write the content unless a row of this programme already points to the same; returns its key."""
    same = StoredFile.objects.filter(programme=programme, sha256=sha256).first()
    if same is not None and default_storage.exists(same.key):
        return same.key
    return default_storage.save(f"{programme.pk}/{sha256}", ContentFile(data))


def sweep() -> int:
    """Remove content no row points to (a crash between content and row). Returns how many were removed."""
    removed = 0
    before = timezone.now() - SETTLED
    for key in queries.orphans():
        if default_storage.get_modified_time(key) < before:
            default_storage.delete(key)
            removed += 1
    return removed
