"""How long does a plan take to weave? Cold, with what was read kept, and one row changed; beside TF-IDF in one run.

    python -m bench.weave [ROWS ...] [--one-theme]

Each size runs in a process of its own, so that its peak memory is its own. The peer is the bare cosine of character
2-4-gram TF-IDF of all pairs of titles: no place, no time, no reasons. `--one-theme`: every row does the same thing.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from statistics import quantiles
from typing import TypeVar

from sklearn.feature_extraction.text import TfidfVectorizer

from thaktho.engines.weave import Loom, Profiles, Row, weave
from thaktho.engines.weave.gazetteer import gazetteer
from thaktho.engines.weave.overlap import lexicon

HEADS = ("โครงการ", "กิจกรรม", "", "โครงการส่งเสริม", "โครงการจิตอาสา", "อบรม", "รณรงค์", "ประชุมขับเคลื่อน")
TAILS = (
    "", "เฉลิมพระเกียรติ", "ประจำปี 2563", "สู่ชุมชนเข้มแข็ง", "อย่างยั่งยืน", "รุ่นที่ 2", "เพื่อเยาวชน", "ปลอดภัย", "ร่วมใจพัฒนา", "วิถีใหม่",
)  # fmt: skip
CHANGES = 60
T = TypeVar("T")


def rows(count: int, seed: int = 1, *, one_theme: bool = False) -> list[Row]:
    """Rows of one province: activities of the lexicon in other words, places of Chiang Rai, days of three years."""
    dice = random.Random(seed)
    concepts = lexicon.load().concepts.values()
    acts = ["คัดแยกขยะในครัวเรือน"] if one_theme else [c.th for c in concepts if c.kind == "activity"]
    names = gazetteer().names
    tambon = sorted(code for code in names if code.startswith("57") and len(code) == 6)
    out = []
    for n in range(count):
        code = dice.choice(tambon)
        start = date(2019, 10, 1) + timedelta(days=dice.randrange(1095))
        extra = "".join(dice.choice("กขคงจชตถทนบปพมยรลวสหอ") + dice.choice("าิีุูแเ") for _ in range(3))
        title = f"{dice.choice(HEADS)}{dice.choice(acts)} {dice.choice(TAILS)} {extra}"
        area = f"ต.{names[code]} อ.{names[code[:4]]} จ.เชียงราย"
        out.append(
            Row(
                f"r{n}",
                title,
                agency=f"อบต.{names[code]}",
                area=area,
                start=start,
                end=start + timedelta(days=2),
            )
        )
    return out


def timed(work: Callable[[], T]) -> tuple[T, str]:
    began, cpu = time.perf_counter(), time.process_time()
    out = work()
    return out, f"{time.perf_counter() - began:6.2f} s (cpu {time.process_time() - cpu:.2f} s)"


def peer(titles: list[str]) -> int:
    x = TfidfVectorizer(analyzer="char", ngram_range=(2, 4)).fit_transform(titles)
    near = 0
    for at in range(0, len(titles), 500):
        near += int(((x[at : at + 500] @ x.T) > 0.5).nnz)
    return (near - len(titles)) // 2


def one_size(count: int, one_theme: bool) -> None:
    plan = rows(count, one_theme=one_theme)
    weave(plan[:10])
    kept = Profiles()
    began = time.process_time()
    pairs, said = timed(lambda: weave(plan, profiles=kept))
    ours = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    same = sum(p.action == "same" for p in pairs)
    print(f"{count} rows{', one theme' if one_theme else ''}")
    print(f"  weave, cold             {said}, {same} same, {len(pairs) - same} related, peak {peak:.0f} MB")
    data, said = timed(kept.dump)
    print(f"  keep what was read      {said}, {len(data) / 1e6:.1f} MB")
    again, said = timed(lambda: weave(plan, profiles=Profiles(data)))
    print(f"  weave, rows kept        {said}, same pairs: {again == pairs}")
    del pairs, again
    stored = Profiles(data)
    loom, said = timed(lambda: Loom(plan, profiles=stored))
    print(f"  a loom from what is kept{said}, rows read: {stored.fresh}")
    fresh = rows(CHANGES, seed=2, one_theme=one_theme)
    spans = []
    for n, row in enumerate(fresh):
        began = time.perf_counter()
        loom.change(replace(row, id=plan[n * 7 % count].id))
        spans.append((time.perf_counter() - began) * 1000)
    print(
        f"  one row changed         first {spans[0]:.0f} ms, median {sorted(spans)[len(spans) // 2]:.0f} ms, "
        f"p95 {quantiles(spans, n=20)[-1]:.0f} ms, worst {max(spans):.0f} ms of {CHANGES}"
    )
    began = time.process_time()
    near, said = timed(lambda: peer([r.title for r in plan]))
    print(f"  TF-IDF, all pairs       {said}, {near} above 0.5")
    print(f"  ratio of CPU time       weave / TF-IDF = {ours / (time.process_time() - began):.2f}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("rows", nargs="*", type=int, default=[1_000, 10_000, 50_000])
    ask.add_argument("--one-theme", action="store_true")
    args = ask.parse_args()
    if len(args.rows) == 1:
        one_size(args.rows[0], args.one_theme)
        return
    for count in args.rows:
        more = ["--one-theme"] if args.one_theme else []
        subprocess.run([sys.executable, "-m", "bench.weave", str(count), *more], check=True)


if __name__ == "__main__":
    main()
