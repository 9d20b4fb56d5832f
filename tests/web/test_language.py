"""Thai unless the reader chose otherwise; what the browser prefers is not asked."""

import pytest
from django.test import Client
from django.urls import reverse

THAI = 'lang="th"'


@pytest.mark.parametrize("headers", [{}, {"Accept-Language": "en-US,en;q=0.9"}])
def test_thai_is_the_default(province, headers):
    response = Client(headers=headers).get(province.url())
    assert response.headers["Content-Language"] == "th"
    assert '<html lang="th">' in response.content.decode()


def test_a_reader_may_choose_english_and_come_back(province):
    client = Client()
    response = client.post(reverse("set_language"), {"language": "en", "next": province.url()})
    assert response.headers["Location"] == province.url()
    page = client.get(province.url())
    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en">' in page.content.decode()
    assert 'name="language" value="th"' in page.content.decode()
    client.post(reverse("set_language"), {"language": "th", "next": province.url()})
    assert client.get(province.url()).headers["Content-Language"] == "th"


def test_the_switch_does_not_lead_to_another_site(province):
    response = Client().post(reverse("set_language"), {"language": "en", "next": "https://example.com/"})
    assert "example.com" not in response.headers["Location"]


def test_every_page_says_how_to_change(province):
    page = Client().get(province.url()).content.decode()
    assert f'action="{reverse("set_language")}"' in page
    assert 'name="language" value="en"' in page
