from django.urls import path

from . import views

urlpatterns = [
    path("", views.sheet, name="costs_sheet"),
    path("costs.pdf", views.as_pdf, name="costs_pdf"),
    path("costs.xlsx", views.as_xlsx, name="costs_xlsx"),
    path("<uuid:line_id>/remove/", views.remove, name="costs_remove"),
]
