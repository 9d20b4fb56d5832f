"""Sort keys against the order of ICU, recorded from node's Intl.Collator("th")."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaktho.thai.normalise import normalise
from thaktho.thai.sorting import sort_key

RANKS = [
    line.split("\t")
    for line in (Path(__file__).parent / "icu_order.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
DISTRICTS = [
    "ขุนตาล",
    "เชียงของ",
    "เชียงแสน",
    "ดอยหลวง",
    "เทิง",
    "ป่าแดด",
    "พญาเม็งราย",
    "พาน",
    "เมืองเชียงราย",
    "แม่จัน",
    "แม่ฟ้าหลวง",
    "แม่ลาว",
    "แม่สรวย",
    "แม่สาย",
    "เวียงแก่น",
    "เวียงชัย",
    "เวียงเชียงรุ้ง",
    "เวียงป่าเป้า",
]


def test_the_districts_of_chiang_rai() -> None:
    assert sorted(DISTRICTS, key=sort_key) == DISTRICTS


def test_golden_order_of_icu() -> None:
    keys = [[sort_key(text) for text in rank] for rank in RANKS]
    assert len(keys) > 300
    for rank, same in zip(RANKS, keys, strict=True):
        assert len(set(same)) == 1, rank
    firsts = [same[0] for same in keys]
    assert firsts == sorted(firsts)
    assert len(set(firsts)) == len(firsts)


@given(st.text(max_size=12))
def test_keys_are_ascii_and_stable_under_spelling(text: str) -> None:
    assert sort_key(text).isascii()
    assert sort_key(normalise(text)) == sort_key(text)


@given(st.text(alphabet="กขคงเแาิ่้12๑abA ", max_size=6), st.text(alphabet="กขคงเแาิ่้12๑abA ", max_size=6))
def test_a_longer_name_comes_after_its_beginning(one: str, more: str) -> None:
    whole = "ก" + one + "ก"
    assert sort_key(whole) < sort_key(whole + "ข" + more)


def test_live_icu_agrees() -> None:
    if shutil.which("node") is None:
        pytest.skip("node is not installed; the recorded order above was checked instead")
    pick = random.Random(7)
    letters = "กขคงจนมยรลวสหอฤเแโใไะาิีืุู่้็์ำ 12๑abAB.-"
    texts = ["ก" + "".join(pick.choices(letters, k=pick.randint(0, 5))) for _ in range(400)]
    texts = [normalise(text) for text in texts]
    pairs = [(pick.choice(texts), pick.choice(texts)) for _ in range(2000)]
    script = (
        "const c=new Intl.Collator('th');const p=JSON.parse(require('fs').readFileSync(0));"
        "console.log(JSON.stringify(p.map(([a,b])=>Math.sign(c.compare(a,b)))))"
    )
    answer = subprocess.run(
        ["node", "-e", script], input=json.dumps(pairs), capture_output=True, text=True, check=True
    )
    wrong = [
        pair
        for pair, sign in zip(pairs, json.loads(answer.stdout), strict=True)
        if (sort_key(pair[0]) > sort_key(pair[1])) - (sort_key(pair[0]) < sort_key(pair[1])) != sign
    ]
    assert len(wrong) <= len(pairs) // 1000, wrong  # marks on spaces, which no one writes, differ
