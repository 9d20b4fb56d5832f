"""Putting a pair aside leads to the next one, and from the last to the first."""

import re

from tests.stages.plan.weaving_cast import pair, row


def aside(page):
    found = re.search(r'data-key="0" href="([^"]+)"', page)
    return found.group(1) if found else None


def test_each_pair_is_met_once_before_the_first_comes_again(province):
    rows = [row(province, "religion", f"ค่ายที่ {n}") for n in range(8)]
    pairs = [pair(province, rows[n], rows[n + 1]) for n in range(0, 8, 2)]
    client, at, seen = province.client("secretariat"), province.url("plan/overlaps/"), []
    for _ in pairs:
        at = aside(client.get(at).content.decode())
        seen.append(at)
    assert len(set(seen)) == len(pairs)


def test_a_pair_alone_cannot_be_put_aside(province):
    pair(province, row(province, "religion", "ก"), row(province, "youth", "ข"))
    assert aside(province.client("secretariat").get(province.url("plan/overlaps/")).content.decode()) is None
