"""Where Django finds this page."""

from django.apps import AppConfig


class Overview(AppConfig):
    """The front page of staff."""

    name = "honour.console.overview"
    label = "console_overview"
