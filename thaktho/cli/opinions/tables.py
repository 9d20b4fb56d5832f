"""Tables of text, from CSV (also gzipped) and Parquet: quickly by columns when all is well, else row by row with line numbers.

A reader asks for columns by meaning (`voter`), each with the names it goes by. What cannot be used raises `Unusable`; rows
that cannot are collected as `Fault`s with the line they begin on.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thaktho.cli.speech import reason

NAMES: dict[str, tuple[str, ...]] = {
    "voter": ("voter-id", "voter_id", "voter", "participant", "participant-id", "participant_id"),
    "statement": ("comment-id", "comment_id", "statement-id", "statement_id", "statement", "comment", "tid"),
    "vote": ("vote",),
    "time": ("timestamp", "time"),
    "network": ("network", "network-id", "network_id", "network-code", "network_code"),
    "moderated": ("moderated",),
    "meta": ("is-meta", "is_meta", "meta"),
    "kind": ("unit_kind", "unit-kind"),
    "unit": ("unit",),
} | {
    name: (name,)
    for name in ("n", "agree_low", "agree_high", "pass_low", "pass_high", "disagree_low", "disagree_high")
}
BLOCK = 1 << 22  # small: what is read ahead is held in memory


class Unusable(Exception):
    """A file as a whole cannot be used; the text is Thai."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be used: the line it begins on (a Parquet's row number), and why, in Thai."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row by meanings, with the line it begins on; `fault` when its shape is wrong."""

    line: int
    cells: dict[str, str]
    fault: str = ""


def is_parquet(path: Path) -> bool:
    return path.suffix.lower() in (".parquet", ".pq")


def head(path: Path, needed: Sequence[str], wanted: Sequence[str] = ()) -> dict[str, str]:
    """Which column holds what: meaning -> the column's name in the file. Unusable when one of `needed` is missing."""
    try:
        if is_parquet(path):
            import pyarrow.parquet as pq

            columns = list(pq.read_schema(path).names)
        else:
            with _text(path) as file:
                columns = next(csv.reader(file), [])
    except OSError as error:
        raise Unusable(f"{path}: เปิดไม่ได้ ({_reason(error)})") from None
    except (UnicodeDecodeError, EOFError, csv.Error, ValueError):  # pyarrow's faults are ValueErrors
        raise Unusable(f"{path}: อ่านไม่ออก โปรดใช้ CSV แบบ UTF-8, CSV.GZ หรือ Parquet") from None
    plain = {column.strip().lower(): column for column in columns}
    found = {}
    for meaning in (*needed, *wanted):
        name = next((plain[one] for one in NAMES[meaning] if one in plain), None)
        if name is not None:
            found[meaning] = name
        elif meaning in needed:
            raise Unusable(f"{path}: ไม่มีคอลัมน์ “{NAMES[meaning][0]}”")
    return found


def _reason(error: OSError) -> str:
    return "ไฟล์ gzip เสียหรือไม่ครบ" if isinstance(error, gzip.BadGzipFile) else reason(error)


def _text(path: Path) -> io.TextIOWrapper:
    """The file as text; whoever asked closes it."""
    opener: Callable[..., io.TextIOWrapper] = gzip.open if path.suffix.lower() == ".gz" else open
    return opener(path, "rt", encoding="utf-8-sig", newline="")


def rows(path: Path, columns: dict[str, str]) -> Iterator[Row]:
    """Row by row, with line numbers. Unusable when the file breaks off or is not UTF-8."""
    try:
        yield from _parquet_rows(path, columns) if is_parquet(path) else _csv_rows(path, columns)
    except OSError as error:
        raise Unusable(f"{path}: อ่านไม่ได้ ({_reason(error)})") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path}: ไม่ใช่ข้อความแบบ UTF-8") from None
    except (EOFError, csv.Error) as error:
        raise Unusable(f"{path}: ไฟล์ขาดหรือเสีย ({error})") from None


def _csv_rows(path: Path, columns: dict[str, str]) -> Iterator[Row]:
    with _text(path) as file:
        reader = csv.reader(file)
        names = next(reader, [])
        place = {meaning: names.index(name) for meaning, name in columns.items()}
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not cells:
                continue
            wrong = "" if len(cells) == len(names) else f"มี {len(cells)} ช่อง ไม่ใช่ {len(names)} ช่อง"
            yield Row(
                line, {key: cells[at].strip() if at < len(cells) else "" for key, at in place.items()}, wrong
            )


def _parquet_rows(path: Path, columns: dict[str, str]) -> Iterator[Row]:
    line = 0
    for batch in quick(path, columns):
        for cells in zip(*(batch[key].to_pylist() for key in columns)):
            line += 1
            yield Row(
                line, {key: "" if one is None else str(one).strip() for key, one in zip(columns, cells)}
            )


class Odd(Exception):
    """Something is not as expected: read row by row to say where."""


def quick(path: Path, columns: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Batches of pyarrow string arrays by meaning. Odd when the quick reader meets anything strange."""
    import pyarrow as pa

    try:
        yield from _batches(path, columns)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise Odd(str(error)) from None


def _batches(path: Path, columns: dict[str, str]) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv as pc_csv
    import pyarrow.parquet as pq

    pa.set_memory_pool(pa.system_memory_pool())  # the others set a gigabyte of addresses aside at once
    if is_parquet(path):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(1 << 18, columns=list(columns.values())):
                yield {key: pc.cast(batch.column(name), pa.string()) for key, name in columns.items()}
        return
    with pc_csv.open_csv(
        path,
        read_options=pc_csv.ReadOptions(block_size=BLOCK, use_threads=False),
        parse_options=pc_csv.ParseOptions(newlines_in_values=True),
        convert_options=pc_csv.ConvertOptions(
            include_columns=list(columns.values()),
            column_types={name: pa.string() for name in columns.values()},
            strings_can_be_null=False,
        ),
    ) as reader:
        for batch in reader:
            yield {key: pc.utf8_trim_whitespace(batch.column(at)) for at, key in enumerate(columns)}
