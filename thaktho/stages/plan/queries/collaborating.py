"""What rows lack and what networks have, as the engine of collaboration takes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext_lazy

from thaktho.engines.weave.collaborate import Lack, Means, Offer, lacks_of, offers_of, topics_in
from thaktho.ground.programme.models import Programme
from thaktho.stages.capital import queries as capital
from thaktho.stages.toolkit import queries as toolkit
from thaktho.thai.dates import fiscal_year

from ..lexicon import known
from ..models import PlanRow, RowLack
from ..states import PUBLIC

# What a network may say that a row lacks; also what the engine reads off rows.
KINDS = {
    "human": gettext_lazy("คน วิทยากร หรืออาสาสมัคร"),
    "tool": gettext_lazy("เครื่องมือหรือความรู้"),
    "place": gettext_lazy("สถานที่"),
    "time": gettext_lazy("กิจกรรมที่จะจัดร่วมกัน"),
    "action": gettext_lazy("ขั้นตอนที่ยังไม่มีผู้ทำ"),
    "moral": gettext_lazy("ต้นทุนด้านคุณธรรม"),
    "social": gettext_lazy("ทุนทางสังคม"),
    "cultural": gettext_lazy("ทุนทางวัฒนธรรม"),
}
CAPITAL, TOOL = "capital.entry", "toolkit.tool"
PLACES = ("สถานที่", "ศูนย์", "เวที", "ลาน", "แหล่ง", "พิพิธภัณฑ์", "ศาสนสถาน", "วัด")  # capital one can meet in
ASKED = 2.0  # what people say themselves weighs twice what was read off a row
TEACH = ("uses", "teaches")


@dataclass
class Material:
    """Lacks and offers, with where each came from."""

    lacks: list[Lack] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    rows: dict[str, UUID] = field(default_factory=dict)  # lack -> its row
    words: dict[str, str] = field(default_factory=dict)  # lack -> what is lacking, in words
    sources: dict[str, tuple[str, UUID]] = field(default_factory=dict)  # offer -> thread kind and id
    titles: dict[str, str] = field(default_factory=dict)  # offer -> what it is called

    def lack(self, lack: Lack, words: str) -> None:
        self.lacks.append(lack)
        self.rows[lack.id], self.words[lack.id] = UUID(lack.row), words

    def offer(self, offer: Offer, kind: str, id: UUID, title: str) -> None:
        self.offers.append(offer)
        self.sources[offer.id], self.titles[offer.id] = (kind, id), title


def material(programme: Programme) -> Material:
    """Everything the engine asks for. Eight queries, whatever their number."""
    found = Material()
    rows = sent_rows(programme)
    means = [_means(row) for row in rows]
    tools = toolkit.offers_for_weaving(programme)
    _lacks(found, programme, rows, means, tools)
    for offer in offers_of(means):
        found.offer(offer, PlanRow.thread_kind, UUID(offer.source), offer.text)
    _capitals(found, programme)
    _tools(found, tools)
    return found


def sent_rows(programme: Programme) -> list[PlanRow]:
    """What networks have sent and what stands on its own. Three queries."""
    rows = PlanRow.objects.filter(
        programme=programme, live=True, state__in=PUBLIC, joined_into=None, split_at=None
    )
    return list(rows.select_related("network").prefetch_related("areas", "budget_lines").order_by("pk"))


def _means(row: PlanRow) -> Means:
    year = fiscal_year(row.starts_on) if row.starts_on else None
    return Means(
        str(row.pk), row.network.code, row.title, topics_in(row.title), tuple(place.code for place in row.areas.all()),
        year, row.starts_on, row.ends_on,
    )  # fmt: skip


def _lacks(
    found: Material,
    programme: Programme,
    rows: list[PlanRow],
    means: list[Means],
    tools: list[toolkit.Offer],
) -> None:
    concepts = known().concepts
    for lack in lacks_of(means, _steps(tools)):
        step = lack.id.split("/action/")[1] if "/action/" in lack.id else ""
        found.lack(lack, concepts[step].th if step in concepts else str(KINDS[lack.kind]))
    standing = {str(row.pk): one for row, one in zip(rows, means, strict=True)}
    stated = RowLack.objects.filter(programme=programme, retired_at=None, row__in=list(standing))
    for said in stated:
        row = standing[str(said.row_id)]
        lack = Lack(
            str(said.pk), row.network, said.kind, row.id, said.text,  # type: ignore[arg-type]
            topics_in(said.text) or row.topics or frozenset(), row.areas, row.year, row.start, row.end, True, ASKED,
        )  # fmt: skip
        found.lack(lack, said.text)


def _steps(tools: Iterable[toolkit.Offer]) -> dict[str, list[str]]:
    """For an activity the others it needs, as the steps of a tool that is named after it tell."""
    concepts = known().concepts
    steps: dict[str, list[str]] = {}
    for tool in tools:
        needed = {
            code for step in tool.steps for code in topics_in(step) if concepts[code].kind == "activity"
        }
        for code in sorted(topics_in(tool.name)):
            if concepts[code].kind == "activity":
                steps.setdefault(code, []).extend(sorted(needed - {code}))
    return steps


def _capitals(found: Material, programme: Programme) -> None:
    """What no network answers for is nobody's to lend."""
    for entry in capital.offers_for_weaving(programme):
        if not entry.network:
            continue
        kinds = [entry.kind]
        if any(word in f"{entry.category} {entry.name}" for word in PLACES):
            kinds.append("place")
        capacity = None if entry.capacity_per_year is None else int(entry.capacity_per_year)
        topics = topics_in(f"{entry.name} {entry.category}")
        for kind in kinds:
            offer = Offer(
                f"{entry.id}/{kind}", entry.network, kind, entry.name, topics, entry.place_codes, capacity=capacity  # type: ignore[arg-type]
            )  # fmt: skip
            found.offer(offer, CAPITAL, entry.id, entry.name)


def _tools(found: Material, tools: list[toolkit.Offer]) -> None:
    """Who uses or teaches a tool can lend it; who merely knows it cannot."""
    for tool in tools:
        for network, level in tool.holders:
            if level not in TEACH:
                continue
            offer = Offer(
                f"{tool.id}/{network}", network, "tool", tool.name, topics_in(f"{tool.name} {tool.gist}")
            )
            found.offer(offer, TOOL, tool.id, tool.name)
