"""Counting voices and votes: whole numbers and fractions only, never floats. Knows no database.

Quorum: networks present, of those entitled. `count` needs at least so many; `share` needs more than num/den of them, so
1/2 is more than half, 2/3 more than two thirds; num = den means all. A clause nobody spoke on has no quorum either: silence
is no agreement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

AGREE, NOTE, CHANGE, NOT_YET = "agree", "note", "change", "not_yet"
AGREED, WITH_NOTES, WITH_DISSENT = "agreed", "agreed_with_notes", "agreed_with_dissent"
CONTESTED, NO_QUORUM = "contested", "no_quorum"
STANDS = frozenset({AGREED, WITH_NOTES, WITH_DISSENT})
OPEN_VALUES = frozenset({CHANGE, NOT_YET})


@dataclass(frozen=True)
class Quorum:
    """`kind`: none, count or share."""

    kind: str = "none"
    count: int = 0
    num: int = 1
    den: int = 2

    @classmethod
    def of(cls, rule: Mapping[str, Any]) -> Quorum:
        return cls(
            rule.get("quorum", "none"),
            int(rule.get("quorum_count", 0)),
            int(rule.get("quorum_share_num", 1)),
            int(rule.get("quorum_share_den", 2)),
        )

    def needed(self, entitled: int) -> int:
        """How many networks must be present, of so many entitled."""
        if self.kind == "count":
            return self.count
        if self.kind == "share":
            return min(entitled, entitled * self.num // self.den + 1)
        return 0

    def met(self, present: int, entitled: int) -> bool:
        return present >= self.needed(entitled)


@dataclass(frozen=True)
class Voices:
    """What was said of one clause. Networks by id, as text."""

    stances: Mapping[str, str]
    dissents: Collection[str] = ()


@dataclass(frozen=True)
class ClauseOutcome:
    outcome: str
    counts: dict[str, int]
    missing: list[str]  # entitled networks that did not speak
    open: list[str] = field(default_factory=list)  # whose change or "not yet" stands
    dissents: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    quorum: bool
    present: int
    needed: int
    entitled: int
    clauses: dict[str, ClauseOutcome]

    @property
    def missing(self) -> bool:
        return any(one.missing for one in self.clauses.values())


def clause_outcome(voices: Voices, entitled: Collection[str], *, quorum: bool) -> ClauseOutcome:
    """A dissent on record answers for its own network only. A voice of a network not entitled is not counted."""
    said = {network: value for network, value in voices.stances.items() if network in entitled}
    counts = {value: list(said.values()).count(value) for value in (AGREE, NOTE, CHANGE, NOT_YET)}
    missing = sorted(network for network in entitled if network not in said)
    dissents = sorted(
        network for network, value in said.items() if value in OPEN_VALUES and network in voices.dissents
    )
    standing = sorted(
        network for network, value in said.items() if value in OPEN_VALUES and network not in dissents
    )
    if not quorum or not said:
        outcome = NO_QUORUM
    elif standing:
        outcome = CONTESTED
    elif dissents:
        outcome = WITH_DISSENT
    else:
        outcome = WITH_NOTES if counts[NOTE] else AGREED
    return ClauseOutcome(outcome, counts, missing, standing, dissents)


def outcome(
    rule: Mapping[str, Any], entitled: Iterable[str], present: Collection[str], clauses: Mapping[str, Voices]
) -> Outcome:
    """What a round comes to. `present`: networks on the spot; those not entitled make no quorum."""
    voters = set(entitled)
    quorum = Quorum.of(rule)
    here = len(voters & set(present))
    met = quorum.met(here, len(voters))
    return Outcome(
        met,
        here,
        quorum.needed(len(voters)),
        len(voters),
        {key: clause_outcome(voices, voters, quorum=met) for key, voices in clauses.items()},
    )


# Formal resolutions


def base_of(base: str, yes: int, no: int, abstain: int, entitled: int) -> int:
    """Of how many the majority is taken."""
    return {"cast": yes + no, "present": yes + no + abstain, "entitled": entitled}[base]


def needed_yes(majority: str, of: int) -> int:
    """The least number of yes that passes: more than half, or at least two thirds. Of nobody, one."""
    least = of // 2 + 1 if majority == "simple" else -(-2 * of // 3)
    return max(1, least)


def passes(majority: str, base: str, yes: int, no: int, abstain: int, entitled: int) -> bool:
    """A tie falls; where nobody voted nothing passes."""
    return yes >= needed_yes(majority, base_of(base, yes, no, abstain, entitled))
