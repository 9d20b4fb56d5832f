from django.urls import path

from . import views

urlpatterns = [
    path("", views.about, name="programme_about"),
    path("vision/", views.vision, name="programme_vision"),
    path("targets/new/", views.target_new, name="programme_target_new"),
    path("targets/<uuid:target_id>/", views.target, name="programme_target"),
]
