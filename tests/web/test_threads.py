"""The networks' colours and drafts: one table, one generated sheet."""

from thaktho.web import drafts


def test_the_committed_sheet_is_what_the_table_says():
    assert drafts.SHEET.read_text(encoding="utf-8") == drafts.sheet()


def test_thirteen_threads_and_as_many_turned():
    threads = drafts.threads()
    assert len(threads) == 26
    assert [thread.light for thread in threads[:13]] == [thread.light for thread in threads[13:]]
    assert all(one.bits != more.bits for one, more in zip(threads[:13], threads[13:], strict=True))


def test_numbers_begin_again_after_the_last():
    assert [drafts.number(order) for order in (1, 13, 14, 26, 27)] == [1, 13, 14, 26, 1]


def test_a_draft_is_read_left_bit_first():
    assert drafts.read("20 01 00 00 00 00")[0] == (True, False, False, False, False, False)
    assert drafts.read("20 01 00 00 00 00")[1] == (False, False, False, False, False, True)
