"""The map on a topic's page, and the open data from which its lists recompute."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from thaktho.documents.spreadsheet_cell import plain
from thaktho.ground.access import allow
from thaktho.ground.language import language
from thaktho.thai.words import words

from .. import picture, queries
from ..models import OpinionMap, Topic
from ..picture import Group
from ..queries import Finding, Findings
from ..queries.found import labels
from ..queries.maps import code_of
from .common import topic_or_404

LONGEST_LABEL = 90
FILES = {
    "tallies.csv": "text/csv; charset=utf-8",
    "statements.csv": "text/csv; charset=utf-8",
    "map.json": "application/json",
    "lists.json": "application/json",
    "manifest.json": "application/json",
    "README.txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class Line:
    """What one group holds: a statement, on which side, and of ten of the group how many."""

    number: str
    text: str
    agrees: bool
    tenths: int


@dataclass(frozen=True)
class Held:
    """A group with its shape, its name by what it holds, and its lines."""

    face: Group
    label: str
    lines: list[Line]


def map_context(
    made: OpinionMap | None,
    texts: dict[str, str],
    columns: list[queries.Column],
    chosen: str = "",
    own: tuple[float, float, float] | None = None,
) -> dict[str, Any]:
    """What `listen/map.html` draws. `texts`: shown statements by number; `chosen`: code of the network to lay over."""
    if made is None:
        return {"map": None}
    told = {each["network"] for each in made.body["networks"]}
    network = next((column for column in columns if code_of(column) == chosen and chosen in told), None)
    letters = picture.LETTERS if language() == "th" else "ABCDEF"
    drawn = picture.draw(made.body, chosen if network else "", own, letters)
    return {
        "map": made,
        "picture": drawn,
        "held": _held(made, texts, drawn) if drawn else [],
        "overlays": [(column, code_of(column), code_of(column) in told) for column in columns]
        if told
        else [],
        "overlay": network,
        "overlay_code": code_of(network) if network else "",
        "near": _nearest(made, chosen, drawn) if network and drawn else None,
        "certificate": certificate(made),
    }


def _held(made: OpinionMap, texts: dict[str, str], drawn: picture.Picture) -> list[Held]:
    lines = queries.shown_lines(made.body, texts)
    found = []
    for face in drawn.groups:
        own = [
            Line(each["statement"], texts[each["statement"]], each["side"] == "agree", each["tenths"])
            for each in lines[face.id]
        ]
        found.append(Held(face, _label(own[0]) if own else "", own))
    return found


def _label(line: Line) -> str:
    """A group is called by what it holds most of its own."""
    text = shortened(line.text)
    return (_("เห็นด้วยว่า %(text)s") if line.agrees else _("ไม่เห็นด้วยว่า %(text)s")) % {"text": text}


def shortened(text: str, longest: int = LONGEST_LABEL) -> str:
    """Cut where a word ends."""
    if len(text) <= longest:
        return text
    kept, end = "", 0
    for word in words(text):
        at = text.find(word, end)
        if at < 0 or at + len(word) > longest:
            break
        end = at + len(word)
        kept = text[:end]
    return f"{kept or text[:longest]}…"


def _nearest(made: OpinionMap, chosen: str, drawn: picture.Picture) -> Group | None:
    """The group whose middle lies nearest to the chosen network's."""
    over = next(each for each in made.body["networks"] if each["network"] == chosen)
    if len(made.body["groups"]) < 2:
        return None
    near = min(
        made.body["groups"],
        key=lambda group: (group["x"] - over["x"]) ** 2 + (group["y"] - over["y"]) ** 2,
    )
    return drawn.faces[near["id"]]


def certificate(made: OpinionMap) -> dict[str, Any]:
    """How far the groups can be relied on, in hundredths; `firm`: whether halves of the answers agree well enough."""
    found = made.body["stability"]

    def hundred(name: str) -> int | None:
        value = found.get(name)
        return None if value is None else max(0, round(100 * value))

    halves, chance = hundred("halves"), hundred("by_chance")
    return {
        "groups": found.get("groups"),
        "halves": halves,
        "chance": chance,
        "samples": hundred("samples"),
        "firm": halves is not None and halves >= 40,
    }


SECTION_TONES = {
    "all": ("check", "bai"),
    "refused_by": ("triangle-alert", "khrang"),
    "not_enough": ("clock", "khamin"),
    "divided": ("", ""),
    "rejected": ("x", ""),
}


def section_words(name: str, unheard: bool = False) -> tuple[str, str]:
    """What a list is called, and one sentence on it; `unheard`: whether it speaks for some networks only."""
    notes = {
        "all": _("เชื่อได้ร้อยละ 90 ว่าเกินครึ่งของทุกเครือข่ายที่ได้ยินเห็นด้วย"),
        "refused_by": _("ควรฟังเหตุผลก่อนเขียนลงแผน"),
        "not_enough": _("ยังบอกแทนบางเครือข่ายไม่ได้ และไม่ถือว่าเห็นด้วย"),
        "divided": _("ยังไม่มีเสียงส่วนใหญ่ที่แน่ชัด หรือแต่ละกลุ่มเห็นไม่ตรงกัน"),
        "rejected": _("เชื่อได้ร้อยละ 90 ว่าเกินครึ่งของทุกเครือข่ายที่ได้ยินไม่เห็นด้วย"),
    }
    return labels(unheard)[name], notes[name]


