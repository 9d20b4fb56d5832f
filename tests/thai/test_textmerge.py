"""Merging: what one hand changed stands, what two hands changed apart stands, what they changed alike stands once."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.thai.textdiff import apply, diff, tokens
from thaktho.thai.textmerge import Clean, Conflict, Unresolved, merge, merge_all

# Letters with stacked vowels, tones and thanthakhat; marks that stand alone; breaks without width; pictures; Latin.
THAI = st.text(st.sampled_from("กขคนมปลรสาิีึุูั็่้๊๋์ํำเแโใไๆฯะ 123๑๒abé\u0301\u200b\u200d👩🏽🇹🇭\n.,()"), max_size=40)
WORDS = st.lists(
    st.sampled_from(
        ["ปลูก", "ป่า", "ชุมชน", "เด็ก", "ผู้สูงอายุ", "ศักดิ์สิทธิ์", "น้ำ", " ", "ที่", "สัตว์", "การ", "๕๐", "OK", "่"]
    ),
    max_size=14,
).map("".join)
ANY = st.one_of(THAI, WORDS, st.text(max_size=20))


def ends(text):
    return {found.end() for found in regex.finditer(r"\X", text)}


@settings(deadline=None)
@given(ANY, ANY)
def test_the_difference_gives_the_new_text_back(a, b):
    assert apply(diff(a, b), a) == b


@settings(deadline=None)
@given(ANY, ANY)
def test_one_hand_alone_is_what_it_wrote(base, a):
    assert merge(base, a, base).text == a
    assert merge(base, base, a).text == a
    assert merge(base, a, a).text == a


@settings(deadline=None)
@given(ANY, ANY, ANY)
def test_it_does_not_matter_who_is_called_ours(base, a, b):
    one, two = merge(base, a, b), merge(base, b, a)
    assert [
        (p.text, p.base, len(p.by)) if isinstance(p, Clean) else (p.ours, p.theirs) for p in one.pieces
    ] == [(p.text, p.base, len(p.by)) if isinstance(p, Clean) else (p.theirs, p.ours) for p in two.pieces]


@settings(deadline=None)
@given(ANY, ANY, ANY)
def test_no_cluster_is_cut(base, a, b):
    merged = merge(base, a, b)
    for key in ("ours", "theirs"):
        at, whole = 0, merged.seen_by(key)
        for piece in merged.pieces:
            at += len(piece.text if isinstance(piece, Clean) else piece.side(key))
            assert not at or at in ends(whole)
    if merged.is_clean:
        known = {one for text in (base, a, b) for one in regex.findall(r"\X", text)}
        assert set(regex.findall(r"\X", merged.text)) <= known


@settings(deadline=None)
@given(ANY, ANY, ANY)
def test_the_base_stands_under_the_pieces(base, a, b):
    assert "".join(piece.base for piece in merge(base, a, b).pieces) == base


PLAIN = st.lists(
    st.sampled_from(["ปลูก", "ป่า", "ชุมชน", "เด็ก", "น้ำ", "วัด", "ตำบล", "โรงเรียน"]), min_size=2, max_size=6
)


@settings(deadline=None)
@given(PLAIN, PLAIN, PLAIN, PLAIN)
def test_changes_apart_combine(head, tail, new_head, new_tail):
    """Parted by words nobody touched, found nowhere else."""
    middle = " (ตามหลักปรัชญาของเศรษฐกิจพอเพียง) "
    one, two = " ".join(head), " ".join(tail)
    merged = merge(one + middle + two, " ".join(new_head) + middle + two, one + middle + " ".join(new_tail))
    assert merged.text == " ".join(new_head) + middle + " ".join(new_tail)


@settings(deadline=None)
@given(ANY, st.lists(ANY, max_size=5))
def test_many_hands(base, texts):
    keys = [str(number) for number in range(len(texts))]
    merged = merge_all(base, list(zip(keys, texts, strict=True)))
    assert bool(merged.clashes) == bool(merged.conflicts)
    for key, others in merged.clashes.items():
        assert key not in others and all(key in merged.clashes[other] for other in others)
    alone = [key for key in keys if key not in merged.clashes]
    together = merge_all(base, [(key, texts[int(key)]) for key in alone])
    assert together.is_clean  # what clashes with nobody combines


def test_two_hands_on_one_word_clash_and_are_shown_side_by_side():
    merged = merge("อบรมเยาวชน ๕๐ คน", "อบรมเยาวชน ๘๐ คน", "อบรมเยาวชน ๖๐ คน")
    assert merged.conflicts == (Conflict("๕๐", (("ours", "๘๐"), ("theirs", "๖๐"))),)
    assert merged.clashes == {"ours": ("theirs",), "theirs": ("ours",)}
    with pytest.raises(Unresolved):
        _ = merged.text
    assert merged.resolved(["๗๐"]) == "อบรมเยาวชน ๗๐ คน"


def test_credit_says_whose_words_stand():
    base = "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกปี"
    merged = merge_all(
        base,
        [
            ("วัด", "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี"),
            ("โรงเรียน", "ปลูกป่า ในทุกตำบล และดูแลน้ำ ทุกสองปี"),
            ("ตลาด", "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกปี"),
        ],
    )
    assert merged.text == "ปลูกป่าชุมชน ในทุกตำบล และดูแลน้ำ ทุกสองปี"
    assert set(merged.credit) == {"วัด", "โรงเรียน", "ตลาด"}
    assert [piece.by for piece in merged.pieces if isinstance(piece, Clean) and "ชุมชน" in piece.text] == [
        ("วัด", "ตลาด")
    ]


def test_a_third_that_clashes_leaves_the_others_together():
    base = "ก่อน สวนป่า กลาง ริมน้ำ หลัง"
    merged = merge_all(
        base,
        [
            ("1", "ก่อน สวนผัก กลาง ริมน้ำ หลัง"),
            ("2", "ก่อน สวนครัว กลาง ริมน้ำ หลัง"),
            ("3", "ก่อน สวนป่า กลาง ริมคลอง หลัง"),
        ],
    )
    assert merged.clashes == {"1": ("2",), "2": ("1",)}
    assert "3" in merged.credit


def test_a_key_comes_once():
    with pytest.raises(ValueError, match="twice"):
        merge_all("ก", [("1", "ข"), ("1", "ค")])


def test_a_text_is_cut_once():
    assert tokens("ปลูกป่า") == tokens("ปลูกป่า") and tokens("ปลูกป่า") is not tokens("ปลูกป่า")
