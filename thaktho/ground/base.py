"""What every stored row has: a time-ordered id, and the programme it belongs to."""

from __future__ import annotations

from uuid import UUID

import uuid_utils.compat
from django.db import models


def new_id() -> UUID:
    """A UUIDv7. Ids sort by the time they were made, and a phone without signal can make its own."""
    return uuid_utils.compat.uuid7()


class Row(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class ProgrammeRow(Row):
    """A row of one province's programme. Nothing of another programme may ever be seen through it."""

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Sourced(models.Model):
    """A fact says where it was read; an invented row says that it was invented, wherever it shows."""

    source = models.ForeignKey("programme.Source", models.SET_NULL, null=True, blank=True, related_name="+")
    is_example = models.BooleanField(default=False)

    class Meta:
        abstract = True
