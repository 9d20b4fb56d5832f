from django.apps import AppConfig


class ConveneConfig(AppConfig):
    name = "thaktho.stages.convene"
    label = "convene"
