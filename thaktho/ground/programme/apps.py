from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "thaktho.ground.programme"
    label = "programme"

    def ready(self) -> None:
        from . import threads  # noqa: F401  (registers)
