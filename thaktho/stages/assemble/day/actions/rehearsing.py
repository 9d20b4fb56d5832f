"""A copy of the assembly to rehearse with: its halls, people under invented names, and words; thrown away whole."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.ledger.actions import acting
from thaktho.ground.thread import actions as thread
from thaktho.stages.listen.codes import short_code
from thaktho.thai.names import person_sort_key
from thaktho.thai.words import search_text

from ...consensus.models import Delegate, Rulebook
from ...editions.models import Edition, Stage, StageSpan
from ...text.actions.versions import hash_of
from ...text.models import Clause, ClauseAction, ClauseRevision, Period, Text, TextVersion
from ..models import Hall, Honour, Participant, Screen, Slot
from ..states import Refused
from .registering import CODE_LENGTH

END = "-rehearsal"
GIVEN = (
    "สมชาย", "สมหญิง", "บุญมี", "คำปัน", "จันทร์ดี", "อุ๊ยคำ", "แสงดาว", "พิมพ์ใจ", "วิชัย", "มาลี", "อาจ่อ", "นาแฮ",
    "ศรีวรรณ", "ดวงพร", "ประสิทธิ์", "ทองอินทร์", "กัลยา", "สุรพล", "หมี่จู", "ไพรวัลย์",
)  # fmt: skip


def invented(number: int) -> str:
    return f"{GIVEN[number % len(GIVEN)]} ตัวอย่าง{number}"


def copy_of(edition: Edition) -> Edition | None:
    return Edition.objects.filter(programme_id=edition.programme_id, rehearsal_of=edition).first()


def copy_edition(by: Actor, edition: Edition, *, act_id: UUID | None = None) -> Edition:
    """The copy stands on its day, which is today: whatever is done on the day can be tried on it."""
    with acting(by, "assemble.editions.rehearse", edition, act_id=act_id) as act:
        Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
        if edition.is_rehearsal:
            raise Refused(gettext("นี่เป็นการซ้อมอยู่แล้ว เปิดหน้าของงานจริงเพื่อเริ่มซ้อมใหม่"))
        if copy_of(edition) is not None:
            raise Refused(gettext("มีการซ้อมค้างอยู่ ทิ้งการซ้อมเดิมก่อนจึงเริ่มใหม่ได้"))
        copy = Edition.objects.create(
            programme_id=edition.programme_id,
            code=edition.code[: 20 - len(END)] + END,
            title=edition.title,
            number=edition.number,
            year=edition.year,
            theme=edition.theme,
            held_on=timezone.localdate(),
            place_text=edition.place_text,
            place_id=edition.place_id,
            online_url=edition.online_url,
            stage=Stage.ASSEMBLY,
            formal_votes=edition.formal_votes,
            rehearsal_of=edition,
            is_example=True,
        )
        clauses = _text(edition, copy)
        _halls(edition, copy, clauses)
        delegates = _delegates(edition, copy)
        _people(edition, copy, delegates)
        _honours(edition, copy)
        for span in StageSpan.objects.filter(edition=edition):
            _again(span, copy)
        rulebook = Rulebook.objects.filter(edition=edition).first()
        if rulebook is not None:
            _again(rulebook, copy)
        act.about(copy)
        act.note(source=edition.code)
    return copy


def _again(row: Any, copy: Edition, **changed: Any) -> Any:
    """The same row in the copy, under a new id."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in ("edition", *changed)
    }
    if "is_example" in fields:
        fields["is_example"] = True
    return type(row).objects.create(**fields | {"edition": copy} | changed)


def _text(edition: Edition, copy: Edition) -> dict[UUID, Clause]:
    """Old clause id -> the clause in the copy. Without an own text nothing is copied."""
    text = Text.objects.filter(edition=edition).first()
    if text is None:
        return {}
    new = _again(text, copy)
    periods = {one.pk: _again(one, copy, text=new) for one in Period.objects.filter(text=text)}
    made: dict[UUID, Clause] = {}
    for one in Clause.objects.filter(text=text, live=True):
        made[one.pk] = _again(one, copy, text=new, period=periods.get(one.period_id), issue_id=None)
    for kind in (ClauseAction, ClauseRevision):
        for row in kind.objects.filter(clause__in=list(made)):  # type: ignore[attr-defined]
            _again(row, copy, clause=made[row.clause_id])
    version = TextVersion.objects.filter(text=text).first()
    if version is not None:
        frozen = _frozen_again(version.frozen, made)
        _again(version, copy, text=new, frozen=frozen, frozen_hash=hash_of(frozen))
    return made


def _frozen_again(frozen: dict[str, Any], made: dict[UUID, Clause]) -> dict[str, Any]:
    """The frozen words, naming the copy's clauses, so that a round can be asked on them."""
    clauses = [
        one | {"id": str(made[UUID(one["id"])].pk)}
        for one in frozen.get("clauses", [])
        if UUID(one["id"]) in made
    ]
    return frozen | {"clauses": clauses}


