from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "thaktho.ground.ledger"
    label = "ledger"
