"""The command says that the ledger holds, or names the first place where it does not."""

from thaktho.cli import main
from thaktho.ground.ledger.models import Act


def test_it_holds(province, other, capsys):
    assert main(["verify-ledger"]) == 0
    assert capsys.readouterr().out == f"ledger holds: {Act.objects.count():,} lines\n"


def test_the_first_broken_line_is_named(province, capsys):
    Act.objects.filter(programme=province.programme, number=4).update(verb="x")
    assert main(["verify-ledger"]) == 1
    assert "chiang-rai is broken at line 4: a column was changed" in capsys.readouterr().err


def test_one_programme_only(province, other, capsys):
    Act.objects.filter(programme=other.programme, number=2).update(verb="x")
    assert main(["verify-ledger", "--programme", "chiang-rai"]) == 0
    assert main(["verify-ledger", "--programme", "nan"]) == 1
    assert main(["verify-ledger", "--programme", "atlantis"]) == 2


def test_an_empty_house_holds(db, capsys):
    assert main(["verify-ledger"]) == 0
    assert capsys.readouterr().out == "ledger holds: 0 lines\n"
