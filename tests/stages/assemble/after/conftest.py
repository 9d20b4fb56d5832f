from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from PIL import Image

from tests.tools.assembly import Assembly, make_assembly
from thaktho.stages.assemble.after import actions
from thaktho.stages.assemble.after.models import Commitment
from thaktho.stages.assemble.models import Text, TextVersion
from thaktho.stages.assemble.text.actions import versions


def agree(made: Assembly) -> TextVersion:
    """The words as they stand are agreed: frozen as a final version."""
    Text.objects.filter(pk=made.text.pk).update(state=Text.State.AGREED)
    made.text.refresh_from_db()
    frozen = versions.freeze(made.text)
    made.version.frozen, made.version.frozen_hash, made.version.final = frozen, versions.hash_of(frozen), True
    made.version.save()
    return made.version


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "PNG")
    return out.getvalue()


PNG = _png()


@pytest.fixture
def followed(assembly: Assembly) -> Assembly:
    """Held, its declaration agreed, and followed up."""
    agree(assembly)
    return assembly.at("follow_up")


@pytest.fixture
def promise(followed: Assembly):
    """Make a commitment of a network: `promise("religion", due=-5)` was due five days ago."""

    def made(network: str = "religion", *, due: int | None = 60, clause: int = 0, **more) -> Commitment:
        by = followed.actor("secretariat")
        day: date | None = None if due is None else timezone.localdate() + timedelta(days=due)
        owner = {"network": followed.province.networks[network]} if network else {"who": "เทศบาลตัวอย่าง"}
        more = {"text": "ปลูกป่าชุมชนทุกตำบล", "due_on": day, **owner} | more
        return actions.add(by, followed.edition, actions.Promise(clause=followed.clauses[clause], **more))

    return made


@pytest.fixture
def following_year(followed: Assembly) -> Assembly:
    """The assembly of the year after, being drafted."""
    return make_assembly(followed.province, stage="declare_draft", code="2564")
