"""X-rays of the tree: strategy > objective > indicator > project > activity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from thaktho.engines.weave.lint.registry import Book, Hit, name, rule, subject
from thaktho.engines.weave.lint.types import Kpi, Subject, Task


@rule("tree.cycle", "error", "วนเป็นวง")
def cycle(book: Book) -> Iterator[Hit]:
    """Items that hang under one another in a ring: no total and no level of them means anything."""
    for ring in _rings(book):
        first = book.by_id[ring[0]]
        names = ", ".join(name(book.by_id[i]) for i in ring)
        yield subject(first), "parents", f"ผูกกันเป็นวง: {names} ตัดเส้นเชื่อมหนึ่งเส้น"


@rule("tree.missing_parent", "error", "ผูกกับสิ่งที่ไม่มี")
def missing_parent(book: Book) -> Iterator[Hit]:
    """A link to an item that is not in the plan."""
    for item in book.items:
        links = [("parents", p) for p in item.parents]
        links += [("kpis", k) for k in item.kpis] if isinstance(item, Task) else []
        for cell, link in links:
            if link not in book.by_id:
                yield subject(item), cell, f"ผูกกับ {link} ซึ่งไม่มีในแผนแล้ว เลือกใหม่หรือลบเส้นเชื่อม"


@rule("tree.double_id", "error", "รหัสซ้ำ")
def double_id(book: Book) -> Iterator[Hit]:
    """One id on two items: a link would not know which is meant."""
    for i, n in Counter(item.id for item in book.items).items():
        if n > 1:
            yield subject(book.by_id[i]), "id", f"รหัส {i} ใช้กับ {n} รายการ ให้แต่ละรายการมีรหัสของตน"


@rule("tree.no_objective", "warning", "ยุทธศาสตร์ไม่มีเป้าประสงค์")
def no_objective(book: Book) -> Iterator[Hit]:
    """A strategy without an objective under it."""
    for branch in book.plan.branches:
        if branch.kind == "strategy" and not _has(book, branch.id, "objective"):
            yield subject(branch), "", f"ยุทธศาสตร์ «{branch.title}» ยังไม่มีเป้าประสงค์ เพิ่มอย่างน้อยหนึ่งข้อ"


@rule("tree.no_kpi", "warning", "เป้าประสงค์ไม่มีตัวชี้วัด")
def no_kpi(book: Book) -> Iterator[Hit]:
    """An objective without an indicator: nobody could say whether it was reached."""
    for branch in book.plan.branches:
        if branch.kind == "objective" and not _has(book, branch.id, "kpi"):
            yield subject(branch), "", f"เป้าประสงค์ «{branch.title}» ยังไม่มีตัวชี้วัด เพิ่มอย่างน้อยหนึ่งตัว"


@rule("tree.no_project", "warning", "ตัวชี้วัดไม่มีโครงการรองรับ")
def no_project(book: Book) -> Iterator[Hit]:
    """An indicator that no project or activity serves: nothing will move it."""
    served = {k for task in book.plan.tasks for k in (*task.kpis, *task.parents)}
    for kpi in book.plan.kpis:
        if kpi.id not in served:
            yield subject(kpi), "", f"ตัวชี้วัด «{kpi.measure.name}» ยังไม่มีโครงการใดรองรับ ผูกโครงการ หรือตัดตัวชี้วัด"


@rule("tree.loose", "hint", "ยังไม่ผูกกับแผนชั้นบน")
def loose(book: Book) -> Iterator[Hit]:
    """An item that hangs under nothing, in a plan that has strategies."""
    if not any(b.kind == "strategy" for b in book.plan.branches):
        return
    for item in book.items:
        top = not isinstance(item, (Kpi, Task)) and item.kind == "strategy"
        if not top and not item.parents and not (isinstance(item, Task) and item.kpis):
            yield subject(item), "parents", f"«{name(item)}» ยังไม่ผูกกับแผนชั้นบน เลือกว่าอยู่ใต้ข้อใด"


@rule("pair.undecided", "warning", "แถวที่คล้ายกันยังไม่ตัดสิน")
def undecided(book: Book) -> Iterator[Hit]:
    """Two rows proposed as an overlap about which nobody has decided."""
    for pair in book.plan.pairs:
        both = [book.by_id.get(i) for i in (pair.row_a, pair.row_b)]
        if not pair.decided and all(both):
            names = " กับ ".join(f"«{name(item)}»" for item in both if item)
            yield Subject("pair", pair.id), "", f"{names} คล้ายกันและยังไม่ตัดสิน เลือกรวม แยก หรือเก็บทั้งสอง"


def _has(book: Book, under: str, kind: str) -> bool:
    return any(subject(child).kind == kind for child in book.children.get(under, ()))


def _rings(book: Book) -> list[list[str]]:
    """Groups of items in or between rings, each sorted: what is left when every item without a parent, or without a
    child, is taken away again and again."""
    up = {i: {p for p in item.parents if p in book.by_id} for i, item in book.by_id.items()}
    return _groups(_peeled(_turned(_peeled(up))))


def _peeled(links: dict[str, set[str]]) -> dict[str, set[str]]:
    left, back = {i: set(some) for i, some in links.items()}, _turned(links)
    bare = [i for i in left if not left[i]]
    while bare:
        gone = bare.pop()
        del left[gone]
        for other in back[gone]:
            left[other].discard(gone)
            if not left[other]:
                bare.append(other)
    return left


def _turned(links: dict[str, set[str]]) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {i: set() for i in links}
    for i, some in links.items():
        for other in some:
            out[other].add(i)
    return out


def _groups(links: dict[str, set[str]]) -> list[list[str]]:
    beside = _turned(links)
    left: set[str] = set(links)
    out: list[list[str]] = []
    for first in sorted(links):
        if first not in left:
            continue
        found: set[str] = set()
        todo = [first]
        while todo:
            at = todo.pop()
            if at not in found:
                found.add(at)
                todo += [*links[at], *beside[at]]
        left -= found
        out.append(sorted(found))
    return out
