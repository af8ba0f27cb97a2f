"""Where Django finds these pages."""

from django.apps import AppConfig


class Habilitations(AppConfig):
    """The roles of the staff."""

    name = "honour.console.habilitations"
    label = "console_habilitations"
