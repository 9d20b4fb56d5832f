"""`thaktho opinion VOTES --out map.json`: the opinion map of any Polis export, or of ours.

VOTES, and the tables beside it, are CSV (UTF-8), CSV.GZ or Parquet. Exit 0: written, whole or not at all. Exit 2: a file
cannot be used, or has rows that cannot (their line numbers are told; `--skip-bad` leaves them out instead).
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .progress import Bar
from .safe import write_whole
from .speech import reason

HOW = """แผนที่ความเห็น: ใครอยู่ใกล้ใคร มีกี่กลุ่ม แต่ละกลุ่มยืนยันอะไร และข้อความใดที่ทุกกลุ่มทุกเครือข่ายเห็นตรงกัน

VOTES มีคอลัมน์ voter-id, comment-id, vote (1 เห็นด้วย 0 ข้าม -1 ไม่เห็นด้วย) และ timestamp ถ้ามี
คนเดียวลงข้อความเดียวหลายครั้ง นับครั้งล่าสุด ลำดับแถวในไฟล์ไม่เปลี่ยนผล

--tallies TALLIES.csv คำนวณรายการข้อความที่เห็นตรงกันซ้ำจากตัวเลขที่เผยแพร่ (ข้อมูลเปิด) โดยไม่ต้องมีคำตอบรายคน

รหัสจบ 0: สำเร็จ   รหัสจบ 2: ไฟล์ใช้ไม่ได้หรือมีแถวที่ผิด ข้อความจะบอกเลขบรรทัด
"""
MOST_FAULTS = 20
STEPS = {
    "read": "อ่านความเห็น",
    "groups": "หากลุ่ม",
    "people": "วางตำแหน่ง",
    "certificate": "ตรวจความมั่นคง",
    "predict": "ทำนาย",
}


def add(verbs: Any) -> None:
    """Add the verb to the `thaktho` command."""
    verb = verbs.add_parser(
        "opinion", help="แผนที่ความเห็นจากไฟล์การลงความเห็น (Polis หรือของถักทอ)", description=HOW
    )
    verb.add_argument(
        "votes", type=Path, nargs="?", metavar="VOTES", help="การลงความเห็น: .csv, .csv.gz หรือ .parquet"
    )
    verb.add_argument(
        "--tallies",
        type=Path,
        metavar="TALLIES",
        help="ตัวเลขที่เผยแพร่: statement, unit_kind (total group network), unit, n, agree_low ถึง disagree_high",
    )
    verb.add_argument(
        "--comments", type=Path, metavar="F", help="ข้อความ: comment-id, moderated (-1 ไม่นำมาคิด), is-meta"
    )
    verb.add_argument(
        "--networks", type=Path, metavar="F", help="เครือข่ายของแต่ละคน: voter-id, network (อยู่หลายเครือข่ายได้)"
    )
    verb.add_argument(
        "--mode",
        choices=("main", "polis"),
        default="main",
        help="main วิธีของเรา · polis สูตรของ Polis เพื่อตรวจสอบ",
    )
    verb.add_argument("--seed", type=int, default=0, metavar="N", help="เลขตั้งต้นของการสุ่ม เลขเดิมได้ผลเดิม")
    verb.add_argument("--groups", type=int, metavar="K", help="กำหนดจำนวนกลุ่มเอง (ปกติให้ข้อมูลตัดสิน)")
    verb.add_argument("--last", type=Path, metavar="MAP", help="แผนที่ฉบับก่อน เพื่อคงทิศและเลขกลุ่มเดิม")
    verb.add_argument("--out", type=Path, metavar="MAP", help="ไฟล์แผนที่ หรือรายการจาก --tallies (JSON)")
    verb.add_argument("--predict", type=Path, metavar="PAIRS", help="คู่ที่จะทำนาย: voter-id, comment-id")
    verb.add_argument("--out-predictions", type=Path, metavar="P", help="ไฟล์คำทำนาย (CSV) เพิ่มคอลัมน์ p_agree")
    verb.add_argument("--skip-bad", action="store_true", help="ข้ามแถวที่ผิดแทนการหยุด")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read, compute, write; a summary on stderr; the exit code."""
    from .opinions.tables import Unusable

    began = time.monotonic()
    wrong = _asked(args)
    if wrong:
        return _stop(wrong)
    with Bar(STEPS) as bar:
        try:
            said = _work(args, bar)
        except (Unusable, _RowsError) as error:
            bar.close()
            return _stop(str(error))
        except OSError as error:
            bar.close()
            return _stop(f"{error.filename or ''}: อ่านหรือเขียนไม่ได้ ({reason(error)})")
        except MemoryError:
            bar.close()
            return _stop(
                f"{args.votes or args.tallies}: หน่วยความจำไม่พอ โปรดปิดโปรแกรมอื่น หรือใช้เครื่องที่มีหน่วยความจำมากกว่านี้"
            )
    print(f"{said} · {time.monotonic() - began:.1f} วินาที", file=sys.stderr)
    return 0


class _RowsError(Exception):
    """Rows that cannot be used; the text is Thai, a line each."""


