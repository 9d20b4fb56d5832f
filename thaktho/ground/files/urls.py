from django.urls import path

from . import views

urlpatterns = [path("<uuid:file_id>/<path:name>", views.download, name="file_download")]
