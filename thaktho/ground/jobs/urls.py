from django.urls import path

from . import views

urlpatterns = [
    path("", views.listed, name="job_list"),
    path("<uuid:job_id>/", views.page, name="job_page"),
    path("<uuid:job_id>/progress/", views.progress, name="job_progress"),
    path("<uuid:job_id>/cancel/", views.cancel, name="job_cancel"),
    path("<uuid:job_id>/retry/", views.retry, name="job_retry"),
]
