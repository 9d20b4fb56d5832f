"""Addresses of the room: /<province>/listen/…

What lies under `<code>/ballot/…` and `<code>/enter/…`, and the receipts, is walked by people without a name:
`middleware.SecretBallot` takes the login off these requests before anything can read it.
"""

from django.urls import path

from .views import auditing, desk, fates, live, maps, papers, public, seeds, stating, told, voting, work

urlpatterns = [
    path("", public.topics, name="listen_topics"),
    path("policy/", public.policy, name="listen_policy"),
    path("receipt/", stating.receipt, name="listen_receipt"),
    path("new/", work.add, name="listen_add"),
    path("<slug:code>/", public.topic, name="listen_topic"),
    path("<slug:code>/print/", public.printed, name="listen_print"),
    path("<slug:code>/tallies.csv", public.tallies_csv, name="listen_csv"),
    path("<slug:code>/enter/<slug:token>/", voting.enter, name="listen_enter"),
    path("<slug:code>/ballot/", voting.vote, name="listen_vote"),
    path("<slug:code>/ballot/done/", voting.done, name="listen_done"),
    path("<slug:code>/ballot/propose/", stating.propose, name="listen_propose"),
    path("<slug:code>/manage/", work.manage, name="listen_manage"),
    path("<slug:code>/edit/", work.edit, name="listen_edit"),
    path("<slug:code>/open/", work.open_topic, name="listen_open"),
    path("<slug:code>/close/", work.close_topic, name="listen_close"),
    path("<slug:code>/doors/", work.doors, name="listen_doors"),
    path("<slug:code>/audit/", work.audit, name="listen_audit"),
    path("<slug:code>/moderate/", desk.moderate, name="listen_moderate"),
    path("<slug:code>/moderate/<uuid:id>/show/", desk.show, name="listen_show"),
    path("<slug:code>/moderate/<uuid:id>/hide/", desk.hide, name="listen_hide"),
    path("<slug:code>/seed/", seeds.seed, name="listen_seed"),
    path("<slug:code>/type/", desk.type_statement, name="listen_type"),
    path("<slug:code>/assist/<uuid:door>/", desk.assist, name="listen_assist"),
    path("<slug:code>/fates/", fates.fates, name="listen_fates"),
    path("<slug:code>/fates/<uuid:block>/undo/", fates.undo, name="listen_fates_undo"),
    path("<slug:code>/s/<int:number>/", told.statement, name="listen_statement"),
    path("<slug:code>/papers/", papers.papers, name="listen_papers"),
    path("<slug:code>/papers/ask/", papers.ask, name="listen_paper_ask"),
    path("<slug:code>/answers/<slug:network>/", papers.answers, name="listen_answers"),
    path("<slug:code>/answers/<slug:network>/sheet.pdf", papers.answers_pdf, name="listen_answers_pdf"),
    path("<slug:code>/live/", live.live, name="listen_live"),
    path("<slug:code>/live.json", live.polled, name="listen_polled"),
    path("<slug:code>/open-data/", maps.open_data, name="listen_open_data"),
    path("<slug:code>/open-data/<str:name>", maps.open_file, name="listen_open_file"),
    path("<slug:code>/audit/recompute/", auditing.recompute, name="listen_recompute"),
    path("<slug:code>/audit/<str:file>", auditing.take, name="listen_take"),
]
