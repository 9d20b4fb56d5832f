from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "thaktho.ground.places"
    label = "places"
