from django.apps import AppConfig


class ConveneConfig(AppConfig):
    name = "thaktho.stages.convene"
    label = "convene"

    def ready(self) -> None:
        from . import threads

        threads.enlist()
