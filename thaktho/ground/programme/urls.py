from django.urls import path

from . import views

urlpatterns = [
    path("", views.about, name="programme_about"),
    path("vision/", views.vision, name="programme_vision"),
    path("targets/new/", views.target_new, name="programme_target_new"),
    path("targets/<uuid:target_id>/", views.target, name="programme_target"),
    path("virtues/", views.virtues, name="programme_virtues"),
    path("virtues/new/", views.virtue_new, name="programme_virtue_new"),
    path("virtues/<uuid:virtue_id>/", views.virtue, name="programme_virtue"),
    path("virtues/<uuid:virtue_id>/drop/", views.virtue_drop, name="programme_virtue_drop"),
]
