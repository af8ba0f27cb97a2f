"""Where Django finds these pages."""

from django.apps import AppConfig


class Register(AppConfig):
    """The register of processing."""

    name = "honour.console.register"
    label = "console_register"
