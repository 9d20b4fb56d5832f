"""The nouns of weaving: a plan row in, a judged pair of rows out. All frozen, all hashable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Action = Literal["same", "related", "different"]
Nearness = Literal["same", "near", "apart", "unknown"]
Label = Literal["duplicate", "join", "support"]
ReasonKind = Literal["action", "theme", "place", "time", "agency", "audience", "need", "words"]

NEARNESS: tuple[Nearness, ...] = ("same", "near", "apart", "unknown")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row happens. Codes are DOPA codes as text ("57" > "5701" > "570101"); None = not known.

    `unit` is a name that no code could be found for ("ต.เวียง"), kept so that equal names can be compared.
    """

    province: str | None = None
    amphoe: str | None = None
    tambon: str | None = None
    unit: str | None = None
    village: str | None = None
    venue: str | None = None

    @property
    def known(self) -> bool:
        return any((self.province, self.amphoe, self.tambon, self.unit, self.village, self.venue))


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a network's plan, as the form has it. `place` is used when given, else read from the texts."""

    id: str
    title: str
    network: str = ""
    problem: str = ""
    good_deed: str = ""
    virtue: str = ""
    indicator: str = ""
    agency: str = ""
    area: str = ""
    start: date | None = None
    end: date | None = None
    when_text: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pair is proposed. `words` are the shared words as they stand in the rows, to be underlined."""

    kind: ReasonKind
    text_th: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows judged. `score` is the model's probability, 0..1, that their action is the same.

    `action` looks at what is done alone; `place` and `time` stand apart; `label` is what to propose, by the
    table in `labels.label`. `label` is None only for a pair that `compare` finds different.
    """

    id_a: str
    id_b: str
    action: Action
    place: Nearness
    time: Nearness
    score: float
    label: Label | None
    reasons: tuple[Reason, ...]
