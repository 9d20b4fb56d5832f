"""Themes: made, named, ordered, filled many at once; they change what stands together on a page and nothing else."""

from __future__ import annotations

from uuid import uuid4

import pytest

from thaktho.ground.ledger.models import Act
from thaktho.stages.listen import actions, queries
from thaktho.stages.listen.models import Statement, Theme, Vote

from .conftest import ask


def post(asked, who="youth", follow=False, **data):
    return asked.province.client(who).post(
        asked.url("themes/"), {"act_id": str(uuid4())} | data, follow=follow
    )


def names(asked):
    return [theme.name for theme in queries.themes(asked.topic)]


@pytest.fixture
def sorted_in(asked):
    for name in ("น้ำใจ", "วินัย"):
        post(asked, do="add", name=name)
    first = Theme.objects.get(name="น้ำใจ")
    post(asked, do="sort", to=str(first.pk), statements=[str(row.pk) for row in asked.statements[:3]])
    return asked


def test_made_named_moved_and_removed(asked):
    for name in ("วินัย", "น้ำใจ", "ครอบครัว"):
        assert post(asked, do="add", name=f"  {name} ").status_code == 302
    assert names(asked) == ["วินัย", "น้ำใจ", "ครอบครัว"]
    ids = {theme.name: str(theme.pk) for theme in Theme.objects.all()}
    post(asked, do="up", theme=ids["ครอบครัว"])
    post(asked, do="up", theme=ids["วินัย"])  # first already
    assert names(asked) == ["วินัย", "ครอบครัว", "น้ำใจ"]
    post(asked, do="down", theme=ids["วินัย"])
    assert names(asked) == ["ครอบครัว", "วินัย", "น้ำใจ"]
    post(asked, do="rename", theme=ids["วินัย"], name="ระเบียบวินัย")
    post(asked, do="remove", theme=ids["น้ำใจ"])
    assert names(asked) == ["ครอบครัว", "ระเบียบวินัย"]
    assert Act.objects.filter(verb="listen.theme.edit").count() == 8


@pytest.mark.parametrize("name", ["", "   ", "น้ำใจ", "น้ำใจ ", "ก" * 81])
def test_a_name_that_cannot_be_taken_says_why(sorted_in, name):
    page = post(sorted_in, do="add", name=name)
    assert page.status_code == 200 and page.context["form"].errors
    refused = post(
        sorted_in, follow=True, do="rename", theme=str(Theme.objects.get(name="วินัย").pk), name=name
    )
    assert "ชื่อ" in refused.content.decode() and names(sorted_in) == ["น้ำใจ", "วินัย"]


def test_many_at_once_and_back_to_none(sorted_in):
    assert Statement.objects.filter(theme__name="น้ำใจ").count() == 3
    post(sorted_in, do="sort", to="", statements=[str(sorted_in.statements[0].pk)])
    assert Statement.objects.filter(theme__name="น้ำใจ").count() == 2
    refused = post(sorted_in, follow=True, do="sort", to="")
    assert "ยังไม่ได้เลือกข้อความ" in refused.content.decode()


def test_a_removed_theme_leaves_its_statements_and_their_votes(sorted_in):
    sorted_in.answers("youth", sorted_in.statements[0], 1, -1)
    post(sorted_in, do="remove", theme=str(Theme.objects.get(name="น้ำใจ").pk))
    assert Statement.objects.filter(theme=None).count() == 4 and Vote.objects.count() == 2


def test_the_topics_page_shows_one_theme(sorted_in):
    theme = Theme.objects.get(name="น้ำใจ")
    page = sorted_in.province.client().get(sorted_in.url(f"?theme={theme.pk}"))
    assert [row.statement.number for row in page.context["page"]] == [1, 2, 3]
    whole = sorted_in.province.client().get(sorted_in.url("?theme=nonsense"))
    assert len(whole.context["page"].object_list) == 4
    assert {theme.name: theme.shown for theme in queries.themes(sorted_in.topic)} == {"น้ำใจ": 3, "วินัย": 0}


def test_a_likely_theme_is_hinted_and_never_set(sorted_in):
    by = sorted_in.province.actor("secretariat")
    fresh = actions.seed(by, sorted_in.topic, "คนไทยควรรู้จักขอบคุณ ขอโทษ และให้อภัยกัน")
    likely = queries.likely_themes(sorted_in.topic, list(queries.to_sort(sorted_in.topic, "none")))
    assert likely[fresh.pk].name == "น้ำใจ"
    assert Statement.objects.get(pk=fresh.pk).theme is None
    assert "น่าจะเป็น น้ำใจ" in sorted_in.province.client("youth").get(sorted_in.url("themes/")).content.decode()


def test_other_topics_and_provinces_are_out_of_reach(sorted_in, other):
    theirs = ask(other)
    theme = actions.add_theme(other.actor("secretariat"), theirs.topic, "ของน่าน")
    assert post(sorted_in, do="remove", theme=str(theme.pk)).status_code == 404
    assert post(sorted_in, do="sort", to=str(theme.pk), statements=["x"]).status_code == 404
    mine = str(Theme.objects.get(name="วินัย").pk)
    post(sorted_in, do="sort", to=mine, statements=[str(theirs.statements[0].pk)])
    assert Statement.objects.get(pk=theirs.statements[0].pk).theme is None


@pytest.mark.parametrize("who", ["visitor", "observer", "executive"])
def test_only_those_who_work(asked, who):
    assert post(asked, who=who, do="add", name="น้ำใจ").status_code == 403
    assert asked.province.client(who).get(asked.url("themes/")).status_code == 403


def test_the_same_form_twice_is_one_theme(asked):
    same = str(uuid4())
    for _ in range(2):
        assert post(asked, do="add", name="น้ำใจ", act_id=same).status_code == 302
    assert names(asked) == ["น้ำใจ"]


def test_few_queries(sorted_in, queries):
    client = sorted_in.province.client("youth")
    with queries(15):
        assert client.get(sorted_in.url("themes/")).status_code == 200
