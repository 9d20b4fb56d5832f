"""Addresses of the room: /<province>/listen/…

What lies under `<code>/ballot/…` and `<code>/enter/…`, and the receipts, is walked by people without a name:
`middleware.SecretBallot` takes the login off these requests before anything can read it.
"""

from django.urls import path

from .views import (
    balance,
    desk,
    languages,
    log,
    public,
    seeds,
    similar,
    stating,
    themes,
    tongue,
    voice,
    voting,
    work,
)

urlpatterns = [
    path("", public.topics, name="listen_topics"),
    path("policy/", public.policy, name="listen_policy"),
    path("policy/log/", log.log, name="listen_log"),
    path("policy/log.csv", log.log_csv, name="listen_log_csv"),
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
    path("<slug:code>/similar/", similar.similar, name="listen_similar"),
    path("<slug:code>/similar/undo/<uuid:block>/", similar.undo, name="listen_similar_undo"),
    path("<slug:code>/themes/", themes.themes, name="listen_themes"),
    path("<slug:code>/voices/", balance.balance, name="listen_balance"),
    path("<slug:code>/ballot/voice/", voice.tell, name="listen_voice"),
    path("<slug:code>/ballot/clips/<slug:mark>.mp3", tongue.clip, name="listen_clip"),
    path("<slug:code>/languages/", languages.all_languages, name="listen_languages"),
    path("<slug:code>/languages/<uuid:id>/", languages.one_statement, name="listen_rendering"),
    path(
        "<slug:code>/languages/<uuid:id>/<slug:language>/remove/",
        languages.remove,
        name="listen_rendering_remove",
    ),
]
