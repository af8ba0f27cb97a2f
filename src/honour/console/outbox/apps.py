"""Where Django finds this page."""

from django.apps import AppConfig


class Outbox(AppConfig):
    """The outbox of a demo."""

    name = "honour.console.outbox"
    label = "console_outbox"
