"""Votes into the engine's store, and the smaller tables beside them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from thaktho.engines.opinion import Votes, gather

from .tables import Fault, Odd, Unusable, head, quick, rows

Progress = Callable[[str, int, int], None]
MARKS = {"1": 1, "+1": 1, "0": 0, "-1": -1}


@dataclass(slots=True)
class Ids:
    """Ids in the order in which they came, each with its code."""

    code: dict[str, int] = field(default_factory=dict)

    def of(self, key: str) -> int:
        return self.code.setdefault(key, len(self.code))

    def of_array(self, array: Any) -> npt.NDArray[np.int32]:
        """Codes of a pyarrow string array. Odd for an empty id."""
        coded = array.dictionary_encode()
        keys = coded.dictionary.to_pylist()
        if coded.null_count or "" in keys:
            raise Odd("empty id")
        known = np.array([self.of(key) for key in keys], np.int32)
        return np.asarray(known[coded.indices.to_numpy(zero_copy_only=False)])


@dataclass(frozen=True, slots=True)
class Read:
    """Votes as read; `faults`: rows left out."""

    votes: Votes
    faults: list[Fault]


def read_votes(path: Path, known: Collection[str] | None, progress: Progress) -> Read:
    """Read a votes table. `known`: the statements there are, when told. Faulty rows are left out and reported."""
    columns = head(path, ("voter", "statement", "vote"), ("time",))
    try:
        return Read(_quick_votes(path, columns, known, progress), [])
    except Odd:
        return _slow_votes(path, columns, known, progress)


def _quick_votes(
    path: Path, columns: dict[str, str], known: Collection[str] | None, progress: Progress
) -> Votes:
    import pyarrow as pa
    import pyarrow.compute as pc

    voters, statements = Ids(), Ids()
    parts: dict[str, list[Any]] = {"voter": [], "statement": [], "vote": [], "time": []}
    count = 0
    for batch in quick(path, columns):
        try:
            mark = pc.cast(pc.replace_substring_regex(batch["vote"], r"^\+1$", "1"), pa.int8())
            time = pc.cast(batch["time"], pa.int64()) if "time" in columns else None
        except pa.ArrowInvalid as error:
            raise Odd(str(error)) from None
        if mark.null_count or (time is not None and time.null_count):
            raise Odd("empty cell")
        vote = mark.to_numpy(zero_copy_only=False)
        if len(vote) and not (vote.min() >= -1 and vote.max() <= 1):
            raise Odd("vote")
        parts["voter"].append(voters.of_array(batch["voter"]))
        parts["statement"].append(statements.of_array(batch["statement"]))
        parts["vote"].append(vote)
        if time is not None:
            parts["time"].append(time.to_numpy(zero_copy_only=False))
        count += len(vote)
        progress("read", count, 0)
    if known is not None and not statements.code.keys() <= set(known):
        raise Odd("unknown statement")
    pa.default_memory_pool().release_unused()
    times = _whole(parts["time"]) if "time" in columns else None
    if times is not None and _rising(times):
        times = None  # rows stand in the order of time: then it tells nothing more
    who, what, mark = (_whole(parts[key]) for key in ("voter", "statement", "vote"))
    return _gather(voters, statements, who, what, mark, times, known)


def _whole(parts: list[Any]) -> Any:
    """The parts as one array; they are let go, so that memory does not hold both for all columns."""
    whole = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    parts.clear()
    return whole


def _rising(times: npt.NDArray[np.int64]) -> bool:
    step = 1 << 20  # in pieces: no second array of that length
    return all(
        bool(
            (
                times[at + 1 : at + step + 1] >= times[at : at + step][: len(times[at + 1 : at + step + 1])]
            ).all()
        )
        for at in range(0, len(times), step)
    )


def _gather(
    voters: Ids,
    statements: Ids,
    voter: Any,
    statement: Any,
    vote: Any,
    time: Any,
    known: Collection[str] | None,
) -> Votes:
    for key in known or ():
        statements.of(key)
    return gather(list(voters.code), list(statements.code), voter, statement, vote, time)


def _slow_votes(
    path: Path, columns: dict[str, str], known: Collection[str] | None, progress: Progress
) -> Read:
    from array import array

    voters, statements = Ids(), Ids()
    voter, statement, vote, time = array("i"), array("i"), array("b"), array("q")
    faults: list[Fault] = []
    for count, row in enumerate(rows(path, columns)):
        if count % 100_000 == 0:
            progress("read", count, 0)
        why = row.fault or _wrong(row.cells, known)
        if why:
            faults.append(Fault(row.line, why))
            continue
        voter.append(voters.of(row.cells["voter"]))
        statement.append(statements.of(row.cells["statement"]))
        vote.append(MARKS[row.cells["vote"]])
        time.append(int(row.cells["time"]) if "time" in columns else 0)
    kinds = ((voter, np.int32), (statement, np.int32), (vote, np.int8), (time, np.int64))
    who, what, mark, when = (np.frombuffer(one, dtype) if one else np.zeros(0, dtype) for one, dtype in kinds)
    return Read(_gather(voters, statements, who, what, mark, when, known), faults)


def _wrong(cells: dict[str, str], known: Collection[str] | None) -> str:
    if not cells["voter"]:
        return "ไม่มีรหัสผู้ลงความเห็น"
    if not cells["statement"]:
        return "ไม่มีรหัสข้อความ"
    if cells["vote"] not in MARKS:
        return f"ความเห็น “{cells['vote']}” ไม่ใช่ 1, 0 หรือ -1"
    if known is not None and cells["statement"] not in known:
        return f"ไม่มีข้อความรหัส “{cells['statement']}” ในไฟล์ข้อความ"
    time = cells.get("time", "0")
    if not time.removeprefix("-").isdecimal() or abs(int(time)) >= 2**63:
        return f"เวลา “{time}” ไม่ใช่จำนวนเต็ม"
    return ""


def read_comments(path: Path) -> tuple[dict[str, int], set[str], list[Fault]]:
    """(moderated -1, 0, 1 by statement id; ids of statements about people; faults)."""
    columns = head(path, ("statement",), ("moderated", "meta"))
    marks: dict[str, int] = {}
    meta: set[str] = set()
    faults = []
    for row in rows(path, columns):
        key, mark = row.cells["statement"], row.cells.get("moderated") or "0"
        if not key or mark not in MARKS or row.fault:
            faults.append(
                Fault(
                    row.line,
                    row.fault or ("ไม่มีรหัสข้อความ" if not key else f"moderated “{mark}” ไม่ใช่ 1, 0 หรือ -1"),
                )
            )
            continue
        marks[key] = MARKS[mark]
        if row.cells.get("meta", "").lower() in ("1", "true", "t", "yes"):
            meta.add(key)
    return marks, meta, faults


def read_networks(path: Path) -> tuple[dict[str, list[str]], list[Fault]]:
    """Voter ids by network. A voter may stand on several rows; several networks in a cell are parted by ; or |."""
    columns = head(path, ("voter", "network"))
    out: dict[str, list[str]] = {}
    faults = []
    for row in rows(path, columns):
        names = [one.strip() for one in row.cells["network"].replace("|", ";").split(";") if one.strip()]
        if row.fault or not row.cells["voter"] or not names:
            faults.append(Fault(row.line, row.fault or "ไม่มีรหัสผู้ลงความเห็นหรือเครือข่าย"))
            continue
        for name in names:
            out.setdefault(name, []).append(row.cells["voter"])
    return out, faults


def read_pairs(path: Path) -> tuple[list[tuple[str, str]], list[Fault]]:
    """Pairs of (voter id, statement id) to answer for, in file order."""
    columns = head(path, ("voter", "statement"))
    out: list[tuple[str, str]] = []
    faults = []
    for row in rows(path, columns):
        pair = row.cells["voter"], row.cells["statement"]
        if row.fault or not all(pair):
            faults.append(Fault(row.line, row.fault or "ไม่มีรหัสผู้ลงความเห็นหรือรหัสข้อความ"))
        else:
            out.append(pair)
    return out, faults


__all__ = ["Read", "Unusable", "read_comments", "read_networks", "read_pairs", "read_votes"]
