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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "ยังไม่ได้ระบุ คำสั่ง"), (["nothing"], "ไม่มี “nothing” เลือกได้จาก"), (["weave"], "ยังไม่ได้ระบุ FILES, --out"),
        (["weave", "a.csv", "--out"], "--out: ต้องมีค่าตามหลังหนึ่งค่า"), (["sweep-files", "--dry-run=1"], "--dry-run: ไม่รับค่า “1”"),
        (["weave", "a", "--out", "b", "--fiscal-year", "x"], "--fiscal-year: “x” ไม่ใช่จำนวนเต็ม"), (["load-places", "--odd"], "ไม่รู้จัก --odd"),
    ],
)  # fmt: skip
def test_a_wrong_command_is_told_in_thai(words, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    told = capsys.readouterr().err
    assert ended.value.code == 2 and said in told and "วิธีใช้: thaktho" in told
    assert not [word for word in ("usage", "error", "argument", "choose", "required") if word in told]


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "manage"])
def test_the_help_is_thai(verb, capsys):
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    told = capsys.readouterr().out
    assert "วิธีใช้:" in told and "แสดงวิธีใช้" in told
    assert not [word for word in ("usage:", "options:", "positional", "show this") if word in told]


def test_the_system_says_why_in_thai(tmp_path, capsys):
    assert main(["dates", str(tmp_path), "--out", str(tmp_path / "x.csv")]) == 2
    assert main(["dates", str(tmp_path / "no.csv"), "--out", str(tmp_path / "x.csv")]) == 2
    assert main(["found", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "เป็นโฟลเดอร์ ไม่ใช่ไฟล์" in told and "ไม่พบไฟล์หรือโฟลเดอร์" in told
    assert "directory" not in told
