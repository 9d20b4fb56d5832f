"""From the arguments of `thaktho weave` to plan rows: files found, read once each, every row with one id."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from thaktho.cli.woven.networks import Network, Networks
from thaktho.documents.planform import Flag, FormRow, PlanFile, StructureError, read_plan

SUFFIXES = (".xlsx", ".csv")


class NoFileError(Exception):
    """An argument names no file; the text is Thai."""


@dataclass(frozen=True)
class PlanRow:
    """A row with its final id and its network: a known one, or the text as written ("" when none)."""

    id: str
    form: FormRow
    network: Network | None
    network_text: str


@dataclass
class Read:
    rows: list[PlanRow] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: list[dict[str, object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # notes that whoever runs the command must see at once

    def tell(self, note: str) -> None:
        """Keep a note, and say it on the command line too; once, however often it happens."""
        if note not in self.notes:
            self.notes.append(note)
            self.said.append(note)


def find_files(arguments: Sequence[str]) -> list[Path]:
    """Files named, or matched by a pattern, or lying in a folder (its .xlsx and .csv), in order. One that is given
    twice stands twice: `read_all` reads it once and says so."""
    out: list[Path] = []
    for text in arguments:
        path = Path(text)
        if path.is_dir():
            found = sorted(
                p
                for p in path.iterdir()
                if p.suffix.lower() in SUFFIXES and not p.name.startswith(("~$", "."))
            )
            if not found:
                raise NoFileError(f"{text}: ไม่มีไฟล์ .xlsx หรือ .csv ในโฟลเดอร์นี้")
        elif path.is_file():
            found = [path]
        else:
            found = sorted(Path(p) for p in glob.glob(text) if Path(p).is_file())
            if not found:
                raise NoFileError(f"{text}: ไม่พบไฟล์ กรุณาตรวจชื่อและที่อยู่ของไฟล์")
        out += found
    return out


def read_all(paths: Sequence[Path], networks: Networks, fiscal_year: int | None,
             progress: Callable[[str, int, int], None]) -> Read:  # fmt: skip
    """Read every file. Raises StructureError as `read_plan` does, and for one id in two files."""
    out = Read()
    seen_files: dict[str, Path] = {}
    seen_ids: dict[str, PlanRow] = {}
    columns: dict[str, str] = {}
    stems = list({p.resolve(): p.stem for p in paths}.values())
    for number, path in enumerate(paths):
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if digest in seen_files:
            out.tell(_again(path, seen_files[digest]))
            continue
        seen_files[digest] = path

        def tick(done: int, total: int, name: str = path.name) -> None:
            progress(name, done, total)

        plan = read_plan(data, name=path.name, fiscal_year=fiscal_year, progress=tick)
        stem = path.stem if stems.count(path.stem) == 1 else f"{path.resolve().parent.name}/{path.stem}"
        if stem in {f["stem"] for f in out.files}:
            stem = f"{stem}.{number + 1}"
        out.flags += plan.flags
        out.notes += [f"{path.name}: {note}" for note in plan.notes]
        if not plan.rows:
            out.said.append(f"ไฟล์ {path.name}: ไม่มีแถว มีแต่หัวตาราง กรุณาตรวจว่าเลือกไฟล์ถูก")
        out.files.append({"name": path.name, "stem": stem, "sha256": plan.sha256, "rows": len(plan.rows)})
        _take(out, plan, stem, path.stem, networks, seen_ids, columns)
    return out


def _again(path: Path, first: Path) -> str:
    if path.resolve() == first.resolve():
        return f"ไฟล์ {path.name} ถูกระบุมากกว่าหนึ่งครั้ง จึงอ่านเพียงครั้งเดียว"
    return f"ไฟล์ {path.name} มีเนื้อหาเหมือน {first.name} ทุกประการ จึงอ่านเพียงครั้งเดียว"


def _take(out: Read, plan: PlanFile, stem: str, file_stem: str, networks: Networks, seen: dict[str, PlanRow],
          columns: dict[str, str]) -> None:  # fmt: skip
    code_heads = {sheet.name: head for sheet in plan.sheets for head, name in sheet.columns.items()
                  if name == "id" and _is_code(head)}  # fmt: skip
    network_heads = {sheet.name: head for sheet in plan.sheets for head, name in sheet.columns.items()
                     if name in ("network", "network_text")}  # fmt: skip
    many = len(plan.sheets) > 1
    from_title = networks.find(plan.network_text) if plan.network_text else None
    from_name = networks.from_stem(file_stem)
    for form in plan.rows:
        made = f"{stem}:{form.sheet}:{form.row}" if many else f"{stem}:{form.row}"
        head = code_heads.get(form.sheet, "")
        name = form.id if form.id and head else made
        network, text = _network(
            form.network_text or (plan.network_text or ""), networks, from_title, from_name
        )
        row = PlanRow(name, form, network, text)
        if name in seen:
            first = seen[name].form
            where = f"{first.file} แผ่นงาน “{first.sheet}” แถว {first.row}"
            why = f"รหัส “{name}” ซ้ำกับ {where} กรุณาแก้ให้ไม่ซ้ำกัน แล้วส่งใหม่"
            raise StructureError(form.file, why, sheet=form.sheet, row=form.row, column=head or "ที่")
        seen[name] = row
        if network is None and text:
            column = network_heads.get(form.sheet, "เครือข่าย")
            out.flags.append(
                Flag(
                    form.file, form.sheet, form.row, column, text, "ไม่รู้จักเครือข่ายนี้ จึงเก็บไว้ตามที่เขียน กรุณาตรวจชื่อ"
                )
            )
        out.rows.append(row)


def _is_code(head: str) -> bool:
    """A head that promises a code of one's own, not a running number that begins at 1 in every file."""
    return head.strip().lower() == "id" or head.strip().startswith("รหัส")


def _network(text: str, networks: Networks, from_title: Network | None,
             from_name: Network | None) -> tuple[Network | None, str]:  # fmt: skip
    if text and (found := networks.find(text)):
        return found, text
    if text:
        return None, text
    best = from_title or from_name
    return best, best.name if best else ""
