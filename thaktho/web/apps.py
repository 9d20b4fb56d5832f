from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "thaktho.web"
    label = "web"
