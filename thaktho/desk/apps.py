from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "thaktho.desk"
    label = "desk"
