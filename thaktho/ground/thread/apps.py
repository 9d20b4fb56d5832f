from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "thaktho.ground.thread"
    label = "thread"
