"""English is complete, and says what the Thai says; Thai is what every reader meets first."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ops import translations
from thaktho.cli.prepare import compile_translations
from thaktho.ground.language import REASONS, said

PACKAGE = Path(translations.ROOT) / "thaktho"
THAI = re.compile("[\u0e00-\u0e7f]+")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{\w*\}|</?\w+[^>]*>|&\w+;")


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    compile_translations()


def entries(language: str) -> list[Message]:
    with (PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as text:
        return [message for message in read_po(text) if message.id]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


@pytest.mark.parametrize("language", ["en", "th"])
def test_no_sentence_is_empty_or_guessed(language):
    for message in entries(language):
        assert all(form.strip() for form in forms(message.string)), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", ["en", "th"])
def test_placeholders_and_marks_are_the_same(language):
    for message in entries(language):
        wanted = sorted(PLACEHOLDER.findall(forms(message.id)[0]))
        for form in forms(message.string):
            assert sorted(PLACEHOLDER.findall(form)) == wanted, message.id


def test_english_has_no_thai_but_examples():
    """Thai stands in English only where a reader must type Thai, or where a Thai word is named."""
    examples = re.compile(r"[Ss]uch as|like \d|\(หมู่ที่\)|a head “กิจกรรม”")
    thai = [forms(message.string)[0] for message in entries("en") if THAI.search(forms(message.string)[0])]
    assert [text for text in thai if not examples.search(text)] == []


def remedies(path: Path) -> set[str]:
    """Whole sentences that ask for something, in readers that know no Django."""
    tree = ast.parse(path.read_text("utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    said = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
    }
    return {text for text in said if re.search("กรุณา|โปรด", text)}


def test_every_remedy_of_the_readers_has_english():
    readers = [*(PACKAGE / "thai").rglob("*.py"), *(PACKAGE / "documents" / "planform").glob("*.py")]
    readers.append(PACKAGE / "stages" / "plan" / "reading.py")
    assert {text for path in readers for text in remedies(path)} - set(REASONS) == set()


def test_a_reason_keeps_its_quotation():
    with override("en"):
        assert said("“สองหมื่น”: ไม่ใช่จำนวนเงิน") == "“สองหมื่น”: Not an amount"
        assert said("") == ""
    with override("th"):
        assert said("ไม่ใช่จำนวนเงิน") == "ไม่ใช่จำนวนเงิน"


def chrome(page: str) -> str:
    """Header and footer without what is data: names of the programme and its office."""
    parts = re.findall(r"<header.*?</header>|<footer.*?</footer>|<title>.*?</title>", page, re.DOTALL)
    assert parts
    return " ".join(parts)


def words(html: str, *data: str) -> str:
    """What a reader reads, and what is read aloud; without data, and without the switch back to ไทย."""
    text = re.sub(r'<form class="langs".*?</form>', "", html, flags=re.DOTALL)
    text = re.sub(r"</?(span|b)[^>]*>", "", text)
    for name in data:
        text = text.replace(name, "")
    return text


def english() -> Client:
    client = Client(headers={"Accept-Language": "th"})
    client.cookies["django_language"] = "en"
    return client


def test_home_is_english_for_who_chose_it(province):
    page = english().get(province.url()).content.decode()
    assert '<html lang="en">' in page
    assert "Download data" in page
    programme = province.programme
    left = THAI.findall(words(chrome(page), programme.name_th, programme.office_th))
    assert left == []


def test_login_is_english_for_who_chose_it(db):
    page = english().get(reverse("account_login")).content.decode()
    assert "Sign in" in page
    assert THAI.findall(words(page)) == []


@pytest.mark.parametrize("address", ["home", "account_login"])
def test_thai_is_first_whatever_the_browser_asks_for(province, address):
    url = province.url() if address == "home" else reverse(address)
    page = Client(headers={"Accept-Language": "en-US,en;q=0.9"}).get(url).content.decode()
    assert '<html lang="th">' in page
    assert "เข้าสู่ระบบ" in page
    assert "Sign in" not in page


def test_wrong_passwords_are_answered_in_the_readers_language(db):
    wrong = {"login": "nobody", "password": "not-this-one"}
    thai = Client().post(reverse("account_login"), wrong).content.decode()
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in thai
    said = english().post(reverse("account_login"), wrong).content.decode()
    assert "username and/or password" in said
