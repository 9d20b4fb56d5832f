"""Booths, honours, badges, certificates, the form of the day."""

from django.urls import URLPattern, URLResolver, path

from .views import badges, booths, certificates, declaration_paper, honours, satisfaction, verify

of_all: list[URLPattern | URLResolver] = [  # under /<province>/assembly/
    path("verify/", verify.ask, name="assemble_verify_code"),
    path("verify/<slug:certificate_code>/", verify.show, name="assemble_verify"),
]
of_an_edition: list[URLPattern | URLResolver] = [  # under /<province>/assembly/<edition>/day/
    path("booths/", booths.market, name="assemble_booths"),
    path("booths/floor/", booths.floor, name="assemble_booths_floor"),
    path("booths/desk/", booths.desk, name="assemble_booths_desk"),
    path("booths/new/", booths.new, name="assemble_booth_new"),
    path("booths/copy/", booths.copy, name="assemble_booths_copy"),
    path("booths/<uuid:booth_id>/edit/", booths.edit, name="assemble_booth_edit"),
    path("booths/<uuid:booth_id>/confirm/", booths.confirm, name="assemble_booth_confirm"),
    path("booths/<uuid:booth_id>/cancel/", booths.cancel, name="assemble_booth_cancel"),
    path("booths/<uuid:booth_id>/restore/", booths.restore, name="assemble_booth_restore"),
    path("honours/", honours.roll, name="assemble_honours"),
    path("honours/desk/", honours.desk, name="assemble_honours_desk"),
    path("honours/new/", honours.new, name="assemble_honour_new"),
    path("honours/bring/", honours.bring, name="assemble_honours_bring"),
    path("honours/stage/", honours.stage, name="assemble_honours_stage"),
    path("honours/<uuid:honour_id>/edit/", honours.edit, name="assemble_honour_edit"),
    path("honours/<uuid:honour_id>/place/", honours.place, name="assemble_honour_place"),
    path("honours/<uuid:honour_id>/remove/", honours.remove, name="assemble_honour_remove"),
    path("honours/<uuid:honour_id>/restore/", honours.restore, name="assemble_honour_restore"),
    path("honours/<uuid:honour_id>/present/", honours.present, name="assemble_honour_present"),
    path("honours/<uuid:honour_id>/back/", honours.take_back, name="assemble_honour_back"),
    path("satisfaction/", satisfaction.form, name="assemble_satisfaction"),
    path("satisfaction/thanks/", satisfaction.thanks, name="assemble_satisfied"),
    path("satisfaction/results/", satisfaction.results, name="assemble_satisfaction_results"),
    path("satisfaction/words/", satisfaction.words, name="assemble_satisfaction_words"),
    path("satisfaction/steps.csv", satisfaction.steps_csv, name="assemble_satisfaction_steps_csv"),
    path("satisfaction/words.csv", satisfaction.words_csv, name="assemble_satisfaction_words_csv"),
    path("satisfaction/<uuid:satisfaction_id>/hide/", satisfaction.hide, name="assemble_satisfaction_hide"),
    path("certificates/", certificates.register, name="assemble_certificates"),
    path("certificates/issue/", certificates.issue, name="assemble_certificates_issue"),
    path("certificates/print/", certificates.print_them, name="assemble_certificates_print"),
    path("certificates/<uuid:certificate_id>/", certificates.show, name="assemble_certificate"),
    path(
        "certificates/<uuid:certificate_id>/revoke/", certificates.revoke, name="assemble_certificate_revoke"
    ),
    path(
        "certificates/<uuid:certificate_id>/correct/",
        certificates.correct,
        name="assemble_certificate_correct",
    ),
    path("badges/", badges.badges, name="assemble_badges"),
    path("badges/print/", badges.print_them, name="assemble_badges_print"),
    path("declaration.pdf", declaration_paper.pdf, name="assemble_declaration_pdf"),
    path("declaration.docx", declaration_paper.docx, name="assemble_declaration_docx"),
]
