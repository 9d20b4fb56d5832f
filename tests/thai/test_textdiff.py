"""The difference of two texts is whole words, and gives the new text back."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from thaktho.thai.textdiff import DoesNotFit, Piece, apply, diff, tokens

THAI = st.text(st.sampled_from("กขคนมปลาิีึุู่้๊๋์ำเแโใไๆฯ 123๑๒abé\u0301\u200d👩🏽🇹🇭\n.,()"), max_size=40)
ANY = st.one_of(THAI, st.text(max_size=30))


@settings(deadline=None)
@given(ANY, ANY)
def test_the_new_text_comes_back(old, new):
    assert apply(diff(old, new), old) == new


@settings(deadline=None)
@given(ANY, ANY)
def test_no_cut_falls_inside_a_cluster(old, new):
    pieces = diff(old, new)
    for side, text in (("add", old), ("drop", new)):
        ends = {found.end() for found in regex.finditer(r"\X", text)}
        at = 0
        for piece in pieces:
            if piece.op != side:
                at += len(piece.text)
                assert at in ends


@settings(deadline=None)
@given(ANY)
def test_a_text_does_not_differ_from_itself(text):
    assert all(piece.op == "same" for piece in diff(text, text))
    assert "".join(tokens(text)) == text


def test_words_change_as_wholes():
    pieces = diff("อบรมเยาวชน ๕๐ คน", "อบรมเยาวชน ๘๐ คน")
    changed = (Piece("drop", "๕๐"), Piece("add", "๘๐"))
    assert pieces == (Piece("same", "อบรมเยาวชน "), *changed, Piece("same", " คน"))


def test_pieces_of_another_text_do_not_fit():
    with pytest.raises(DoesNotFit):
        apply(diff("ก", "ข"), "ค")


def test_texts_alike_in_themselves_are_not_compared_word_by_word():
    """Anybody may send a text made to cost a server minutes; the difference stays exact, and only coarser."""
    old, new = "1 2 " * 4000, "2 1 1 " * 4000
    pieces = diff(old, new)
    assert apply(pieces, old) == new
    assert len(pieces) <= 4


def test_a_long_text_changed_in_one_place_is_still_told_word_by_word():
    old = "ปลูกป่าชุมชน และดูแลน้ำ " * 3000
    new = old[:6000] + "ทุกปี " + old[6000:]
    assert [piece.text for piece in diff(old, new) if piece.op == "add"] == ["ทุกปี "]
