"""Addresses of this chamber, included by the room's `urls.py`."""

from django.urls import URLPattern, URLResolver, path

from .views import public, screening

of_all: list[URLPattern | URLResolver] = [  # under /<province>/assembly/
    path("propose/", public.propose, name="assemble_propose"),
]
of_an_edition: list[URLPattern | URLResolver] = [  # under /<province>/assembly/<edition>/issues/
    path("", public.listing, name="assemble_issues"),
    path("new/", public.new, name="assemble_issue_new"),
    path("choose/", public.choose, name="assemble_issue_choose"),
    path("receipt/", public.receipt, name="assemble_issue_receipt"),
    path("receipt/withdraw/", public.receipt_withdraw, name="assemble_receipt_withdraw"),
    path("screening/", screening.screening, name="assemble_screening"),
    path("call/", screening.call, name="assemble_call"),
    path("call/move/", screening.call_move, name="assemble_call_move"),
    path("criteria/", screening.criteria, name="assemble_criteria"),
    path("<uuid:issue_id>/", public.show, name="assemble_issue"),
    path("<uuid:issue_id>/edit/", public.edit, name="assemble_issue_edit"),
    path("<uuid:issue_id>/withdraw/", public.withdraw, name="assemble_issue_withdraw"),
    path("<uuid:issue_id>/score/", screening.score, name="assemble_issue_score"),
    path("<uuid:issue_id>/decide/", screening.decide, name="assemble_issue_decide"),
    path("<uuid:issue_id>/back/", screening.take_back, name="assemble_issue_back"),
    path("<uuid:issue_id>/shown/", screening.shown, name="assemble_issue_shown"),
]
