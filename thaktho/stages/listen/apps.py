from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "thaktho.stages.listen"
    label = "listen"

    def ready(self) -> None:
        from . import tasks, threads

        threads.enlist()
        tasks.enlist()
