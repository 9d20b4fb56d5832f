from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="places_home"),
    path("find/", views.find, name="places_find"),
    path("<str:code>/", views.place, name="places_place"),
    path("<str:code>/villages/add/", views.village_add, name="places_village_add"),
    path("<str:code>/aliases/add/", views.alias_add, name="places_alias_add"),
]
