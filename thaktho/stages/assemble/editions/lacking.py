"""What is still missing before the year goes on: a warning, never a bar, for the secretariat knows why. And what hinders
it: something is under way that the next stage would leave half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thaktho.ground import rooms
from thaktho.ground.people.queries import networks

from .models import Edition, EditionMeeting, Stage, Task
from .queries import OPEN_TASKS, later, still_open
from .states import Refused


@dataclass(frozen=True)
class Lack:
    text: str
    url: str = ""  # where it is mended, when there is such a page


@dataclass(frozen=True)
class Hindrance:
    words: str  # one sentence: what is under way, and what to do first
    url: str  # where that is done


END, AGREE = "end", "agree"

# Later chambers say what must not be left half done. Asked with the edition and where it goes:
#   a stage  - moving on or back to it; it is refused while anything is named
#   END      - ending or cancelling the year; refused outright. Name only what nobody may end over (a vote somebody may
#              just be casting): open rounds the page asks about itself (`StillOpen`)
#   AGREE    - the declaration's words are being agreed; not refused, but asked for a tick and a reason
# Called inside the act's transaction with the edition's row held, and by pages to say it beforehand. What opens something
# that hinders holds the same row (`actions.common.running`), so that it cannot slip in between.
HINDRANCES: list[Callable[[Edition, str], list[Hindrance]]] = []


def hinders(
    ask: Callable[[Edition, str], list[Hindrance]],
) -> Callable[[Edition, str], list[Hindrance]]:
    """Registers `ask`; once, where a chamber registers its other things (`tasks.register_all`)."""
    HINDRANCES.append(ask)
    return ask


def hindrances(edition: Edition, to: str) -> list[Hindrance]:
    return [one for ask in HINDRANCES for one in ask(edition, to)]


class Hindered(Refused):
    """Something under way comes first; a page shows `found` with its links."""

    def __init__(self, found: list[Hindrance]) -> None:
        super().__init__(" · ".join(one.words for one in found))
        self.found = found


def must_be_free(edition: Edition, to: str) -> None:
    """Inside an act that holds the edition."""
    if found := hindrances(edition, to):
        raise Hindered(found)


def lacking(edition: Edition) -> list[Lack]:
    """For the stage the year stands in. Seven queries at most."""
    found = _of_any(edition)
    found += _OF.get(edition.stage, _nothing)(edition)
    return found


def _of_any(edition: Edition) -> list[Lack]:
    lacks = []
    left = Task.objects.filter(edition=edition, stage=edition.stage, state__in=OPEN_TASKS).count()
    if left:
        lacks.append(Lack(_("งานของขั้นนี้ยังไม่เสร็จ %(count)s งาน") % {"count": left}, "#stage-" + edition.stage))
    held = EditionMeeting.objects.filter(edition=edition, stage=edition.stage)
    if edition.stage not in (Stage.ASSEMBLY, Stage.FOLLOW_UP) and not held.exists():
        lacks.append(Lack(_("ยังไม่ได้ผูกการประชุมใดกับขั้นนี้"), "#stage-" + edition.stage))
    return lacks


def _nothing(edition: Edition) -> list[Lack]:
    return []


def _door(edition: Edition, name: str) -> str:
    return rooms.reverse_or_none(name, province=edition.programme.slug, edition=edition.code)


def _brainstorm(edition: Edition) -> list[Lack]:
    call = later("IssueCall").filter(edition=edition).first()
    if call is None or call.state == "draft":
        return [Lack(_("ยังไม่ได้เปิดรับประเด็นสมัชชา"), _door(edition, "assemble_issues"))]
    if not later("Issue").filter(edition=edition).exists():
        return [Lack(_("ยังไม่มีผู้เสนอประเด็น"), _door(edition, "assemble_issues"))]
    return []


def _plan_draft(edition: Edition) -> list[Lack]:
    call = later("IssueCall").filter(edition=edition).first()
    if call is not None and call.state == "open":
        return [Lack(_("ยังเปิดรับประเด็นอยู่ ปิดรับก่อนยกร่างประกาศ"), _door(edition, "assemble_issues"))]
    if not later("Issue").filter(edition=edition, state="accepted").exists():
        return [Lack(_("ยังไม่มีประเด็นที่รับเป็นประเด็นสมัชชา"), _door(edition, "assemble_issues"))]
    return []


def _declare_draft(edition: Edition) -> list[Lack]:
    lacks = []
    if not later("TextVersion").filter(edition=edition).exists():
        lacks.append(Lack(_("ยังไม่มีร่างประกาศเจตนารมณ์"), _door(edition, "assemble_text")))
    open_ = later("Hearing").filter(edition=edition, state="open").count()
    if open_:
        lacks.append(
            Lack(_("เวทีรับฟังความเห็นยังเปิดอยู่ %(count)s เวที") % {"count": open_}, _door(edition, "assemble_text"))
        )
    return lacks


def _readiness(edition: Edition) -> list[Lack]:
    lacks = []
    if edition.held_on is None:
        lacks.append(Lack(_("ยังไม่ได้กำหนดวันจัดงาน"), _door(edition, "assemble_edition_edit")))
    if not edition.place_text:
        lacks.append(Lack(_("ยังไม่ได้กำหนดสถานที่จัดงาน"), _door(edition, "assemble_edition_edit")))
    appointed = (
        later("Delegate").filter(edition=edition, state="appointed").values("network").distinct().count()
    )
    without = networks(edition.programme, edition.year).count() - appointed
    if without > 0:
        lacks.append(
            Lack(
                _("เครือข่ายที่ยังไม่มีผู้แทนที่แต่งตั้งแล้ว %(count)s เครือข่าย") % {"count": without},
                _door(edition, "assemble_delegates"),
            )
        )
    if not later("Slot").filter(edition=edition).exists():
        lacks.append(Lack(_("ยังไม่มีกำหนดการของวันงาน"), _door(edition, "assemble_day")))
    return lacks


def _assembly(edition: Edition) -> list[Lack]:
    lacks = []
    if still_open(edition):
        lacks.append(Lack(_("ยังมีรอบรับเสียงหรือการลงมติที่เปิดอยู่"), _door(edition, "assemble_consensus")))
    if not later("Text").filter(edition=edition, state="proclaimed").exists():
        lacks.append(Lack(_("ยังไม่ได้บันทึกการประกาศเจตนารมณ์"), _door(edition, "assemble_text")))
    return lacks


def _wrap_up(edition: Edition) -> list[Lack]:
    lacks = []
    if not later("Proceedings").filter(edition=edition).exists():
        lacks.append(Lack(_("ยังไม่มีรายงานการประชุมสมัชชา"), _door(edition, "assemble_after")))
    if not later("Commitment").filter(edition=edition).exists():
        lacks.append(Lack(_("ยังไม่ได้แปลงข้อในประกาศเป็นพันธสัญญา"), _door(edition, "assemble_after")))
    return lacks


_OF = {
    Stage.BRAINSTORM: _brainstorm,
    Stage.PLAN_DRAFT: _plan_draft,
    Stage.DECLARE_DRAFT: _declare_draft,
    Stage.READINESS: _readiness,
    Stage.ASSEMBLY: _assembly,
    Stage.WRAP_UP: _wrap_up,
}
