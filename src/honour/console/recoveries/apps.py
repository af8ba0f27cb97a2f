"""Where Django finds these pages."""

from django.apps import AppConfig


class Recoveries(AppConfig):
    """Cases of assisted recovery."""

    name = "honour.console.recoveries"
    label = "console_recoveries"
