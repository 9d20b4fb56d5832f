from importlib import import_module

from django.apps import AppConfig


class ConveneConfig(AppConfig):
    name = "thaktho.stages.convene"
    label = "convene"

    def ready(self) -> None:
        from . import threads
        from .bodies import tasks
        from .bodies import threads as bodies
        from .followups import threads as followups
        from .letters import tasks as letter_tasks
        from .letters import threads as letters

        # Rules of folders are found by nobody else.
        for folder in ("bodies", "costs", "followups", "letters"):
            import_module(f"{self.name}.{folder}.rules")
        for matter in (threads, bodies, followups, letters):
            matter.enlist()
        tasks.register_all()
        letter_tasks.register_all()
