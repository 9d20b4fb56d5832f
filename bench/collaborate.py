"""How long does matching lacks with offers take? Beside a greedy matching (the best pair first) in one run.

python -m bench.collaborate [LACKS] [OFFERS]
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta

from thaktho.engines.weave.collaborate import Lack, Offer, match
from thaktho.engines.weave.collaborate.fit import fits
from thaktho.engines.weave.collaborate.types import KINDS
from thaktho.engines.weave.gazetteer import gazetteer
from thaktho.engines.weave.overlap import lexicon


def cast(lacks: int, offers: int, seed: int = 1) -> tuple[list[Lack], list[Offer]]:
    dice = random.Random(seed)
    acts = [c.code for c in lexicon.load().concepts.values() if c.kind == "activity"]
    tambon = sorted(c for c in gazetteer().names if c.startswith("57") and len(c) == 6)

    def about() -> frozenset[str]:
        return frozenset(dice.sample(acts, dice.randrange(3)))

    def day() -> date | None:
        return date(2020, 10, 1) + timedelta(dice.randrange(1000)) if dice.random() < 0.5 else None

    wanted = [
        Lack(f"l{n}", f"n{dice.randrange(13)}", dice.choice(KINDS), f"r{n}", "", about(), (dice.choice(tambon),),
             dice.choice((2564, 2565, 2566)), day(), None, dice.random() < 0.2)
        for n in range(lacks)
    ]  # fmt: skip
    given = [
        Offer(f"o{n}", f"n{dice.randrange(13)}", dice.choice(KINDS), f"ของชิ้นที่ {n}", about(), tuple(dice.sample(tambon, 2)), (), None,
              None, dice.randrange(1, 4))
        for n in range(offers)
    ]  # fmt: skip
    return wanted, given


def greedy(wanted: list[Lack], given: list[Offer], most: int) -> int:
    found = fits(wanted, given)
    spent: dict[tuple[int, int | None], int] = {}
    load: dict[str, int] = {}
    served: set[int] = set()
    total = 0
    for n in sorted(range(len(found.lack)), key=lambda n: -found.points[n]):
        i, j = int(found.lack[n]), int(found.offer[n])
        key = (j, wanted[i].year)
        giver = given[j]
        if i in served or spent.get(key, 0) >= (giver.capacity or 1) or load.get(giver.network, 0) >= most:
            continue
        served.add(i)
        spent[key] = spent.get(key, 0) + 1
        load[giver.network] = load.get(giver.network, 0) + 1
        total += int(found.points[n])
    return total


def main() -> None:
    lacks = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    offers = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    wanted, given = cast(lacks, offers)
    match(wanted[:5], given[:5])
    for most in (None, lacks // 13):
        began = time.perf_counter()
        found = match(wanted, given, most=most)
        took = time.perf_counter() - began
        began = time.perf_counter()
        plain = greedy(wanted, given, found.most)
        other = time.perf_counter() - began
        pairs = len(fits(wanted, given).lack)
        print(f"match   {lacks} lacks x {offers} offers, {pairs} pairs fit, at most {found.most} a network: {took:.2f} s, "
              f"{len(found.proposals)} proposals, total {found.total:.0f}")  # fmt: skip
        print(f"greedy  best pair first: {other:.2f} s, total {plain}")
        print(f"ratio   total match / greedy = {found.total / max(plain, 1):.4f}; time {took / other:.2f}")


if __name__ == "__main__":
    main()
