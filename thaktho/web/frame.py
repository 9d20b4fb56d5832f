"""The frame of a page: the places of the thread that exist, and the role somebody acts in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from thaktho.ground import rooms
from thaktho.ground.access import Actor
from thaktho.ground.people.models import Role
from thaktho.ground.people.queries import all_networks
from thaktho.ground.programme.models import Programme

# In the order of the thread. A room that is not built yet has no address, and no link.
THREAD = (
    ("listen/", gettext_lazy("ความเห็น")),
    ("plan/", gettext_lazy("แผน")),
    ("assembly/", gettext_lazy("ประกาศเจตนารมณ์")),
    ("activities/", gettext_lazy("กิจกรรม")),
    ("meetings/", gettext_lazy("ประชุม")),
    ("places/", gettext_lazy("พื้นที่")),
    ("news/", gettext_lazy("ข่าว")),
)


# What the plan stands on: at the foot of every page and in the phone's menu, not in the thread's own row.
FOUNDATION = (
    ("programme/", gettext_lazy("โครงการจังหวัดคุณธรรม")),
    ("capital/", gettext_lazy("ทุนสี่ด้าน")),
    ("toolkit/", gettext_lazy("เครื่องมือและองค์ความรู้")),
    ("meetings/bodies/", gettext_lazy("กลไกการทำงาน")),
)


@dataclass(frozen=True)
class Link:
    url: str
    label: Any
    current: bool = False


def places(programme: Programme, path: str) -> list[Link]:
    links = _links(programme, path, THREAD)
    deeper = any(link.current for link in foundation(programme, path))
    return [replace(link, current=False) for link in links] if deeper else links


def foundation(programme: Programme, path: str) -> list[Link]:
    return _links(programme, path, FOUNDATION)


def _links(programme: Programme, path: str, listed: Any) -> list[Link]:
    base = f"/{programme.slug}/"
    return [
        Link(base + room, label, path.startswith(base + room)) for room, label in listed if rooms.stands(room)
    ]


def role(programme: Programme | None, actor: Actor | None) -> str:
    """The role in which somebody acts, in words; "" for a visitor. The widest role speaks."""
    if programme is None or actor is None or not actor.is_person:
        return ""
    if actor.has("secretariat"):
        return programme.office_th
    if actor.has("executive"):
        return gettext("ผู้บริหารจังหวัด")
    if own := actor.scopes("coordinator"):
        names = [network.name for network in all_networks(programme) if str(network.pk) in own]
        more = f" +{len(names) - 1}" if len(names) > 1 else ""
        return f"{gettext('ผู้ประสานงาน')} {names[0]}{more}" if names else gettext("ผู้ประสานงาน")
    if actor.narrow:
        return gettext("ผู้แทนเครือข่าย")
    for grant in actor.grants:
        return str(Role(grant.role).label)
    return gettext("ยังไม่มีบทบาทในจังหวัดนี้")
