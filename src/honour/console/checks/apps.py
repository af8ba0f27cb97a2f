"""Where Django finds this page."""

from django.apps import AppConfig


class Checks(AppConfig):
    """What is to be mended."""

    name = "honour.console.checks"
    label = "console_checks"
