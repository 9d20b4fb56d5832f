from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "thaktho.stages.plan"
    label = "plan"
