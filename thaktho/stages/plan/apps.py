from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "thaktho.stages.plan"
    label = "plan"

    def ready(self) -> None:
        from . import tasks, threads

        threads.register_all()
        tasks.register_all()
