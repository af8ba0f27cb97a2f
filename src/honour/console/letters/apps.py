"""Where Django finds these pages."""

from django.apps import AppConfig


class Letters(AppConfig):
    """The letters that wait for an administrator."""

    name = "honour.console.letters"
    label = "console_letters"
