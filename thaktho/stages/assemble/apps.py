from importlib import import_module

from django.apps import AppConfig

CHAMBERS = ("editions", "issues", "text", "consensus", "day", "after")


class AssembleConfig(AppConfig):
    name = "thaktho.stages.assemble"
    label = "assemble"

    def ready(self) -> None:
        """Every chamber's rules, the names of its things on the thread, and its long work."""
        for chamber in CHAMBERS:
            import_module(f"{self.name}.{chamber}.rules")
            import_module(f"{self.name}.{chamber}.threads").enlist()
            import_module(f"{self.name}.{chamber}.tasks").register_all()
