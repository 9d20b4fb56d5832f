"""Tags and filters of every template."""

from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from thaktho.web.templatetags import thaktho as tags


def show(text: str, **context: object) -> str:
    return Template(text).render(Context(context))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("short", "11 มี.ค. 2563"),
        ("long", "11 มีนาคม 2563"),
        ("full", "วันพุธที่ 11 มีนาคม 2563"),
        ("noyear", "11 มี.ค."),
        ("month", "มี.ค. 2563"),
        ("longmonth", "มีนาคม 2563"),
    ],
)
def test_days_are_buddhist(form, expected):
    assert tags.be_date(date(2020, 3, 11), form) == expected


def test_english_readers_get_their_own_years():
    with translation.override("en"):
        assert tags.be_date(date(2020, 3, 11)) == "11 Mar 2020"


def test_spans_and_moments():
    assert tags.be_span(date(2020, 4, 1), date(2020, 4, 10)) == "1–10 เม.ย. 2563"
    moment = timezone.make_aware(datetime(2020, 6, 24, 10, 42))
    assert tags.be_datetime(moment) == "24 มิ.ย. 2563 เวลา 10.42 น."
    assert tags.be_date(moment) == "24 มิ.ย. 2563"


def test_a_moment_is_shown_on_the_offices_own_day():
    late = datetime(2020, 6, 23, 18, 0, tzinfo=timezone.get_fixed_timezone(0))
    assert tags.be_date(late) == "24 มิ.ย. 2563"


def test_nothing_said_is_not_zero():
    assert tags.baht(None) == ""
    assert tags.baht(0) == "0"
    assert tags.baht(Decimal(20000)) == "20,000"
    assert tags.be_date(None) == ""


def test_numbers_in_words_and_thai_digits():
    assert [tags.in_words(n) for n in (4, 13, 21)] == ["สี่", "สิบสาม", "ยี่สิบเอ็ด"]
    assert tags.thai_digits(13) == "๑๓"


@pytest.mark.django_db
def test_known_names_stay_whole_and_text_is_escaped():
    kept = tags.keep("<b>แผนขับเคลื่อน ปีงบประมาณ 2563")
    assert '<span class="keep">ขับเคลื่อน</span>' in kept
    assert "&lt;b&gt;" in kept


def test_narrow_names_part_where_a_reader_would():
    assert tags.parted("แม่ฟ้าหลวง") == '<span class="keep">แม่</span><wbr><span class="keep">ฟ้าหลวง</span>'
    assert tags.parted("พาน") == '<span class="keep">พาน</span>'


def test_a_state_is_icon_and_word():
    html = tags.state("returned")
    assert "<svg" in html and "ส่งกลับ" in html and "khrang" in html
    assert "ส่งกลับ 1" in tags.state("returned", "ส่งกลับ 1")


def test_a_swatch_needs_a_network():
    assert (
        tags.swatch(SimpleNamespace(order=5), 24)
        == '<span class="draft swatch n5 s24" aria-hidden="true"></span>'
    )
    assert tags.swatch(SimpleNamespace(order=None)) == ""


def test_an_unknown_icon_is_a_defect():
    with pytest.raises(KeyError):
        tags.icon("no-such-icon")


def test_only_our_own_addresses_undo():
    message = SimpleNamespace(extra_tags="undo=/chiang-rai/plan/undo/")
    assert tags.undo_of(message) == "/chiang-rai/plan/undo/"
    assert tags.undo_of(SimpleNamespace(extra_tags="undo=https://elsewhere")) == ""
    assert tags.undo_of(SimpleNamespace(extra_tags="undo=//elsewhere")) == ""
    assert tags.undo_of(SimpleNamespace(extra_tags=None)) == ""


@pytest.mark.parametrize(("count", "tint"), [(None, "missing"), (0, "q0"), (4, "q1"), (7, "q2"), (31, "q4")])
def test_counts_take_steps(count, tint):
    assert tags.step(count, 1, 5, 8, 11) == tint


def test_a_field_has_label_example_and_error_beside():
    from django import forms

    class When(forms.Form):
        day = forms.CharField(label="วันที่", help_text="เช่น 11 มี.ค. 2563")

    html = show("{% errors form %}{% field form.day %}", form=When({"day": ""}))
    assert 'href="#id_day"' in html
    assert 'for="id_day"' in html
    assert html.index("เช่น 11 มี.ค.") < html.index("<input")
    assert 'aria-invalid="true"' in html
    assert 'id="id_day_error"' in html


def test_a_qr_is_drawn_into_the_page():
    html = tags.qr("https://example.go.th/x")
    assert html.startswith('<div class="qr"><svg') and "style=" not in html


@pytest.mark.parametrize(
    "title, shown",
    [
        ("www.posttoday.com", "เว็บไซต์ posttoday.com"),
        ("pantip.com", "เว็บไซต์ pantip.com"),
        ("ข่าวการประชุม", "ข่าวการประชุม"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_bare_host_is_said_to_be_a_web_page(title, shown):
    assert tags.source_name(title) == shown


def test_a_repetition_mark_and_a_number_stay_with_their_word(db):
    assert tags.keep("เรื่องอื่น ๆ") == "เรื่องอื่น\u00a0ๆ"
    assert tags.keep("แผน ฉบับที่ 12 จำนวน") == 'แผน <span class="keep">ฉบับที่ 12</span> จำนวน'
    assert tags.keep("<b>") == "&lt;b&gt;"
