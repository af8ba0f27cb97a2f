"""Where Django finds these pages."""

from django.apps import AppConfig


class Disclosures(AppConfig):
    """Demands for somebody's data."""

    name = "honour.console.disclosures"
    label = "console_disclosures"
