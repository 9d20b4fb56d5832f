"""What the command says is Thai: the help's furniture, argparse's complaints, the system's reasons."""

from __future__ import annotations

import argparse
import errno
import re
from typing import Any, NoReturn

_FAULTS = (
    (r"the following arguments are required: (.+)", r"ยังไม่ได้ระบุ \1"),
    (r"unrecognized arguments: (.+)", r"ไม่รู้จัก \1"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"\1: ไม่มี “\2” เลือกได้จาก \3"),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1: “\2” ไม่ใช่จำนวนเต็ม"),
    (r"argument (.+?): invalid float value: '(.*)'", r"\1: “\2” ไม่ใช่ตัวเลข"),
    (r"argument (.+?): invalid .+ value: '(.*)'", r"\1: ใช้ “\2” ไม่ได้"),
    (r"argument (.+?): expected one argument", r"\1: ต้องมีค่าตามหลังหนึ่งค่า"),
    (r"argument (.+?): expected at least one argument", r"\1: ต้องมีค่าตามหลังอย่างน้อยหนึ่งค่า"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1: ไม่รับค่า “\2”"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 อาจหมายถึง \2 กรุณาเขียนให้เต็ม"),
)
_REASONS = {
    errno.ENOENT: "ไม่พบไฟล์หรือโฟลเดอร์",
    errno.EACCES: "ไม่มีสิทธิ์",
    errno.EPERM: "ไม่มีสิทธิ์",
    errno.EISDIR: "เป็นโฟลเดอร์ ไม่ใช่ไฟล์",
    errno.ENOTDIR: "เป็นไฟล์ ไม่ใช่โฟลเดอร์",
    errno.EEXIST: "มีอยู่แล้ว",
    errno.ENOTEMPTY: "โฟลเดอร์ไม่ว่าง",
    errno.ENOSPC: "ที่เก็บข้อมูลเต็ม",
    errno.EDQUOT: "ใช้ที่เก็บข้อมูลเต็มสิทธิ์แล้ว",
    errno.EFBIG: "ไฟล์ใหญ่เกินไป",
    errno.EROFS: "ที่เก็บข้อมูลนี้อ่านได้อย่างเดียว",
    errno.ENAMETOOLONG: "ชื่อยาวเกินไป",
    errno.EBUSY: "มีโปรแกรมอื่นใช้อยู่",
    errno.EIO: "อุปกรณ์เก็บข้อมูลขัดข้อง",
    errno.EMFILE: "เปิดไฟล์ไว้มากเกินไป",
    errno.ELOOP: "ทางลัดชี้วนกัน",
}


class Parser(argparse.ArgumentParser):
    """`argparse` with Thai heads, Thai help and Thai complaints. Parsers of verbs are of this class too."""

    def __init__(self, *, add_help: bool = True, **more: Any) -> None:
        more.setdefault("formatter_class", _Help)
        super().__init__(add_help=False, **more)
        self._positionals.title = "สิ่งที่ต้องระบุ"
        self._optionals.title = "ตัวเลือก"
        if add_help:
            self.add_argument("-h", "--help", action="help", help="แสดงวิธีใช้")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it is used; exit 2."""
        self.exit(2, f"{self.format_usage()}{self.prog}: {fault(message)}\n")


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "วิธีใช้: " if prefix is None else prefix)


def fault(message: str) -> str:
    """An English complaint of `argparse` in Thai; what is unknown stays as it is behind Thai words."""
    for english, thai in _FAULTS:
        if re.fullmatch(english, message, re.DOTALL):
            return re.sub(english, thai, message, flags=re.DOTALL)
    return f"คำสั่งไม่ถูกต้อง ({message})"


def reason(error: OSError) -> str:
    """Why the system refused, in Thai."""
    return _REASONS.get(error.errno or 0) or f"ระบบแจ้งรหัส {error.errno}"
