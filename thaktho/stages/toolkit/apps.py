from django.apps import AppConfig


class ToolkitConfig(AppConfig):
    name = "thaktho.stages.toolkit"
    label = "toolkit"

    def ready(self) -> None:
        from . import intake, threads

        threads.register_all()
        intake.register_all()
