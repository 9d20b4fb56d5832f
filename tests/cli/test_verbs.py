"""Every verb can be asked for help; a verb that is not built is not offered."""

import pytest

from thaktho.cli import VERBS, main, parser
from thaktho.ground.places.models import Place


def test_the_verbs_of_the_ground_stand():
    offered = parser([]).format_help()
    assert {"load-places", "verify-ledger", "worker", "manage", "sweep-files"} <= set(VERBS)
    for verb in ("load-places", "verify-ledger", "worker", "manage", "sweep-files"):
        assert verb in offered


@pytest.mark.parametrize("verb", ["load-places", "verify-ledger", "worker", "sweep-files"])
def test_help(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0


def test_manage_hands_everything_to_django(db, capsys):
    assert main(["manage", "showmigrations", "--list", "places"]) == 0
    assert "places" in capsys.readouterr().out


def test_load_places(db, capsys):
    assert main(["load-places"]) == 0
    assert Place.objects.filter(level="amphoe").count() == 928
