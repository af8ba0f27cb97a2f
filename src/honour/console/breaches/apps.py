"""Where Django finds these pages."""

from django.apps import AppConfig


class Breaches(AppConfig):
    """Breaches of personal data."""

    name = "honour.console.breaches"
    label = "console_breaches"
