"""One folder put in place whole: whoever looks, at any moment and after any kill, sees the old one or the new one.

Files are written to a hidden sibling, synced to disk, and the sibling takes the name by one rename; where a former
output stands, the two are exchanged in one system call (Linux `renameat2`) and the former is removed after.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

FILES = frozenset({"plan.xlsx", "plan.docx", "plan.pdf", "weave.json"})
_EXCHANGE = 2
_AT_FDCWD = -100


class FolderError(Exception):
    """The folder cannot be used; the text is Thai and says what to do."""


def check(out: Path) -> None:
    """Refuse anything that is neither absent, empty, nor a former output of `thaktho weave` alone."""
    if not out.exists() and not out.is_symlink():
        if not out.parent.is_dir():
            raise FolderError(f"{out.parent}: ไม่มีโฟลเดอร์นี้ กรุณาสร้างก่อน หรือเลือกที่อื่น")
        return
    if out.is_symlink() or not out.is_dir():
        raise FolderError(f"{out}: ไม่ใช่โฟลเดอร์ กรุณาเลือกชื่ออื่น")
    names = {p.name for p in out.iterdir()}
    if names and not (names <= FILES and _is_ours(out / "weave.json")):
        raise FolderError(f"{out}: มีไฟล์อื่นอยู่แล้ว กรุณาเลือกโฟลเดอร์ว่าง หรือโฟลเดอร์ผลลัพธ์เดิมของ thaktho weave")


def publish(out: Path, files: Mapping[str, bytes]) -> None:
    """Put `files` in place as the folder `out`, all or nothing. Checks `out` again first."""
    out = out.absolute()
    check(out)
    _sweep(out)
    new = out.parent / f".{out.name}.weave-{os.getpid()}"
    new.mkdir()
    try:
        for name, data in files.items():
            with (new / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        _sync(new)
        if out.exists():
            _exchange(new, out)
        else:
            os.rename(new, out)
        _sync(out.parent)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _is_ours(path: Path) -> bool:
    try:
        head = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (
        isinstance(head, dict)
        and isinstance(head.get("thaktho"), dict)
        and head["thaktho"].get("kind") == "weave"
    )


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchange(new: Path, old: Path) -> None:
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        call = libc.renameat2
    except (OSError, AttributeError):
        call = None
    if call is not None:
        if call(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _EXCHANGE) == 0:
            return
        code = ctypes.get_errno()
        if code not in (errno.ENOSYS, errno.EINVAL):
            raise OSError(code, os.strerror(code), str(old))
    raise FolderError(f"{old}: ระบบไฟล์นี้แทนที่โฟลเดอร์ในครั้งเดียวไม่ได้ กรุณาเลือกโฟลเดอร์ใหม่")


def _sweep(out: Path) -> None:
    """Remove what runs that were killed left behind; a run that still lives is left alone."""
    for rest in out.parent.glob(f".{out.name}.weave-*"):
        number = rest.name.rsplit("-", 1)[-1]
        if number.isdigit() and not Path(f"/proc/{number}").exists():
            shutil.rmtree(rest, ignore_errors=True)
