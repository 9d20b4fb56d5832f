"""A province begins from a file: all of it or nothing, and its secretariat is invited."""

import pytest

from thaktho.cli import main
from thaktho.ground.ledger.queries import verify
from thaktho.ground.people.models import Network
from thaktho.ground.places.models import Place
from thaktho.ground.programme.models import Programme

NAN = """
programme: {slug: nan, province: "55", name_th: น่านจังหวัดคุณธรรม, office_th: สำนักงานวัฒนธรรมจังหวัดน่าน, first_year: 2570, last_year: 2572}
networks:
  - {code: religion, name: เครือข่ายศาสนา}
  - {code: youth, name: เครือข่ายเยาวชน, short: เยาวชน, aliases: [เครือข่ายเด็กและเยาวชน]}
"""


@pytest.fixture
def nan(db):
    return Place.objects.create(code="55", level="province", name_th="น่าน", sort_key="55", search_text="น่าน")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "nan.yaml"
    path.write_text(NAN, encoding="utf-8")
    return path


def test_a_province_begins_and_its_secretariat_joins(nan, file, capsys, client):
    assert main(["found", str(file)]) == 0
    programme = Programme.objects.get(slug="nan")
    assert [network.short_name for network in Network.objects.filter(programme=programme)] == [
        "ศาสนา",
        "เยาวชน",
    ]
    assert verify(programme.pk).broken is None
    address = capsys.readouterr().out.rsplit(" ", 1)[1].strip()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "text", ["programme: {slug: nan}", "networks: []", ": : :", NAN.replace("slug: nan", "slug: static")]
)
def test_a_file_that_does_not_do_begins_nothing(nan, file, text, capsys):
    file.write_text(text, encoding="utf-8")
    assert main(["found", str(file)]) == 2
    assert capsys.readouterr().err
    assert not Programme.objects.exists()


def test_twice_is_refused(nan, file, capsys):
    main(["found", str(file)])
    assert main(["found", str(file)]) == 2
    assert Programme.objects.count() == 1
