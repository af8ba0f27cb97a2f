"""Where Django finds these pages."""

from django.apps import AppConfig


class Sweeps(AppConfig):
    """What is due and what is held."""

    name = "honour.console.sweeps"
    label = "console_sweeps"