def _halls(edition: Edition, copy: Edition, clauses: dict[UUID, Clause]) -> None:
    old = list(Hall.objects.filter(edition=edition))
    halls = {one.pk: _again(one, copy) for one in old}
    for hall in halls.values():
        Screen.objects.create(programme_id=copy.programme_id, edition=copy, hall=hall)
    slots = list(Slot.objects.filter(edition=edition))
    first = min((slot.on for slot in slots), default=None)
    for slot in slots:
        _again(
            slot,
            copy,
            hall=halls[slot.hall_id],
            clause=clauses.get(slot.clause_id) if slot.clause_id else None,
            on=timezone.localdate() + (slot.on - first if first else timedelta()),
            state="planned",
            began_at=None,
            ended_at=None,
        )


def _delegates(edition: Edition, copy: Edition) -> dict[UUID, Delegate]:
    """Who sits where, so that they can try it with their own login; under invented names, and without links."""
    made = {}
    living = Delegate.objects.filter(edition=edition, state__in=["nominated", "appointed"])
    for number, one in enumerate(living, 1):
        name = invented(number)
        made[one.pk] = _again(
            one, copy, name=name, position="", organisation="", letter_number="", token_hash="", replaced_by=None,
            state="appointed", sort_key=person_sort_key(name), search_text=search_text(name),
        )  # fmt: skip
    return made


def _people(edition: Edition, copy: Edition, delegates: dict[UUID, Delegate]) -> None:
    rows, taken = [], set()
    for one in Participant.objects.filter(edition=edition):
        name = invented(one.number)
        code = short_code(CODE_LENGTH)
        while code in taken:
            code = short_code(CODE_LENGTH)
        taken.add(code)
        rows.append(
            Participant(
                programme_id=copy.programme_id, edition=copy, number=one.number, kind=one.kind,
                network_id=one.network_id, delegate=delegates.get(one.delegate_id) if one.delegate_id else None,
                name=name, code=code, sort_key=person_sort_key(name), search_text=search_text(name), is_example=True,
            )
        )  # fmt: skip
    Participant.objects.bulk_create(rows, batch_size=500)


def _honours(edition: Edition, copy: Edition) -> None:
    for one in Honour.objects.filter(edition=edition, live=True):
        _again(
            one, copy, name=invented(one.number), is_minor=False, consent="", presented_at=None, for_what=""
        )


def throw_away(by: Actor, copy: Edition, *, act_id: UUID | None = None) -> int:
    """Every row of the copy, of whichever chamber, and nothing else. Returns how many rows."""
    source = copy.rehearsal_of
    if source is None:
        raise Refused(gettext("ทิ้งได้เฉพาะการซ้อม งานจริงลบไม่ได้"))
    with acting(by, "assemble.editions.rehearse", source, act_id=act_id) as act:
        Edition.objects.select_for_update().get(pk=copy.pk)  # with its key: the row itself goes
        # All that leads to the copy is found first: what stands between a row and its edition goes too.
        found = {model: _ids(model, way, copy) for model, way in ways_to_edition().items()}
        removed = 0
        for model, ids in found.items():
            for start in range(0, len(ids), 500):  # foreign keys are asked at the end of the transaction
                some = model._default_manager.filter(pk__in=ids[start : start + 500]).order_by()
                removed += some._raw_delete(some.db)
        gone = [pk for ids in found.values() for pk in ids if isinstance(pk, UUID)]
        thread.forget(copy.programme_id, gone)
        act.note(code=copy.code, rows=removed)
    return removed


def _ids(model: type[models.Model], way: str, copy: Edition) -> list[Any]:
    rows = model._default_manager.filter(**{way: copy.pk} if way else {"pk": copy.pk})
    return list(rows.order_by().values_list("pk", flat=True))


def ways_to_edition() -> dict[type[models.Model], str]:
    """Every table of this room -> the shortest way to its edition, as a lookup; "" for the edition itself. Read of the
    models, so that a table somebody adds tomorrow is thrown away too."""
    app = apps.get_app_config("assemble")
    ours = list(app.get_models(include_auto_created=True))
    found: dict[type[models.Model], str] = {Edition: ""}
    queue = deque([Edition])
    while queue:
        reached = queue.popleft()
        for model in ours:
            if model in found:
                continue
            for field in model._meta.concrete_fields:
                if (
                    field.is_relation
                    and field.related_model is reached
                    and (not field.null or _belongs(field))
                ):
                    found[model] = "__".join(filter(None, (field.name, found[reached])))
                    queue.append(model)
                    break
    return found


def _belongs(field: Any) -> bool:
    return field.name == "edition"
