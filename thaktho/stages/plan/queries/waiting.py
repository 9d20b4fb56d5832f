"""What in the plan waits for somebody."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext

from thaktho.ground.access import Actor
from thaktho.ground.kept import kept
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting

from ..models import ImportBatch, NetworkPlan
from ..states import OPEN
from . import collaborations
from .acceptance import asked_of
from .comments import waits_for
from .gaps import waiting_gaps
from .plans import NetworkState, network_states
from .weaving import progress

MOST = 6


def waiting(by: Actor, programme: Programme, states: list[NetworkState] | None = None) -> list[Waiting]:
    """For a coordinator: the own network's plan to mend or send, and imports to look at. For the secretariat: plans
    to take or give back, and who is late. A page that has read `network_states` already passes them on."""
    lines = _named_in(by, programme)
    if not by.has("coordinator", "secretariat"):
        return lines + asked_of_officers(by, programme)
    own = by.scopes("coordinator")
    for state in network_states(programme, by) if states is None else states:
        address = reverse("plan_rows", kwargs={"province": programme.slug, "network": state.network.code})
        if str(state.network.pk) in own:
            lines += _for_coordinator(state, address)
        elif by.has("secretariat"):
            lines += _for_secretariat(state, address)
    if own:
        lines += _given(programme, own)
    if by.has("secretariat") and (open_pairs := progress(programme).open):
        address = reverse("plan_pairs", kwargs={"province": programme.slug})
        detail = gettext("ต้องเสร็จก่อนออกแผนบูรณาการ")
        lines.append(
            Waiting(
                gettext("%(open_pairs)s คู่ที่อาจซ้ำกัน รอตัดสิน") % {"open_pairs": f"{open_pairs:,}"},
                address,
                gettext("ถักต่อ"),
                detail,
                icon="pencil",
            )
        )
    batches = ImportBatch.objects.filter(
        Q(state=ImportBatch.State.PREVIEW) | Q(state=ImportBatch.State.REFUSED, refusal__again=True),
        programme=programme,
    )
    if not by.has("secretariat"):
        batches = batches.filter(network_id__in=own)
    for batch in batches.select_related("network", "file")[:3]:
        address = reverse("plan_import", kwargs={"province": programme.slug, "batch": batch.pk})
        if batch.broken_off:
            title = gettext("อ่านไฟล์ %(name)s ไม่จบ") % {"name": batch.file.name}
            lines.append(
                Waiting(title, address, gettext("อ่านอีกครั้ง"), gettext("แผนไม่เปลี่ยน ไฟล์ยังอยู่ครบ"), icon="file")
            )
            continue
        detail = gettext("%(rows)s แถว ต้องดู %(flags)s ช่อง") % {
            "rows": f"{batch.row_count:,}",
            "flags": f"{batch.flag_count:,}",
        }
        lines.append(
            Waiting(
                gettext("ไฟล์ %(name)s รอตรวจก่อนนำเข้า") % {"name": batch.file.name},
                address,
                gettext("ตรวจไฟล์"),
                detail,
                icon="file",
            )
        )
    lines += collaborations.waiting(by, programme)
    return lines[: MOST * 2]


def _given(programme: Programme, own: frozenset[str]) -> list[Waiting]:
    """Gaps the secretariat gave to the own networks while their plans were closed: one line a network. Kept for all until
    somebody acts."""
    every = kept(programme, "given_gaps", lambda: _by_network(programme))
    found = {code: n for (network, code), n in every.items() if network in own}
    return [
        Waiting(
            gettext("ช่องว่างของแผน %(n)s ช่อง มอบให้เครือข่ายของท่าน") % {"n": f"{n:,}"},
            reverse("plan_rows", kwargs={"province": programme.slug, "network": code}) + "#given",
            gettext("ดูและเพิ่มเป็นแถว"),
            gettext("เพิ่มเป็นแถวร่างได้เมื่อแผนเปิดแก้"),
            icon="circle-dashed",
        )
        for code, n in found.items()
    ]


def _by_network(programme: Programme) -> dict[tuple[str, str], int]:
    found = waiting_gaps(programme).order_by().values_list("network", "network__code")
    return {(str(network), code): n for network, code, n in found.annotate(Count("pk"))}


def asked_of_officers(by: Actor, programme: Programme) -> list[Waiting]:
    """One line for an organisation's officer: work the plan asks it to take, not answered yet."""
    if not by.has("officer"):
        return []
    open_ones = asked_of(programme, by, state="asked")
    if not open_ones:
        return []
    return [
        Waiting(
            gettext("%(n)s งานในแผนรอหน่วยงานของท่านตอบรับ") % {"n": len(open_ones)},
            reverse("plan_acceptances", kwargs={"province": programme.slug}) + "?state=asked",
            gettext("ตอบ"),
            open_ones[0].row.title[:120],
        )
    ]


