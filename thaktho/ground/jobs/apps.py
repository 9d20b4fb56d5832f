from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "thaktho.ground.jobs"
    label = "jobs"
