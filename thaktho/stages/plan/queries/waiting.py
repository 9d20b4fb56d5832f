"""What in the plan waits for somebody."""

from __future__ import annotations

from django.urls import reverse

from thaktho.ground.access import Actor
from thaktho.ground.programme.models import Programme
from thaktho.ground.waiting import Waiting

from ..models import ImportBatch, NetworkPlan
from ..states import OPEN
from .plans import NetworkState, network_states
from .weaving import progress

MOST = 6


def waiting(by: Actor, programme: Programme, states: list[NetworkState] | None = None) -> list[Waiting]:
    """For a coordinator: the own network's plan to mend or send, and imports to look at. For the secretariat: plans
    to take or give back, and who is late. A page that has read `network_states` already passes them on."""
    if not by.has("coordinator", "secretariat"):
        return []
    own = by.scopes("coordinator")
    lines: list[Waiting] = []
    for state in network_states(programme, by) if states is None else states:
        address = reverse("plan_rows", kwargs={"province": programme.slug, "network": state.network.code})
        if str(state.network.pk) in own:
            lines += _for_coordinator(state, address)
        elif by.has("secretariat"):
            lines += _for_secretariat(state, address)
    if by.has("secretariat") and (open_pairs := progress(programme).open):
        address = reverse("plan_pairs", kwargs={"province": programme.slug})
        detail = "ต้องเสร็จก่อนออกแผนบูรณาการ"
        lines.append(Waiting(f"{open_pairs:,} คู่ที่อาจซ้ำกัน รอตัดสิน", address, "ถักต่อ", detail, icon="pencil"))
    batches = ImportBatch.objects.filter(programme=programme, state=ImportBatch.State.PREVIEW)
    if not by.has("secretariat"):
        batches = batches.filter(network_id__in=own)
    for batch in batches.select_related("network", "file")[:3]:
        address = reverse("plan_import", kwargs={"province": programme.slug, "batch": batch.pk})
        detail = f"{batch.row_count:,} แถว ต้องดู {batch.flag_count:,} ช่อง"
        lines.append(Waiting(f"ไฟล์ {batch.file.name} รอตรวจก่อนนำเข้า", address, "ตรวจไฟล์", detail, icon="file"))
    return lines[: MOST * 2]


def _for_coordinator(state: NetworkState, address: str) -> list[Waiting]:
    plan, name = state.plan, state.network.name
    if plan.state not in OPEN:
        return []
    if plan.state == NetworkPlan.State.RETURNED:
        title = f"แผนของ{name}ถูกส่งกลับ"
        return [Waiting(title, f"{address}?state=fix", "แก้แผน", plan.return_reason, plan.due_on, "undo-2", "khrang")]
    if state.flags:
        title = f"แผนของ{name}มี {state.flags:,} ช่องที่ต้องดู"
        return [Waiting(title, f"{address}?state=fix", "แก้ช่องเหล่านี้", "", plan.due_on, "triangle-alert", "khamin")]
    if state.rows:
        return [Waiting(f"แผนของ{name}ยังไม่ส่ง", address, "ตรวจและส่งแผน", f"{state.rows:,} แถว", plan.due_on)]
    return [Waiting(f"ยังไม่มีแถวในแผนของ{name}", address, "เริ่มแผน", "", plan.due_on)]


def _for_secretariat(state: NetworkState, address: str) -> list[Waiting]:
    plan, name = state.plan, state.network.name
    if plan.state == NetworkPlan.State.SUBMITTED:
        detail = f"{state.by_state.get('submitted', 0):,} แถว"
        return [Waiting(f"{name}ส่งแผนแล้ว รอตรวจรับ", address, "ตรวจแผน", detail, is_example=plan.is_example)]
    if state.late:
        detail = f"มีร่าง {state.rows:,} แถว" if state.rows else "ยังไม่มีแถว"
        return [Waiting(f"{name}ยังไม่ส่งแผน", address, "เปิดแผน", detail, plan.due_on, "clock", "khamin")]
    return []
