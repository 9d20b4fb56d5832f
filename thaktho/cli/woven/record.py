"""weave.json: what was read, what was found, with which version of which data. UTF-8, stable order."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from thaktho.cli.woven.inputs import PlanRow, Read
from thaktho.cli.woven.networks import Networks
from thaktho.engines.weave import Pair, Row
from thaktho.engines.weave.overlap import lexicon, model


def engine_row(row: PlanRow) -> Row:
    form = row.form
    return Row(
        row.id, form.title, row.network.code if row.network else row.network_text, form.problem, form.good_deed, form.virtue,
        form.indicator, form.agency, form.area, form.start, form.end, form.when_text,
    )  # fmt: skip


def record(read: Read, pairs: Sequence[Pair], networks: Networks, made_on: dt.date) -> dict[str, Any]:
    """The whole of weave.json as plain data."""
    judge, words = model.load(), lexicon.load()
    return {
        "thaktho": {
            "kind": "weave", "format": 1, "version": _version(), "made_on": made_on.isoformat(),
            "lexicon": words.version, "lexicon_verified": words.verified, "model": judge.version, "networks": networks.version,
        },
        "counts": {
            "files": len(read.files), "rows": len(read.rows), "pairs": len(pairs),
            "same": sum(p.action == "same" for p in pairs), "related": sum(p.action == "related" for p in pairs),
            "duplicate": sum(p.label == "duplicate" for p in pairs), "join": sum(p.label == "join" for p in pairs),
            "support": sum(p.label == "support" for p in pairs), "flags": len(read.flags),
        },
        "files": [{k: f[k] for k in ("name", "sha256", "rows")} for f in read.files],
        "rows": [_row(row) for row in read.rows],
        "pairs": [_pair(pair) for pair in pairs],
        "flags": [
            {"file": f.file, "sheet": f.sheet, "row": f.row, "column": f.column, "text": f.text, "why": f.why} for f in read.flags
        ],
        "notes": read.notes,
    }  # fmt: skip


def _version() -> str:
    try:
        return version("thaktho")
    except PackageNotFoundError:
        return "0"


def dump(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _row(row: PlanRow) -> dict[str, Any]:
    form = row.form
    out: dict[str, Any] = {
        "id": row.id, "network": row.network.code if row.network else row.network_text or None, "title": form.title,
        "budget": _money(form.budget), "file": form.file, "sheet": form.sheet, "row": form.row,
    }  # fmt: skip
    if form.extra:
        out["extra"] = dict(form.extra)
    return out


def _money(budget: Decimal | None) -> int | float | None:
    if budget is None:
        return None
    return int(budget) if budget == budget.to_integral_value() else float(budget)


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "id_a": pair.id_a, "id_b": pair.id_b, "action": pair.action, "place": pair.place, "time": pair.time,
        "score": pair.score, "label": pair.label,
        "reasons": [{"kind": r.kind, "text": r.text_th, "words": list(r.words)} for r in pair.reasons],
    }  # fmt: skip
