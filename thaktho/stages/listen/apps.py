from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "thaktho.stages.listen"
    label = "listen"
