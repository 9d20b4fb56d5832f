from django.apps import AppConfig


class CapitalConfig(AppConfig):
    name = "thaktho.stages.capital"
    label = "capital"

    def ready(self) -> None:
        from . import intake, threads

        threads.register_all()
        intake.register_all()
