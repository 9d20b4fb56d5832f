from django.urls import include, path

from .views import agenda, desk, meetings, minutes

urlpatterns = [
    path("", meetings.index, name="convene_meetings"),
    path("bodies/", include("thaktho.stages.convene.bodies.urls")),
    path("new/", meetings.plan, name="convene_plan"),
    path("<uuid:id>/", meetings.show, name="convene_meeting"),
    path("<uuid:id>/edit/", meetings.edit, name="convene_edit"),
    path("<uuid:id>/move/", meetings.move, name="convene_move"),
    path("<uuid:id>/count/", meetings.count, name="convene_count"),
    path("<uuid:id>/networks/", meetings.networks, name="convene_networks"),
    path("<uuid:id>/meeting.ics", meetings.ics, name="convene_ics"),
    path("<uuid:id>/agenda/", agenda.agenda, name="convene_agenda"),
    path("<uuid:id>/agenda/<uuid:item_id>/", agenda.agenda_item, name="convene_agenda_item"),
    path("<uuid:id>/decisions/", agenda.decide, name="convene_decide"),
    path("<uuid:id>/decisions/<uuid:decision_id>/", agenda.decision, name="convene_decision"),
    path("<uuid:id>/papers/", agenda.attach, name="convene_attach"),
    path("<uuid:id>/papers/<uuid:paper_id>/remove/", agenda.detach, name="convene_detach"),
    path("<uuid:id>/desk/", desk.desk, name="convene_desk"),
    path("<uuid:id>/desk/add/", desk.add, name="convene_seats"),
    path("<uuid:id>/desk/walk-in/", desk.walk_in, name="convene_walk_in"),
    path("<uuid:id>/desk/<uuid:seat_id>/", desk.tap, name="convene_tap"),
    path("<uuid:id>/desk/<uuid:seat_id>/undo/", desk.undo_tap, name="convene_undo_tap"),
    path("<uuid:id>/sign-in.pdf", desk.sign_in, name="convene_sign_in"),
    path("<uuid:id>/minutes/", minutes.read, name="convene_minutes"),
    path("<uuid:id>/minutes/edit/", minutes.edit, name="convene_minutes_edit"),
    path("<uuid:id>/minutes/text/", minutes.save, name="convene_minutes_text"),
    path("<uuid:id>/minutes/approve/", minutes.approve, name="convene_minutes_approve"),
    path("<uuid:id>/minutes/correct/", minutes.correct, name="convene_minutes_correct"),
    path("<uuid:id>/minutes.pdf", minutes.as_pdf, name="convene_minutes_pdf"),
    path("<uuid:id>/minutes.docx", minutes.as_docx, name="convene_minutes_docx"),
]
