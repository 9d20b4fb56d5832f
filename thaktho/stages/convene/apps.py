from django.apps import AppConfig


class ConveneConfig(AppConfig):
    name = "thaktho.stages.convene"
    label = "convene"

    def ready(self) -> None:
        from . import threads
        from .bodies import rules as _rules  # noqa: F401 - found by nobody else: it lies in a folder of the room
        from .bodies import tasks
        from .bodies import threads as bodies

        threads.enlist()
        bodies.enlist()
        tasks.register_all()
