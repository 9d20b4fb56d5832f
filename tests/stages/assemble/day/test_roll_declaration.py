from __future__ import annotations

import pytest

from thaktho.stages.assemble.day.papers.declaration import document, signer
from thaktho.stages.assemble.models import Clause, Text

from .roll import url

pytestmark = pytest.mark.django_db


def test_the_paper_holds_living_clauses_numbered_through(assembly):
    Clause.objects.filter(pk=assembly.clauses[0].pk).update(live=False)
    Text.objects.filter(pk=assembly.text.pk).update(
        signers=[{"name": "นายก", "position": "รองผู้ว่าราชการจังหวัด\nผู้ว่าราชการจังหวัด", "holding": "acting"}]
    )
    made = document(assembly.edition)
    assert [(number, body) for _name, clauses in made.periods for number, body, _asked in clauses] == [
        ("1", assembly.clauses[1].body),
        ("2", assembly.clauses[2].body),
    ]
    assert made.periods[0][1][0][2] == (("ทุกเครือข่าย", "ดำเนินการในพื้นที่ของตน"),)
    assert made.signers == (("นายก", "รองผู้ว่าราชการจังหวัด รักษาราชการแทน", "ผู้ว่าราชการจังหวัด"),)
    assert made.on is None and "ร่าง" in made.version_line


def test_who_signs_in_ones_own_office_has_one_line():
    assert signer({"name": "นายก", "position": "ผู้ว่า", "holding": "full"}) == ("นายก", "ผู้ว่า", "")
    assert signer({"name": "นายก", "position": "ปลัด", "holding": "ทำการแทนผู้ว่า"}) == (
        "นายก",
        "ปลัด",
        "ทำการแทนผู้ว่า",
    )


def test_a_draft_is_for_staff_and_the_proclaimed_for_everybody(assembly):
    visitor, office = assembly.province.client(), assembly.province.client("observer")
    assert visitor.get(url(assembly, "declaration.pdf")).status_code == 403
    assert office.get(url(assembly, "declaration.pdf")).content.startswith(b"%PDF")
    assert office.get(url(assembly, "declaration.docx")).content.startswith(b"PK")
    Text.objects.update(state="proclaimed", proclaimed_on=assembly.edition.held_on)
    assert visitor.get(url(assembly, "declaration.pdf")).status_code == 200
    assert document(assembly.edition).on == assembly.edition.held_on
    Clause.objects.all().delete()
    Text.objects.all().delete()
    assert office.get(url(assembly, "declaration.pdf")).status_code == 404
