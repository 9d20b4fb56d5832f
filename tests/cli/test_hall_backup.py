"""Copies with keys lead from sheets to answers: what is thrown away is overwritten whole."""

from thaktho.cli import hall_backup


def test_a_copy_with_keys_is_overwritten_to_its_end(tmp_path, monkeypatch):
    copy = tmp_path / "thaktho-1-keys"
    copy.mkdir()
    (copy / "database").write_bytes(b"secret" * 1000)
    monkeypatch.setattr(hall_backup, "AT_ONCE", 1024)
    left = []
    monkeypatch.setattr(
        hall_backup.shutil, "rmtree", lambda path, **_: left.append((path / "database").read_bytes())
    )
    hall_backup._wipe(copy)
    assert len(left[0]) == 6000 and b"secret" not in left[0]


def test_a_copy_is_gone(tmp_path):
    copy = tmp_path / "thaktho-1-keys"
    copy.mkdir()
    (copy / "database").write_bytes(b"")
    hall_backup._wipe(copy)
    assert not copy.exists()
