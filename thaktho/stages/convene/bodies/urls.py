from django.urls import path

from . import views

urlpatterns = [
    path("", views.chart, name="bodies_chart"),
    path("paper/", views.paper, name="bodies_paper"),
    path("new/", views.new, name="bodies_new"),
    path("ended/", views.ended, name="bodies_ended"),
    path("ways/new/", views.way_new, name="bodies_way_new"),
    path("ways/<uuid:way_id>/", views.way, name="bodies_way"),
    path("ways/<uuid:way_id>/remove/", views.way_remove, name="bodies_way_remove"),
    path("<uuid:body_id>/", views.show, name="bodies_body"),
    path("<uuid:body_id>/edit/", views.edit, name="bodies_edit"),
    path("<uuid:body_id>/end/", views.end, name="bodies_end"),
    path("<uuid:body_id>/restore/", views.restore, name="bodies_restore"),
    path("<uuid:body_id>/members/", views.member_add, name="bodies_member_add"),
    path("<uuid:body_id>/members/<uuid:member_id>/remove/", views.member_remove, name="bodies_member_remove"),
]
