from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="people_home"),
    path("networks/", views.networks, name="people_networks"),
    path("networks/<slug:code>/", views.network, name="people_network"),
    path("persons/<uuid:person_id>/", views.person, name="people_person"),
    path("persons/<uuid:person_id>/grant/", views.grant, name="people_grant"),
    path("persons/<uuid:person_id>/position/", views.position, name="people_position"),
    path("grants/<uuid:grant_id>/end/", views.end_grant, name="people_grant_end"),
    path("invitations/", views.invitations, name="people_invitations"),
    path("invitations/new/", views.invite, name="people_invite"),
    path("invitations/<uuid:invitation_id>/", views.invitation, name="people_invitation"),
    path("invitations/<uuid:invitation_id>/withdraw/", views.withdraw, name="people_invitation_withdraw"),
    path("join/<str:token>/", views.join, name="people_join"),
]
