from django.apps import AppConfig

DAY = 86_400


class JobsConfig(AppConfig):
    name = "thaktho.ground.jobs"
    label = "jobs"

    def ready(self) -> None:
        from . import actions, registry

        registry.every("jobs.prune", DAY, actions.prune)