def _named_in(by: Actor, programme: Programme) -> list[Waiting]:
    """Comments in which somebody asks this very person, and answers to what they asked."""
    found = waits_for(by, programme)
    return [
        Waiting(
            gettext("%(who)sถามท่านเรื่องแถว “%(title)s”")
            % {"who": flag.author or gettext("มีผู้"), "title": flag.row.title[:60]},
            reverse("plan_row", kwargs={"province": programme.slug, "row": flag.row_id}) + f"#flag-{flag.pk}",
            gettext("ตอบ"),
            flag.why[:120],
            icon="message-square",
        )
        for flag in found.asked[:3]
    ] + [
        Waiting(
            gettext("มีคำตอบเรื่องแถว “%(title)s”") % {"title": flag.row.title[:60]},
            reverse("plan_row", kwargs={"province": programme.slug, "row": flag.row_id}) + f"#flag-{flag.pk}",
            gettext("ดูคำตอบ"),
            gettext("แก้ช่องที่ท่านถามแล้ว") if flag.settled_at else flag.why[:120],
            icon="message-square",
        )
        for flag in found.answered[:3]
    ]


def _for_coordinator(state: NetworkState, address: str) -> list[Waiting]:
    plan, name = state.plan, state.network.name
    if plan.state not in OPEN:
        return []
    if plan.state == NetworkPlan.State.RETURNED:
        title = gettext("แผนของ%(name)sถูกส่งกลับ") % {"name": name}
        return [
            Waiting(
                title,
                f"{address}?state=fix",
                gettext("แก้แผน"),
                plan.return_reason,
                plan.due_on,
                "undo-2",
                "khrang",
            )
        ]
    if state.flags:
        title = gettext("แผนของ%(name)sมี %(flags)s ช่องที่ต้องดู") % {"name": name, "flags": f"{state.flags:,}"}
        return [
            Waiting(
                title,
                f"{address}?state=fix",
                gettext("แก้ช่องเหล่านี้"),
                "",
                plan.due_on,
                "triangle-alert",
                "khamin",
            )
        ]
    if state.rows:
        return [
            Waiting(
                gettext("แผนของ%(name)sยังไม่ส่ง") % {"name": name},
                address,
                gettext("ตรวจและส่งแผน"),
                gettext("%(n)s แถว") % {"n": f"{state.rows:,}"},
                plan.due_on,
            )
        ]
    return [
        Waiting(
            gettext("ยังไม่มีแถวในแผนของ%(name)s") % {"name": name}, address, gettext("เริ่มแผน"), "", plan.due_on
        )
    ]


def _for_secretariat(state: NetworkState, address: str) -> list[Waiting]:
    plan, name = state.plan, state.network.name
    if plan.state == NetworkPlan.State.SUBMITTED:
        detail = gettext("%(n)s แถว") % {"n": f"{state.by_state.get('submitted', 0):,}"}
        return [
            Waiting(
                gettext("%(name)sส่งแผนแล้ว รอตรวจรับ") % {"name": name},
                address,
                gettext("ตรวจรับแผน"),
                detail,
                is_example=plan.is_example,
            )
        ]
    if state.late:
        detail = (
            gettext("มีร่าง %(rows)s แถว") % {"rows": f"{state.rows:,}"} if state.rows else gettext("ยังไม่มีแถว")
        )
        return [
            Waiting(
                gettext("%(name)sเลยกำหนดส่งแผน") % {"name": name},
                address,
                gettext("เปิดแผน"),
                detail,
                plan.due_on,
                "clock",
                "khamin",
            )
        ]
    return []
