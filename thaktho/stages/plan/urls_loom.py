"""Addresses of the loom's further pages; `urls` takes them in before the networks' own."""

from django.urls import path

from .views import collaborations, loom, portfolio, words

urlpatterns = [
    path("loom/", loom.front, name="plan_loom"),
    path("collaborations/", collaborations.collaborations, name="plan_collaborations"),
    path("collaborations/find/", collaborations.find, name="plan_collaborate"),
    path("collaborations/<uuid:collaboration_id>/", collaborations.collaboration, name="plan_collaboration"),
    path(
        "collaborations/<uuid:collaboration_id>/decide/",
        collaborations.decide,
        name="plan_collaboration_decide",
    ),
    path(
        "collaborations/<uuid:collaboration_id>/answer/",
        collaborations.answer,
        name="plan_collaboration_answer",
    ),
    path(
        "collaborations/<uuid:collaboration_id>/record/",
        collaborations.record,
        name="plan_collaboration_record",
    ),
    path("rows/<uuid:row>/lacks/", collaborations.lacks, name="plan_row_lacks"),
    path("rows/<uuid:row>/lacks/<uuid:lack_id>/", collaborations.retire, name="plan_row_lack_retire"),
    path("portfolio/", portfolio.portfolios, name="plan_portfolios"),
    path("portfolio/new/", portfolio.new, name="plan_portfolio_new"),
    path("portfolio/compare/", portfolio.compare, name="plan_portfolio_compare"),
    path("portfolio/<uuid:portfolio_id>/", portfolio.portfolio, name="plan_portfolio"),
    path("portfolio/<uuid:portfolio_id>/adopt/", portfolio.adopt, name="plan_portfolio_adopt"),
    path("portfolio/<uuid:portfolio_id>/release/", portfolio.release, name="plan_portfolio_release"),
    path("portfolio/<uuid:portfolio_id>/board.xlsx", portfolio.xlsx, name="plan_portfolio_xlsx"),
    path("words/", words.words, name="plan_words"),
    path("words/<uuid:word_id>/retire/", words.retire, name="plan_word_retire"),
]
