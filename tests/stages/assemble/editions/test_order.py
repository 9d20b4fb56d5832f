"""The order of what stands under a tab, and of pictures: moved by buttons, numbered anew, whole for everybody."""

from __future__ import annotations

from itertools import count

import pytest
from django.core.exceptions import PermissionDenied

from tests.stages.assemble.editions.test_tabs_and_pictures import picture, sent
from thaktho.ground.files import actions as files
from thaktho.stages.assemble.editions import actions, queries
from thaktho.stages.assemble.editions.states import Refused


@pytest.fixture
def office(province):
    return province.actor("secretariat")


@pytest.fixture
def items(assembly, office):
    return [
        actions.add_item(office, assembly.edition, "academic", title=title) for title in ("หนึ่ง", "สอง", "สาม")
    ]


@pytest.fixture
def photos(assembly, office, province):
    numbers = count()

    def store():
        name = f"{next(numbers)}.jpg"
        return files.store(
            office, province.programme, name=name, data=picture(), media_type="image/jpeg", purpose="paper",
            read_verb="assemble.work",
        )  # fmt: skip

    return [
        actions.add_photo(office, assembly.edition, caption=words, file=store)
        for words in ("หนึ่ง", "สอง", "สาม")
    ]


def listed(assembly, kind: str) -> list[str]:
    if kind == "items":
        return [one.title for one in queries.items(assembly.edition, "academic")]
    return [one.caption for one in queries.photos(assembly.edition, public=False)]


MOVES = {"items": actions.move_item, "photos": actions.move_photo}


@pytest.mark.parametrize("kind", MOVES)
@pytest.mark.parametrize(
    ("which", "steps", "then"),
    [(2, -1, "หนึ่ง สาม สอง"), (0, 1, "สอง หนึ่ง สาม"), (0, -1, "หนึ่ง สอง สาม"), (2, 1, "หนึ่ง สอง สาม")],
)
def test_one_up_or_down_and_no_further_than_the_end(request, assembly, office, kind, which, steps, then):
    MOVES[kind](office, request.getfixturevalue(kind)[which], steps)
    assert listed(assembly, kind) == then.split()


@pytest.mark.parametrize("kind", MOVES)
@pytest.mark.parametrize("role", ["executive", "religion", "visitor"])
def test_only_the_secretariat_orders(request, province, assembly, kind, role):
    with pytest.raises(PermissionDenied):
        MOVES[kind](province.actor(role), request.getfixturevalue(kind)[0], 1)


def test_what_was_removed_meanwhile_is_told(office, items):
    actions.remove_item(office, items[0])
    with pytest.raises(Refused, match="นำออกแล้ว"):
        actions.move_item(office, items[0], 1)


def test_the_buttons_of_the_pages_do_it(province, assembly, items, photos):
    client, base = province.client("secretariat"), province.url("assembly/2563/")
    page = client.get(base + "academic/").content.decode()
    assert page.count('name="to" value="up"') == page.count('name="to" value="down"') == 2  # none at the ends
    client.post(f"{base}work/items/{items[2].pk}/move/", {"to": "up"})
    assert listed(assembly, "items") == ["หนึ่ง", "สาม", "สอง"]
    page = client.get(base + "work/photos/").content.decode()
    assert page.count('name="to" value="up"') == page.count('name="to" value="down"') == 2
    client.post(f"{base}work/photos/{photos[0].pk}/move/", {"to": "down"})
    assert listed(assembly, "photos") == ["สอง", "หนึ่ง", "สาม"]
    assert 'name="to"' not in province.client().get(base + "academic/").content.decode()


def test_a_file_taken_off_or_replaced_is_read_by_its_address_no_more(province, assembly, items):
    client, address = province.client("secretariat"), province.url(f"assembly/2563/work/items/{items[0].pk}/")
    told = {"title": "งานศึกษา", "text": "", "url": "", "source": ""}

    def where() -> str:
        file = queries.item(assembly.edition, items[0].pk).file
        return f"/{province.programme.slug}/files/{file.pk}/{file.name}"

    assert client.post(address, {**told, "file": sent("a.csv", b"a,b\n", "text/csv")}).status_code == 302
    first = where()
    assert province.client().get(first).status_code == 200
    assert client.post(address, {**told, "file": sent("b.csv", b"c,d\n", "text/csv")}).status_code == 302
    second = where()
    assert [province.client().get(one).status_code for one in (first, second)] == [403, 200]
    client.post(address + "remove/")
    assert province.client().get(second).status_code == 403
