"""Nothing that leaves in a CSV is run by a spreadsheet."""

import pytest

from thaktho.documents.spreadsheet_cell import plain


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@x"])
def test_a_formula_is_text(text):
    assert plain(text) == f"'{text}"


@pytest.mark.parametrize("value", ["ก = ข", "", "11 มี.ค. 2563", None, 5, -5])
def test_all_else_stays(value):
    assert plain(value) == value
