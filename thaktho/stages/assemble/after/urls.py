"""Addresses of this chamber, included by the room's `urls.py`."""

from django.urls import URLPattern, URLResolver, path

from .views import desk, owner, papers, public

_ONE = "commitments/<uuid:commitment_id>/"

of_all: list[URLPattern | URLResolver] = [  # under /<province>/assembly/
    path("commitments/", public.commitments, name="assemble_commitments"),
    path("commitments.csv", public.commitments_csv, name="assemble_commitments_csv"),
    path("commitments.json", public.commitments_json, name="assemble_commitments_json"),
    path(_ONE, public.commitment, name="assemble_commitment"),
    path(f"{_ONE}report/", owner.report, name="assemble_commitment_report"),
    path(f"{_ONE}take-back/", owner.take_back, name="assemble_commitment_take_back"),
    path(f"{_ONE}rows/", owner.plan_rows, name="assemble_commitment_rows"),
    path(f"{_ONE}rows/<uuid:row>/", owner.plan_row, name="assemble_commitment_row"),
    path(f"{_ONE}need/", owner.need, name="assemble_commitment_need"),
    path(f"{_ONE}edit/", desk.edit, name="assemble_commitment_edit"),
    path(f"{_ONE}remove/", desk.remove, name="assemble_commitment_remove"),
    path(f"{_ONE}ask/", desk.ask, name="assemble_commitment_ask"),
]
of_an_edition: list[URLPattern | URLResolver] = [  # under /<province>/assembly/<edition>/after/
    path("", desk.after, name="assemble_after"),
    path("prepare/", desk.prepare, name="assemble_prepare"),
    path("new/", desk.new, name="assemble_commitment_new"),
    path("scorecard/", desk.score, name="assemble_scorecard"),
    path("scorecard.pdf", desk.score_paper, {"kind": "pdf"}, name="assemble_scorecard_pdf"),
    path("scorecard.xlsx", desk.score_paper, {"kind": "xlsx"}, name="assemble_scorecard_xlsx"),
    path("reminders/", desk.reminders, name="assemble_reminders"),
    path("carry/", desk.carry, name="assemble_carry"),
    path("proceedings/", papers.proceedings, name="assemble_proceedings"),
    path("proceedings/words/", papers.words, name="assemble_proceedings_words"),
    path("proceedings/make/", papers.make, name="assemble_proceedings_make"),
    path("proceedings/<uuid:proceedings_id>/", papers.version, name="assemble_proceedings_version"),
]
