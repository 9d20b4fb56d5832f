"""The proceedings print the words under whose name they stand, and nothing that is hidden from those who read them."""

from __future__ import annotations

import pytest

from tests.stages.assemble.after.conftest import PNG, agree
from thaktho.ground.files import actions as files
from thaktho.stages.assemble import models as room
from thaktho.stages.assemble.after import actions
from thaktho.stages.assemble.after.papers.proceedings import document
from thaktho.stages.assemble.after.papers.work import pictures, print_all
from thaktho.stages.assemble.after.snapshot import freeze
from thaktho.stages.assemble.editions import actions as editions
from thaktho.stages.assemble.text import actions as text

LATER = "ถ้อยคำที่แก้ทีหลังโดยไม่มีใครเห็นพ้อง"


def bodies(frozen) -> list[str]:
    return [clause["body"] for period in frozen["declaration"]["periods"] for clause in period["clauses"]]


def test_a_clause_changed_after_it_was_agreed_is_printed_as_agreed(followed):
    agreed = [clause.body for clause in followed.clauses]
    room.Text.objects.update(state="drafting", title="ชื่อที่แก้ทีหลัง")
    room.Clause.objects.filter(pk=followed.clauses[0].pk).update(body=LATER)
    room.ClauseAction.objects.filter(clause=followed.clauses[1]).update(action=LATER)
    room.Clause.objects.filter(pk=followed.clauses[2].pk).update(live=False)
    frozen = freeze(followed.edition, {})
    assert bodies(frozen) == agreed and LATER not in str(frozen["declaration"])
    assert frozen["declaration"]["title"] == "ประกาศเจตนารมณ์ตัวอย่าง"
    assert frozen["declaration"]["version"]["hash"] == followed.version.frozen_hash
    assert any("แก้ต่อจาก" in one for one in frozen["missing"])


def test_a_draft_made_after_the_agreed_version_does_not_take_its_place(followed):
    room.Text.objects.update(state="drafting")
    room.Clause.objects.filter(pk=followed.clauses[0].pk).update(body=LATER)
    followed.text.refresh_from_db()
    followed.at("assembly")
    text.make_version(followed.actor("secretariat"), followed.text)
    frozen = freeze(followed.edition, {})
    assert LATER not in bodies(frozen) and frozen["declaration"]["version"]["number"] == 1


def test_without_any_version_the_draft_is_printed_and_said_to_be_one(followed):
    room.TextVersion.objects.all().delete()
    room.Text.objects.update(state="drafting")
    frozen = freeze(followed.edition, {})
    assert bodies(frozen) == [clause.body for clause in followed.clauses]
    assert frozen["declaration"]["version"] is None
    assert any("ยังไม่ได้ทำร่างเป็นฉบับ" in one for one in frozen["missing"])


def test_an_agreed_text_lacks_nothing_of_its_words(followed):
    missing = freeze(followed.edition, {})["missing"]
    assert not any("พิมพ์ถ้อยคำของ" in one for one in missing)


def test_numbers_of_promises_are_those_of_the_printed_words(followed, promise):
    row = promise(clause=2)
    room.Text.objects.update(state="drafting")
    room.Clause.objects.filter(pk=followed.clauses[0].pk).update(live=False)
    frozen = freeze(followed.edition, {})
    assert [one["clause"] for one in frozen["commitments"] if one["id"] == str(row.pk)] == [3]


def test_an_issue_that_is_hidden_stands_in_the_office_s_paper_alone(followed):
    same = {"programme": followed.edition.programme, "edition": followed.edition}
    call = room.IssueCall.objects.create(**same)
    for number, (title, shown) in enumerate([("น้ำสะอาด", True), ("คำหยาบที่ซ่อนไว้", False)], 1):
        room.Issue.objects.create(
            **same, call=call, number=number, title=title, shown=shown, state="accepted"
        )
    made = actions.make(followed.actor("secretariat"), followed.edition)
    assert "คำหยาบที่ซ่อนไว้" not in str(document(made, {}, public=True))
    assert "น้ำสะอาด" in str(document(made, {}, public=True))
    assert "คำหยาบที่ซ่อนไว้" in str(document(made, {}, public=False))


@pytest.fixture
def pictured(followed):
    """Proceedings printed with one picture of which those on it agreed."""
    edition, by = followed.edition, followed.actor("secretariat")
    file = files.store(
        by, edition.programme, name="p.png", data=PNG, media_type="image/png", purpose="paper",
        read_verb="assemble.work",
    )  # fmt: skip
    photo = editions.add_photo(by, edition, caption="ภาพพิธีเปิด", file=lambda: file, consent="ยินยอมด้วยวาจา")
    editions.show_photo(by, photo, True)
    made = actions.make(by, edition)
    print_all(made, lambda *_: None)
    return followed, made, photo


TAKEN = {
    "consent": lambda by, photo: editions.change_photo(by, photo, consent=""),
    "shown": lambda by, photo: editions.show_photo(by, photo, False),
    "removed": editions.remove_photo,
}


@pytest.mark.parametrize("how", TAKEN)
def test_a_picture_that_was_taken_off_is_never_printed_again(pictured, how):
    made_of, made, photo = pictured
    assert list(pictures(made)) == [str(photo.pk)]
    printed = {file.pk: file.name for file in made.files.all() if not file.name.endswith("xlsx")}
    TAKEN[how](made_of.actor("secretariat"), photo)
    assert pictures(made) == {}
    assert document(made, pictures(made), public=False).photos == ()
    assert not made.files.filter(pk__in=printed).exists()
    reader = made_of.province.client()
    for pk, name in printed.items():
        assert reader.get(made_of.province.url(f"files/{pk}/{name}")).status_code in (302, 403, 404)
    made = type(made).objects.get(pk=made.pk)
    print_all(made, lambda *_: None)
    assert {file.name for file in made.files.all()} >= set(printed.values())
    assert not made.files.filter(pk__in=printed).exists()


def test_a_picture_taken_off_while_pages_are_laid_out_leaves_no_paper_with_it(pictured):
    made_of, made, photo = pictured
    made.files.clear()

    def progress(done: int, total: int, words: str) -> None:
        if done == 1:
            editions.show_photo(made_of.actor("secretariat"), photo, False)

    from thaktho.ground.jobs.actions import TellUser

    with pytest.raises(TellUser):
        print_all(type(made).objects.get(pk=made.pk), progress)
    assert not made.files.exists()


def test_agreeing_again_prints_the_new_words(followed):
    room.Clause.objects.filter(pk=followed.clauses[0].pk).update(body=LATER)
    agree(followed)
    assert LATER in bodies(freeze(followed.edition, {}))
