from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "thaktho.ground.files"
    label = "files"
