from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "thaktho.ground.programme"
    label = "programme"
