"""Addresses of this chamber, included by the room's `urls.py`."""

from django.urls import URLPattern, URLResolver, path

from .views import delegates, entering, home, resolutions, rounds, speaking

of_all: list[URLPattern | URLResolver] = []  # under /<province>/assembly/
of_an_edition: list[URLPattern | URLResolver] = [  # under /<province>/assembly/<edition>/consensus/
    path("", home.consensus, name="assemble_consensus"),
    path("rules/", home.rules, name="assemble_rulebook"),
    path("reasons/", home.reasons, name="assemble_reasons"),
    path("delegates/", delegates.index, name="assemble_delegates"),
    path("delegates/print/", delegates.printed, name="assemble_delegates_print"),
    path("delegates/cards/", delegates.cards, name="assemble_delegate_cards"),
    path("delegates/new/", delegates.new, name="assemble_delegate_new"),
    path("delegates/appoint/", delegates.appoint, name="assemble_delegates_appoint"),
    path("delegates/<uuid:delegate_id>/", delegates.show, name="assemble_delegate"),
    path("delegates/<uuid:delegate_id>/replace/", delegates.replace, name="assemble_delegate_replace"),
    path("delegates/<uuid:delegate_id>/end/", delegates.end, name="assemble_delegate_end"),
    path("delegates/<uuid:delegate_id>/renew/", delegates.renew, name="assemble_delegate_renew"),
    path("enter/<str:token>/", entering.enter, name="assemble_enter"),
    path("leave/", entering.leave, name="assemble_leave"),
    path("speak/", speaking.mine, name="assemble_speak"),
    path("speak/<slug:network>/", speaking.network, name="assemble_speak_network"),
    path("speak/<slug:network>/<uuid:round_clause_id>/", speaking.clause, name="assemble_speak_clause"),
    path("inner/<uuid:round_clause_id>/", speaking.inner, name="assemble_inner"),
    path("rounds/new/", rounds.new, name="assemble_round_new"),
    path("rounds/<uuid:round_id>/", rounds.show, name="assemble_round"),
    path("rounds/<uuid:round_id>/tiles/", rounds.tiles, name="assemble_round_tiles"),
    path("rounds/<uuid:round_id>/open/", rounds.open_, name="assemble_round_open"),
    path("rounds/<uuid:round_id>/close/", rounds.close, name="assemble_round_close"),
    path("rounds/<uuid:round_id>/publish/", rounds.publish, name="assemble_round_publish"),
    path("rounds/<uuid:round_id>/drop/", rounds.drop, name="assemble_round_drop"),
    path("dissent/<slug:network>/<uuid:round_clause_id>/", rounds.dissent, name="assemble_dissent"),
    path("resolutions/", resolutions.index, name="assemble_resolutions"),
    path("resolutions/new/", resolutions.new, name="assemble_resolution_new"),
    path("resolutions/<uuid:resolution_id>/", resolutions.show, name="assemble_resolution"),
    path("resolutions/<uuid:resolution_id>/live/", resolutions.count, name="assemble_resolution_live"),
    path("resolutions/<uuid:resolution_id>/edit/", resolutions.edit, name="assemble_resolution_edit"),
    path("resolutions/<uuid:resolution_id>/vote/", resolutions.vote, name="assemble_resolution_vote"),
    path("resolutions/<uuid:resolution_id>/close/", resolutions.close, name="assemble_resolution_close"),
    path("resolutions/<uuid:resolution_id>/step/<slug:step>/", resolutions.step, name="assemble_resolution_step"),
    path("resolutions/<uuid:resolution_id>/stop/", resolutions.stop, name="assemble_resolution_stop"),
    path("resolutions/<uuid:resolution_id>/cancel/", resolutions.cancel, name="assemble_resolution_cancel"),
]  # fmt: skip
