"""How long do 10,000 plan rows take? Beside plain TF-IDF cosine of all pairs, in one run.

python -m bench.weave [ROWS]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date, timedelta

from sklearn.feature_extraction.text import TfidfVectorizer

from thaktho.engines.weave import Row, weave
from thaktho.engines.weave.gazetteer import gazetteer
from thaktho.engines.weave.overlap import lexicon

HEADS = ("โครงการ", "กิจกรรม", "", "โครงการส่งเสริม", "โครงการจิตอาสา", "อบรม", "รณรงค์", "ประชุมขับเคลื่อน")
TAILS = (
    "",
    "เฉลิมพระเกียรติ",
    "ประจำปี 2563",
    "สู่ชุมชนเข้มแข็ง",
    "อย่างยั่งยืน",
    "รุ่นที่ 2",
    "เพื่อเยาวชน",
    "ปลอดภัย",
    "ร่วมใจพัฒนา",
    "วิถีใหม่",
)


def rows(count: int, seed: int = 1) -> list[Row]:
    """Rows of one province: activities of the lexicon in other words, places of Chiang Rai, days of three years."""
    dice = random.Random(seed)
    acts = [c.th for c in lexicon.load().concepts.values() if c.kind == "activity"]
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


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    plan = rows(count)
    weave(plan[:10])
    began, work = time.perf_counter(), time.process_time()
    pairs = weave(plan)
    ours, ours_work = time.perf_counter() - began, time.process_time() - work
    began, work = time.perf_counter(), time.process_time()
    x = TfidfVectorizer(analyzer="char", ngram_range=(2, 4)).fit_transform([r.title for r in plan])
    near = 0
    for at in range(0, count, 500):
        near += int(((x[at : at + 500] @ x.T) > 0.5).nnz)
    peer, peer_work = time.perf_counter() - began, time.process_time() - work
    same = sum(p.action == "same" for p in pairs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"weave   {count} rows, all titles different: {ours:.2f} s (cpu {ours_work:.2f} s), {same} same, {len(pairs) - same} related, peak {peak:.0f} MB"
    )
    print(
        f"TF-IDF  all pairs, cosine only: {peer:.2f} s (cpu {peer_work:.2f} s), {(near - count) // 2} above 0.5"
    )
    print(f"ratio   weave / TF-IDF = {ours / peer:.2f}")


if __name__ == "__main__":
    main()
