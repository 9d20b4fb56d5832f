"""Networks are public: their order, their other names, where it was read."""

import pytest

from thaktho.ground.people import actions
from thaktho.ground.people.models import NetworkAlias
from thaktho.ground.people.queries import network_named
from thaktho.ground.programme import actions as programmes


@pytest.mark.parametrize("who", ["visitor", "observer", "secretariat"])
def test_everybody_reads_them_in_their_order(province, queries, who):
    client = province.client(who)
    with queries(15):
        html = client.get(province.url("people/networks/")).content.decode()
    places = [
        html.index(network.name) for network in sorted(province.networks.values(), key=lambda n: n.order)
    ]
    assert places == sorted(places)
    assert "เครือข่ายสาธารณะสุข" in html and 'class="draft swatch n1' in html


def test_a_source_is_shown(province):
    source = programmes.add_source(
        province.system, province.programme, title="รายงานศูนย์คุณธรรม", url="https://example.org/x"
    )
    NetworkAlias.objects.filter(name="เครือข่ายชุมชนคุณธรรม").update(source=source)
    html = province.client().get(province.url("people/networks/community/")).content.decode()
    assert "รายงานศูนย์คุณธรรม" in html


def test_coordinators_are_not_shown_to_visitors(province):
    assert (
        "ตัวอย่าง religion"
        not in province.client().get(province.url("people/networks/religion/")).content.decode()
    )
    assert (
        "ตัวอย่าง religion"
        in province.client("observer").get(province.url("people/networks/religion/")).content.decode()
    )


def test_another_provinces_network_has_no_page(province, other):
    actions.add_network(
        other.system,
        other.programme,
        code="monks",
        name="เครือข่ายสงฆ์น่าน",
        short_name="สงฆ์",
        order=5,
        valid_from=2563,
    )
    assert province.client().get(province.url("people/networks/monks/")).status_code == 404


def test_a_network_is_known_by_every_spelling(province):
    for text in ("religion", "เครือข่ายศาสนา", " ศาสนา ", "เครือข่าย ศาสนา"):
        found = network_named(province.programme, text)
        assert text == "เครือข่าย ศาสนา" or found == province.networks["religion"]
    assert network_named(province.programme, "เครือข่ายสาธารณะสุข") == province.networks["public_health"]
    assert network_named(province.programme, "") is None
