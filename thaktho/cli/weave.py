"""`thaktho weave FILES... --out DIR`: the plans of the networks, woven into one.

FILES are plan forms (XLSX, CSV), folders of them, or patterns. DIR receives plan.xlsx, plan.docx, plan.pdf and
weave.json, whole or not at all: DIR must be absent, empty, or a former output (which is then replaced in one step).

Exit 0: done, also when some cells could not be read (they are kept as written and flagged). Exit 2: a file's structure
cannot be read, an id stands twice, a file is missing, or DIR holds something else; the message says where.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from pathlib import Path
from typing import Any

from .progress import Bar
from .speech import reason

NAMES = {"read": "อ่านกิจกรรม", "compare": "เทียบกิจกรรม", "pairs": "รวบรวมคู่"}

HOW = """รวมแผนของหลายเครือข่ายเป็นแผนเดียว

โฟลเดอร์ DIR จะได้ plan.xlsx, plan.docx, plan.pdf และ weave.json ครบทุกไฟล์หรือไม่ได้เลย DIR ต้องยังไม่มี หรือว่าง
หรือเป็นผลลัพธ์เดิม (ซึ่งจะถูกแทนที่ในครั้งเดียว)

รหัสจบ 0: สำเร็จ แม้บางช่องอ่านไม่ได้ (เก็บไว้ตามที่เขียนและทำเครื่องหมายให้ตรวจ)
รหัสจบ 2: อ่านโครงสร้างไฟล์ไม่ได้ รหัสซ้ำ ไม่พบไฟล์ หรือ DIR มีสิ่งอื่นอยู่ ข้อความจะบอกตำแหน่ง
"""


def add(verbs: Any) -> None:
    """Add the verb to `argparse` subparsers."""
    verb = verbs.add_parser("weave", help="รวมแผนของหลายเครือข่ายเป็นแผนเดียว พร้อมคู่ที่อาจซ้ำกัน", description=HOW)
    verb.add_argument(
        "files", nargs="+", metavar="FILES", help="ไฟล์ .xlsx หรือ .csv โฟลเดอร์ หรือรูปแบบชื่อ เช่น *.xlsx"
    )
    verb.add_argument("--out", required=True, metavar="DIR", help="โฟลเดอร์สำหรับแผนที่รวมแล้ว")
    verb.add_argument("--province", default="", help="ชื่อจังหวัดของโครงการ ใช้ตัดสินชื่อสถานที่ที่กำกวม")
    verb.add_argument(
        "--fiscal-year",
        type=int,
        action="append",
        default=[],
        metavar="BE",
        help="ปีงบประมาณ (พ.ศ.) ระบุได้หลายครั้ง",
    )
    verb.add_argument("--title", default="แผนขับเคลื่อนเครือข่ายทางสังคม (ฉบับบูรณาการ)", help="ชื่อแผนบนหน้ากระดาษ")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Weave; print a summary on stderr; return the exit code."""
    from thaktho.cli.woven import folder, inputs, networks
    from thaktho.documents.planform import StructureError

    began = time.monotonic()
    out = Path(args.out)
    with Bar(NAMES) as bar:
        try:
            folder.check(out)
            home, province = _home(args.province)
            known = networks.Networks()
            year = args.fiscal_year[0] if args.fiscal_year else None
            read = inputs.read_all(inputs.find_files(args.files), known, year, bar.tell)
            counts = _weave(args, out, read, known, home, province, bar)
        except (folder.FolderError, inputs.NoFileError, _AskError) as error:
            return _stop(bar, str(error))
        except StructureError as error:
            return _stop(bar, _where(error))
        except OSError as error:
            return _stop(bar, f"{error.filename or ''}: อ่านหรือเขียนไม่ได้ ({reason(error)})")
    seconds = time.monotonic() - began
    print(
        f"{out}: {counts['rows']} แถว จาก {counts['files']} ไฟล์ · น่าจะทำเรื่องเดียวกัน {counts['same']} คู่ "
        f"(อาจซ้ำ {counts['duplicate']}) · เกี่ยวข้องกัน {counts['related']} คู่ · ช่องที่ต้องตรวจ {counts['flags']} แห่ง · {seconds:.1f} วินาที",
        file=sys.stderr,
    )
    for line in read.said:
        print(line, file=sys.stderr)
    return 0


class _AskError(Exception):
    """An option cannot be meant; the text is Thai."""


def _weave(
    args: argparse.Namespace, out: Path, read: Any, known: Any, home: str | None, province: str, bar: Bar
) -> dict[str, int]:
    from thaktho.cli.woven import folder, papers, record
    from thaktho.documents import frames
    from thaktho.engines.weave import weave

    pairs = weave([record.engine_row(row) for row in read.rows], progress=bar.tell, home=home)
    today = dt.date.today()
    page = papers.document(read.rows, pairs, title=args.title, province=province, printed_on=today,
                           years=tuple(sorted(args.fiscal_year)))  # fmt: skip
    whole = record.record(read, pairs, known, today)
    files = {"weave.json": record.dump(whole)}
    for name, write in (
        ("plan.xlsx", frames.plan_xlsx),
        ("plan.docx", frames.plan_docx),
        ("plan.pdf", frames.plan_pdf),
    ):
        bar.tell(name, 0, 1)
        files[name] = write(page)
        bar.tell(name, 1, 1)
    folder.publish(out, files)
    counts: dict[str, int] = whole["counts"]
    return counts


def _home(name: str) -> tuple[str | None, str]:
    from thaktho.engines.weave.gazetteer import gazetteer

    if not name:
        return None, ""
    short = name.removeprefix("จังหวัด").removeprefix("จ.").strip()
    code = gazetteer().provinces.get(short)
    if code is None:
        raise _AskError(f"--province {name}: ไม่รู้จักจังหวัดนี้ กรุณาเขียนชื่อเต็ม เช่น เชียงราย")
    return code, gazetteer().names[code]


def _where(error: Any) -> str:
    parts = [f"ไฟล์ {error.file}"]
    parts += [f"แผ่นงาน “{error.sheet}”"] if error.sheet else []
    parts += [f"แถว {error.row}"] if error.row else []
    parts += [f"คอลัมน์ “{error.column}”"] if error.column else []
    return f"{' '.join(parts)}: {error.why}"


def _stop(bar: Bar, text: str) -> int:
    bar.close()
    print(text, file=sys.stderr)
    return 2