@dataclass(frozen=True)
class Headed:
    """How a list is headed in the table."""

    finding: Finding
    title: str
    note: str
    icon: str
    tone: str


def headed(found: Findings) -> dict[Any, Headed]:
    """By statement."""
    return {
        finding.standing.statement.pk: Headed(
            finding, *section_words(finding.section, bool(found.unheard)), *SECTION_TONES[finding.section]
        )
        for finding in found.found
    }


# Open data


@dataclass(frozen=True)
class Opened:
    """All of a topic that is open, read once."""

    topic: Topic
    standings: list[queries.Standing]
    columns: list[queries.Column]
    part: queries.TookPart
    made: OpinionMap | None

    @classmethod
    def of(cls, topic: Topic) -> Opened:
        made = queries.final_map(topic) or queries.newest_map(topic)
        return cls(topic, queries.ranked(topic, "newest")[::-1], queries.columns(topic), queries.took_part(topic), made)  # fmt: skip

    @property
    def findings(self) -> Findings:
        return queries.findings(self.standings, self.columns, self.part, self.made)

    @property
    def figures(self) -> tuple[dict[str, Any], list[Any]]:
        return queries.open_figures(self.standings, self.columns, self.part, self.made)


@require_GET
@allow("listen.read")
def open_data(request: HttpRequest, code: str) -> HttpResponse:
    """What may be downloaded, what stands in it, and how the lists are computed again from it."""
    topic = topic_or_404(request, code)
    context = {
        "topic": topic,
        "over": topic.state in queries.OVER,
        "made": queries.final_map(topic) or queries.newest_map(topic),
        "seal": topic.seals.filter(final=True).first(),
    }
    return render(request, "listen/open_data.html", context)


@require_GET
@allow("listen.read")
def open_file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    topic = topic_or_404(request, code)
    if name not in FILES:
        raise Http404(name)
    found = Opened.of(topic)
    write = {
        "tallies.csv": _tallies,
        "statements.csv": _statements,
        "map.json": _map,
        "lists.json": _lists,
        "manifest.json": _manifest,
        "README.txt": _readme,
    }[name]
    answer = HttpResponse(write(found), content_type=FILES[name])
    answer["Content-Disposition"] = f'attachment; filename="listen-{topic.code}-{name}"'
    return answer


def _tallies(found: Opened) -> str:
    """The table that `thaktho opinion --tallies` reads; what is not told has empty numbers."""
    from thaktho.engines.opinion.tallies import HEAD, lines

    voters = {code_of(column): found.part.by_door.get(column.door_id, 0) for column in found.columns}
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(HEAD)
    write.writerows(lines(*found.figures, voters))
    return out.getvalue()


def _statements(found: Opened) -> str:
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(["statement", "text", "from_network", "example"])
    for standing in found.standings:
        row = standing.statement
        network = row.door.network if row.door else None
        write([row.number, plain(row.text), network.code if network else "", int(row.is_example)])
    return "\ufeff" + out.getvalue()


def _json(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False, indent=1) + "\n"


def _map(found: Opened) -> str:
    return _json(found.made.body if found.made else {})


def _lists(found: Opened) -> bytes:
    """To the byte what the command line makes of the table."""
    from thaktho.engines.opinion.manifest import dump, origin
    from thaktho.engines.opinion.tallies import digest

    total, units = found.figures
    source = {"tallies_sha256": digest(total, units), "statements": len(total), "units": len(units)}
    return dump(found.findings.lists.json() | {"manifest": origin() | {"input": source}})


def _manifest(found: Opened) -> str:
    """What commits the room to its votes and its map. Numbers of people and answers are in the tallies, by their law;
    the engine's own exact ones are not told."""
    seal = found.topic.seals.filter(final=True).first()
    made = found.made
    told: dict[str, Any] = {"topic": found.topic.code, "state": found.topic.state}
    if seal is not None:
        told["seal"] = {"merkle_root": seal.root, "number": seal.number}
    if made is not None:
        kept = {key: made.manifest[key] for key in ("engine", "version", "settings", "packages")}
        told["map"] = kept | {
            "number": made.number,
            "final": made.final,
            "sha256": made.digest,
            "input": {key: value for key, value in made.manifest["input"].items() if key.endswith("_sha256")},
        }
    return _json(told)


@override("th")  # what leaves the house is Thai
def _readme(found: Opened) -> str:
    seal = found.topic.seals.filter(final=True).first()
    return render_to_string(
        "listen/open_data.txt",
        {"topic": found.topic, "made": found.made, "seal": seal, "over": found.topic.state in queries.OVER},
    )
