"""From votes to the map: the one place where positions, groups, findings and certificates come together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import certificate, findings, polis, polis_rules
from .chunked import Executor, local
from .grouping import FEWEST, Choice, Groups, Models, choose, group, matched, regrouped
from .ideal import Items, main_axes, packed_at, score_all
from .manifest import Settings, manifest
from .place import WIDER, Scale, scale_of
from .rates import CELL, lower_bound, overall
from .store import Codes, Flags, Floats, Ints, Votes
from .tally import Counts, Members, Tally, members, tally

Progress = Callable[[str, int, int], None]
Json = dict[str, Any]
ANEW = 100_000  # votes: up to here the certificate of the groups also chooses their number anew


def quiet(step: str, done: int, total: int) -> None:
    """No progress shown."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map, and the `scale` by which any ballot can be placed on it (`place`); polis mode has none."""

    map: Json
    scale: Scale | None


def opinion_map(votes: Votes, **asked: Any) -> Json:
    """The map alone: `drawn(...).map`, for the same arguments."""
    return drawn(votes, **asked).map


def drawn(
    votes: Votes,
    *,
    settings: Settings = Settings(),  # noqa: B008
    networks: Mapping[str, Iterable[str]] | None = None,
    moderated: Mapping[str, int] | None = None,
    meta: Iterable[str] = (),
    last: Json | None = None,
    progress: Progress = quiet,
    run: Executor = local,
) -> Drawn:
    """The map as the JSON that `thaktho opinion` writes (docs/opinion.md describes its keys), and its scale.

    `networks`: voter ids by network id; ids without votes are left aside. `moderated`: statement id -> -1 out, 0, 1; what is
    out is in no finding. `meta`: statements about people, in no finding either. `last`: the map published before, whose
    orientation and group numbers are kept. ValueError for an unknown mode.
    """
    if settings.mode not in ("main", "polis"):
        raise ValueError(f"unknown mode {settings.mode!r}")
    declared = {key: sorted(set(value)) for key, value in sorted((networks or {}).items())}
    aside = {key for key, mark in (moderated or {}).items() if mark < 0} | set(meta)
    dropped = np.array([one in aside for one in votes.statements], np.bool_)
    build = _main if settings.mode == "main" else _polis
    body, scale = build(votes, dropped, declared, settings, last, progress, run)
    marks = {key: int(mark) for key, mark in (moderated or {}).items()} | {key: -1 for key in meta}
    body["manifest"] = manifest(votes, settings, declared, marks, last)
    return Drawn(body, scale)


def _main(
    votes: Votes, dropped: Flags, networks: Mapping[str, Sequence[str]], settings: Settings, last: Json | None,
    progress: Progress, run: Executor,
) -> tuple[Json, Scale | None]:  # fmt: skip
    seed = settings.seed
    used = votes.where(~dropped[votes.statement]) if dropped.any() else votes
    models = Models(used, seed, run)
    progress("groups", 0, 1)
    before = len(last["groups"]) if last else None
    choice = (
        Choice(settings.groups)
        if settings.groups
        else choose(used, models, seed, settings.most_groups, before)
    )
    progress("groups", 1, 1)
    progress("people", 0, 2)
    found = group(used, models, choice.k, seed, run)
    progress("people", 1, 2)
    place, sd, items, axes = _picture(used, models, found, last, run)
    label = _kept_numbers(found.label, choice.k, votes.voters, last)
    progress("people", 2, 2)
    counted, units = _count(votes, label, choice.k, networks, seed, run)
    kept = np.flatnonzero(~dropped)
    stands = findings.representative(counted.cells[: choice.k], kept)
    narrow = Tally(counted.cells[:-1], counted.everyone, counted.blocks[:, :-1])
    heard = units.sizes[choice.k : -1] >= CELL
    progress("certificate", 0, 1)
    sure = certificate.representative(counted, choice.k, stands, seed)
    lists = _lists(votes, narrow, counted.blocks[:, -1], choice.k, list(networks), heard, kept, seed)
    anew = bool(choice.halves) and len(used.vote) <= ANEW
    again = regrouped(used, choice, seed, label, anew=anew) if votes.people >= FEWEST else []
    progress("certificate", 1, 1)
    body = {
        "voters": _voters(votes, place, sd, label),
        "statements": _statements(votes, counted.everyone, dropped),
        "groups": [
            {
                "id": str(one),
                "size": int(units.sizes[one]),
                "representative": _representative(votes, stands[one], sure[one]),
            }
            for one in range(choice.k)
        ],
        "networks": [
            {"id": key, "size": _size(int(units.sizes[choice.k + at]))} for at, key in enumerate(networks)
        ],
        **lists,
        "stability": {
            "groups": choice.k,
            "split_half": {str(k): _round(value) for k, value in choice.halves.items()},
            "split_half_by_chance": {str(k): _round(value) for k, value in choice.chance.items()},
            "level": choice.level,
            "subsample_ari": [_round(value) for value in again],
            "subsample_ari_mean": _round(float(np.mean(again))) if again else None,
            "subsample_k_anew": anew,
            "subsamples_of_findings": certificate.SAMPLES,
            "share_of_people": certificate.KEPT,
        },
    }
    return body, scale_of(items, axes, ((at, votes.statements[at]) for at in kept.tolist()))


