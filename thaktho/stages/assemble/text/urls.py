"""Addresses of this chamber, included by the room's `urls.py`."""

from django.urls import URLPattern, URLResolver, path

from .views import amending, composing, drafting, ending, hearing, reading, settling, speaking

of_all: list[URLPattern | URLResolver] = []  # under /<province>/assembly/
of_an_edition: list[URLPattern | URLResolver] = [  # under /<province>/assembly/<edition>/text/
    path("", reading.text, name="assemble_text"),
    path("print/", reading.printed, name="assemble_text_print"),
    path("begin/", drafting.begin, name="assemble_text_begin"),
    path("edit/", drafting.edit, name="assemble_text_edit"),
    path("agree/", ending.agree, name="assemble_text_agree"),
    path("reopen/", ending.reopen, name="assemble_text_reopen"),
    path("proclaim/", ending.proclaim, name="assemble_text_proclaim"),
    path("unproclaim/", ending.unproclaim, name="assemble_text_unproclaim"),
    path("periods/", drafting.periods, name="assemble_periods"),
    path("periods/<uuid:period_id>/", drafting.period, name="assemble_period"),
    path("periods/<uuid:period_id>/move/", drafting.period_move, name="assemble_period_move"),
    path("periods/<uuid:period_id>/remove/", drafting.period_remove, name="assemble_period_remove"),
    path("clauses/new/", drafting.clause_new, name="assemble_clause_new"),
    path("clauses/<uuid:clause_id>/", reading.clause, name="assemble_clause"),
    path("clauses/<uuid:clause_id>/edit/", drafting.clause_edit, name="assemble_clause_edit"),
    path("clauses/<uuid:clause_id>/move/", drafting.clause_move, name="assemble_clause_move"),
    path("clauses/<uuid:clause_id>/remove/", drafting.clause_remove, name="assemble_clause_remove"),
    path("clauses/<uuid:clause_id>/restore/", drafting.clause_restore, name="assemble_clause_restore"),
    path("clauses/<uuid:clause_id>/back/", composing.back, name="assemble_clause_back"),
    path("clauses/<uuid:clause_id>/compose/", composing.compose, name="assemble_compose"),
    path("clauses/<uuid:clause_id>/comment/", speaking.comment, name="assemble_comment"),
    path("versions/", reading.versions, name="assemble_versions"),
    path("versions/compare/", reading.compare, name="assemble_compare"),
    path("versions/<uuid:version_id>/", reading.version, name="assemble_version"),
    path("versions/<uuid:version_id>/frozen.json", reading.frozen, name="assemble_version_frozen"),
    path("hearings/", hearing.hearings, name="assemble_hearings"),
    path("hearings/new/", hearing.new, name="assemble_hearing_new"),
    path("hearings/<uuid:hearing_id>/", hearing.show, name="assemble_hearing"),
    path("hearings/<uuid:hearing_id>/edit/", hearing.edit, name="assemble_hearing_edit"),
    path("hearings/<uuid:hearing_id>/open/", hearing.turn, name="assemble_hearing_turn"),
    path("comments/", speaking.comments, name="assemble_comments"),
    path("comments/<uuid:comment_id>/", speaking.answer, name="assemble_comment_answer"),
    path("receipt/", speaking.receipt, name="assemble_text_receipt"),
    path("amendments/", amending.amendments, name="assemble_amendments"),
    path("amendments/new/", amending.new, name="assemble_amendment_new"),
    path("amendments/<uuid:amendment_id>/", amending.show, name="assemble_amendment"),
    path("amendments/<uuid:amendment_id>/advise/", settling.advise, name="assemble_amendment_advise"),
    path("amendments/<uuid:amendment_id>/decide/", settling.decide, name="assemble_amendment_decide"),
    path("amendments/<uuid:amendment_id>/hide/", settling.hide, name="assemble_amendment_hide"),
    path("amendments/<uuid:amendment_id>/do/", settling.do, name="assemble_amendment_do"),
]
