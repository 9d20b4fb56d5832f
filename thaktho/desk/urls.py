from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("data.csv", views.home_csv, name="home_csv"),
    path("sources/", views.sources, name="sources"),
    path("desk/", views.desk, name="desk"),
    path("search/", views.search, name="search"),
    path("thread/<str:kind>/<uuid:id>/", views.thread, name="thread"),
]
