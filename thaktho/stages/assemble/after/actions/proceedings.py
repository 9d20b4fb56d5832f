"""The proceedings: words of the secretariat, and versions in which everything is frozen."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext

from thaktho.ground.access import Actor, system
from thaktho.ground.files import actions as files
from thaktho.ground.files import checks
from thaktho.ground.frozen import hash_of
from thaktho.ground.ledger.actions import acting
from thaktho.ground.thread import actions as thread

from ...editions.models import Edition, Photo
from ..models import Proceedings, ProceedingsWords
from ..snapshot import freeze
from ..states import Changed, Refused

WITH_PICTURES = (checks.PDF, checks.DOCX)
OFFICE = "assemble.work"
PARTS = ("opening", "observations", "closing")


def write_words(
    by: Actor,
    edition: Edition,
    words: dict[str, str],
    *,
    seen_version: int | None = None,
    act_id: UUID | None = None,
) -> ProceedingsWords:
    """Save the parts written by hand. Raises Changed when somebody saved since this page was opened."""
    with acting(by, "assemble.after.proceedings", edition, act_id=act_id) as act:
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        kept, new = ProceedingsWords.objects.get_or_create(
            edition=edition, defaults={"programme_id": edition.programme_id}
        )
        if seen_version is not None and seen_version != (0 if new else kept.version):
            raise Changed(None if new else kept)
        act.note(before=kept.words)
        kept.words = {part: words.get(part, "").strip() for part in PARTS}
        kept.version += 0 if new else 1
        kept.save()
    return kept


def make(
    by: Actor, edition: Edition, *, reason: str = "", is_example: bool = False, act_id: UUID | None = None
) -> Proceedings:
    """Freeze everything the proceedings print. The second and later versions say why; the earlier ones stay as they are."""
    with acting(by, "assemble.after.proceedings", edition, act_id=act_id) as act:
        fresh = (
            Edition.objects.select_for_update(of=("self",), no_key=True)
            .select_related("programme")
            .get(pk=edition.pk)
        )
        last = Proceedings.objects.filter(edition=fresh).aggregate(most=Max("number"))["most"] or 0
        if last and not reason.strip():
            raise Refused(gettext("มีรายงานการประชุมแล้ว บอกเหตุผลที่จัดทำฉบับแก้ไข"))
        kept = ProceedingsWords.objects.filter(edition=fresh).first()
        words = kept.words if kept else {}
        frozen = freeze(fresh, words)
        made = Proceedings.objects.create(
            programme_id=fresh.programme_id,
            edition=fresh,
            number=last + 1,
            reason=reason.strip(),
            words=words,
            frozen=frozen,
            frozen_hash=hash_of(frozen),
            is_example=is_example or fresh.is_example,
        )
        thread.link(act, fresh, made, "recorded")
        act.about(made)
        act.because(reason.strip())
        act.note(number=made.number, hash=made.frozen_hash)
    return made


def withdraw_picture(photo: Photo) -> None:
    """Papers that were printed with a picture that is shown no more: nobody outside reads them again, and the version is
    printed anew without it. What is frozen stays as it was."""
    by = system(photo.programme_id)
    for made in Proceedings.objects.filter(edition_id=photo.edition_id):
        if str(photo.pk) not in {one["id"] for one in made.frozen["photos"]}:
            continue
        for file in made.files.filter(media_type__in=WITH_PICTURES):
            files.guard(by, file, OFFICE)
            made.files.remove(file)