def _picture(
    votes: Votes, models: Models, found: Groups, last: Json | None, run: Executor
) -> tuple[Floats, Floats, Items, Floats]:
    """Positions (n, 2) on the two main axes and their standard deviation (n), turned to the last map; the model they are of,
    and the axes (d, 2). The model is the groups' own when it has two dimensions or more, else the one of two."""
    items = found.items if found.items.d >= 2 else models.of(2)
    positions = score_all(votes, items, run)
    axes = main_axes(items)[:, :2]
    place = positions.mean @ axes
    weight = axes @ axes.T
    rows, cols = packed_at(items.d)
    sd = WIDER * np.sqrt(
        np.maximum(positions.cov @ (weight[rows, cols] * np.where(rows == cols, 1.0, 2.0)) / 2.0, 0.0)
    )
    turn = _turn(place, votes.voters, last) if last else None
    return (place, sd, items, axes) if turn is None else (place @ turn, sd, items, axes @ turn)


def _turn(place: Floats, voters: Sequence[str], last: Json) -> Floats | None:
    """How to turn or mirror, never stretch, so that people lie where they lay (orthogonal Procrustes)."""
    known = {one["id"]: (one["x"], one["y"]) for one in last["voters"]}
    rows = [at for at, key in enumerate(voters) if key in known]
    if len(rows) < 3:
        return None
    target = np.array([known[voters[at]] for at in rows])
    left, _, right = np.linalg.svd(place[rows].T @ target)
    return np.asarray(left @ right)


def _kept_numbers(label: Codes, k: int, voters: Sequence[str], last: Json | None) -> Codes:
    if not last or k < 2:
        return label
    known = {one["id"]: int(one["group"]) for one in last["voters"] if one["group"] is not None}
    old = np.array([known.get(key, -1) for key in voters], np.int32)
    return matched(label, k, old, old >= 0)


def _count(
    votes: Votes, label: Codes, k: int, networks: Mapping[str, Sequence[str]], seed: int, run: Executor
) -> tuple[Tally, Members]:
    """Counts of the groups, the networks and, as the last unit, everybody. Who never voted is in no group."""
    code = {key: at for at, key in enumerate(votes.voters)} if networks else {}
    inside = np.flatnonzero((label >= 0) & (votes.cast > 0))
    pairs = [(inside, label[inside].astype(np.int64))]
    for at, people in enumerate(networks.values()):
        own = np.array([code[key] for key in people if key in code], np.int64)
        pairs.append((own, np.full(len(own), k + at, np.int64)))
    everybody = np.arange(votes.people, dtype=np.int64)
    pairs.append((everybody, np.full(votes.people, k + len(networks), np.int64)))
    who = members(votes.people, k + len(networks) + 1, pairs)
    return tally(votes, who, seed, run=run), who


def _polis(
    votes: Votes, dropped: Flags, networks: Mapping[str, Sequence[str]], settings: Settings, last: Json | None,
    progress: Progress, run: Executor,
) -> tuple[Json, Scale | None]:  # fmt: skip
    progress("groups", 0, 1)
    found = polis.polis_map(votes, dropped=dropped, seed=settings.seed, k=settings.groups, run=run)
    progress("groups", 1, 1)
    k = found.groups
    counted, units = _count(votes, found.group, k, {}, settings.seed, run)
    kept = np.flatnonzero(~dropped)
    tests = polis_rules.tests(counted.cells[:k])
    aware = polis_rules.group_aware(counted.cells[:k])
    agreed, refused = polis_rules.consensus(counted.everyone, kept)
    far = polis_rules.extremity(found.axes.centre, found.axes.axis)
    weight = polis_rules.priorities(counted.everyone, far, np.zeros(votes.width, np.bool_))
    shown = [
        [
            findings.Representative(one.statement, one.agree, *_share(counted.cells[group], one))
            for one in polis_rules.representative(tests, group, kept)
        ]
        for group in range(k)
    ]
    progress("certificate", 0, 1)
    sure = certificate.representative(counted, k, shown, settings.seed)
    steady = certificate.majority(counted.blocks[:, -1], kept, (agreed, refused), settings.seed)
    progress("certificate", 1, 1)
    groups = [
        {
            "id": str(one),
            "size": int(units.sizes[one]),
            "representative": _representative(votes, shown[one], sure[one]),
        }
        for one in range(k)
    ]
    sides = [("agree", agreed, steady[0]), ("disagree", refused, steady[1])]
    body = {
        "voters": _voters(votes, found.place, None, found.group),
        "statements": [
            line | {"group_aware_consensus": float(aware[at]), "priority": _round(float(weight[at]))}
            for at, line in enumerate(_statements(votes, counted.everyone, dropped))
        ],
        "groups": groups,
        "networks": [],
        "consensus": [
            {"statement": votes.statements[at], "side": side, "bound": None, "by_group": {}, "by_network": {}, "list": "all",
             "stands": _round(held)}
            for side, codes, shares in sides for at, held in zip(codes, shares, strict=True)
        ],
        "stability": {"groups": k, "silhouette": {str(key): _round(value) for key, value in found.silhouettes.items()}},
        "axes": {"centre": [_round(float(v)) for v in found.axes.centre],
                 "components": [[_round(float(v), 9) for v in found.axes.axis[:, at]] for at in range(2)]},
    }  # fmt: skip
    return body, None


