from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="followups_index"),
    path("list.pdf", views.paper, name="followups_paper"),
    path("of/<uuid:id>/new/", views.new, name="followups_new"),
    path("of/<uuid:id>/carry/", views.carry, name="followups_carry"),
    path("<uuid:followup_id>/", views.show, name="followups_followup"),
    path("<uuid:followup_id>/edit/", views.edit, name="followups_edit"),
    path("<uuid:followup_id>/report/", views.report, name="followups_report"),
    path("<uuid:followup_id>/drop/", views.drop, name="followups_drop"),
    path("<uuid:followup_id>/reopen/", views.reopen, name="followups_reopen"),
]
