from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "thaktho.ground.intake"
    label = "intake"

    def ready(self) -> None:
        from . import tasks

        tasks.register_all()