def _share(cells: Counts, one: polis_rules.Shown) -> tuple[float, float, float, float, int, int]:
    line = findings._one(cells, one.statement, one.agree, float("nan"))
    return line.share, line.low, line.high, line.q, line.hits, line.seen


def _round(value: float, digits: int = 6) -> float:
    return round(value, digits) + 0.0


def _size(size: int) -> int | None:
    return size if size >= CELL else None


def _voters(votes: Votes, place: Floats, sd: Floats | None, label: Codes) -> list[Json]:
    spot = np.round(place, 5) + 0.0
    wide = [None] * votes.people if sd is None else (np.round(sd, 5) + 0.0).tolist()
    cast = votes.cast > 0
    return [
        {"id": key, "x": x, "y": y, "sd": s, "group": str(g) if g >= 0 and voted else None}
        for key, x, y, s, g, voted in zip(
            votes.voters, spot[:, 0].tolist(), spot[:, 1].tolist(), wide, label.tolist(), cast.tolist()
        )
    ]


def _statements(votes: Votes, everyone: Counts, dropped: Flags) -> list[Json]:
    return [
        {"id": key, "agree": int(c[2]), "disagree": int(c[0]), "pass": int(c[1]), "out": bool(out)}
        for key, c, out in zip(votes.statements, everyone, dropped)
    ]


def _representative(
    votes: Votes, ones: Sequence[findings.Representative], sure: Sequence[float]
) -> list[Json]:
    """Polis's own have no `q`: nothing is corrected there."""
    out = []
    for at, one in enumerate(ones):
        line: Json = {
            "statement": votes.statements[one.statement],
            "side": "agree" if one.agree else "disagree",
            "p": _round(one.share),
            "interval": [_round(one.low), _round(one.high)],
            "votes": [one.hits, one.seen],
        }
        out.append(line | ({} if np.isnan(one.q) else {"q": _round(one.q)}) | {"stands": _round(sure[at])})
    return out


def _lists(
    votes: Votes, counted: Tally, everyone: Counts, groups: int, networks: Sequence[str], heard: Flags, kept: Ints, seed: int,
) -> Json:  # fmt: skip
    """The keys `consensus` and `rejected`. `everyone` (blocks, M, 3): all people's counts."""
    turned = Tally(counted.cells[..., ::-1], counted.everyone[..., ::-1], counted.blocks[..., ::-1])
    sides = (
        (counted, everyone, findings.consensus(counted.cells, counted.everyone, groups, kept, heard)),
        (
            turned,
            everyone[..., ::-1],
            findings.rejected(counted.cells, counted.everyone, groups, kept, heard),
        ),
    )
    agreed, refused = (
        _findings(votes, one, groups, networks, heard, found, certificate.consensus(one, groups, all_, found, heard, seed))
        for one, all_, found in sides
    )  # fmt: skip
    return {"consensus": agreed, "rejected": [line | {"list": "rejected"} for line in refused]}


def _findings(
    votes: Votes, counted: Tally, groups: int, networks: Sequence[str], heard: Flags,
    found: Sequence[findings.Consensus], steady: Sequence[float],
) -> list[Json]:  # fmt: skip
    codes: Ints = np.array([one.statement for one in found], np.int64)
    cells, whole = counted.cells[:, codes], counted.everyone[codes]
    seen = cells.sum(axis=-1)
    low = lower_bound(cells[..., 2], seen, overall(whole[:, 2], whole.sum(axis=1)))
    unheard = [key for key, told in zip(networks, heard.tolist(), strict=True) if not told]

    def cell(unit: int, at: int) -> float | None:
        return _round(float(low[unit, at])) if seen[unit, at] >= CELL else None

    return [
        {
            "statement": votes.statements[one.statement],
            "bound": _round(one.bound),
            "by_group": {str(unit): cell(unit, at) for unit in range(groups)},
            "by_network": {key: cell(groups + unit, at) for unit, key in enumerate(networks)},
            "list": one.list,
            "units": [networks[unit - groups] for unit in one.units],
            "unheard": unheard,
            "stands": _round(steady[at]),
        }
        for at, one in enumerate(found)
    ]
