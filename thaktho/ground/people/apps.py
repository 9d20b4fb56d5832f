from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "thaktho.ground.people"
    label = "people"