def _asked(args: argparse.Namespace) -> str:
    if (args.votes is None) == (args.tallies is None):
        return "โปรดระบุไฟล์การลงความเห็น VOTES หรือ --tallies อย่างใดอย่างหนึ่ง"
    if args.tallies is not None and any(
        (args.predict, args.comments, args.networks, args.last, args.groups, args.mode != "main")
    ):
        return "--tallies ใช้กับ --out และ --skip-bad เท่านั้น ตัวเลือกอื่นใช้กับไฟล์การลงความเห็น"
    if (args.predict is None) != (args.out_predictions is None):
        return "--predict และ --out-predictions ต้องระบุคู่กัน"
    if args.out is None and args.predict is None:
        return "ยังไม่ได้ระบุ --out"
    if args.groups is not None and not 1 <= args.groups <= 20:
        return "--groups: ระบุได้ 1 ถึง 20"
    if args.seed < 0:
        return "--seed: ต้องไม่ติดลบ"
    return ""


def _work(args: argparse.Namespace, bar: Bar) -> str:
    if args.tallies is not None:
        return _recomputed(args)
    from thaktho.engines.opinion import Settings, dump, opinion_map, predict

    from .opinions import votes as tables

    marks, meta, faults = tables.read_comments(args.comments) if args.comments else ({}, set(), [])
    _judge(args, args.comments, faults)
    networks, faults = tables.read_networks(args.networks) if args.networks else ({}, [])
    _judge(args, args.networks, faults)
    pairs, faults = tables.read_pairs(args.predict) if args.predict else ([], [])
    _judge(args, args.predict, faults)
    last = _last(args.last) if args.last else None
    read = tables.read_votes(args.votes, marks.keys() if args.comments else None, bar.tell)
    _judge(args, args.votes, read.faults)
    said = [f"{read.votes.people} คน {read.votes.width} ข้อความ {len(read.votes.vote)} ความเห็น"]
    files: list[tuple[Path, bytes]] = []
    if args.out is not None:
        settings = Settings(args.mode, args.seed, args.groups)
        made = opinion_map(
            read.votes,
            settings=settings,
            networks=networks,
            moderated=marks,
            meta=meta,
            last=last,
            progress=bar.tell,
        )
        files.append((args.out, dump(made)))
        agreed = sum(1 for one in made["consensus"] if one["list"] == "all")
        said.append(f"{len(made['groups'])} กลุ่ม · เห็นตรงกัน {agreed} ข้อความ")
    if args.predict is not None:
        bar.tell("predict", 0, 1)
        files.append(
            (args.out_predictions, _predictions(pairs, predict(read.votes, pairs, seed=args.seed).p.tolist()))
        )
        bar.tell("predict", 1, 1)
        said.append(f"ทำนาย {len(pairs)} คู่")
    for path, data in files:
        write_whole(path, data)
    return " · ".join(said)


def _recomputed(args: argparse.Namespace) -> str:
    """The lists from open data: no vote is needed."""
    from thaktho.engines.opinion import dump
    from thaktho.engines.opinion.manifest import origin
    from thaktho.engines.opinion.published import published
    from thaktho.engines.opinion.tallies import digest

    from .opinions.tallies import read_tallies

    total, units, faults = read_tallies(args.tallies)
    _judge(args, args.tallies, faults)
    found = published(total, units)
    source = {"tallies_sha256": digest(total, units), "statements": len(total), "units": len(units)}
    write_whole(args.out, dump(found.json() | {"manifest": origin() | {"input": source}}))
    sizes = len(found.all), len(found.refused_by), len(found.not_enough), len(found.rejected)
    return "เห็นตรงกัน {} · มีเครือข่ายไม่เห็นด้วย {} · เสียงยังไม่พอ {} · ทุกฝ่ายไม่เห็นด้วย {} ข้อความ".format(*sizes)


def _judge(args: argparse.Namespace, path: Path, faults: Sequence[Any]) -> None:
    if not faults:
        return
    lines = [f"{path} บรรทัด {one.line}: {one.why}" for one in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        lines.append(f"{path}: และอีก {len(faults) - MOST_FAULTS} บรรทัด")
    if not args.skip_bad:
        raise _RowsError(
            "\n".join([*lines, f"{path}: มีแถวที่ผิด {len(faults)} แถว จึงหยุด ใช้ --skip-bad เพื่อข้ามแถวเหล่านี้"])
        )
    print("\n".join([*lines, f"{path}: ข้าม {len(faults)} แถว"]), file=sys.stderr)


def _last(path: Path) -> Any:
    import json

    from .opinions.tables import Unusable

    try:
        last = json.loads(path.read_bytes())
        if not all({"id", "x", "y", "group"} <= one.keys() for one in last["voters"]) or not isinstance(
            last["groups"], list
        ):
            raise ValueError
        return last
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unusable(f"{path}: ไม่ใช่แผนที่ความเห็น") from None


def _predictions(pairs: Sequence[tuple[str, str]], chances: Sequence[float]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("voter-id", "comment-id", "p_agree"))
    writer.writerows((voter, statement, f"{p:.6f}") for (voter, statement), p in zip(pairs, chances))
    return text.getvalue().encode()


def _stop(text: str) -> int:
    print(text, file=sys.stderr)
    return 2
