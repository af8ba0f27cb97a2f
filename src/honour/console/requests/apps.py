"""Where Django finds these pages."""

from django.apps import AppConfig


class Requests(AppConfig):
    """The requests that staff answer."""

    name = "honour.console.requests"
    label = "console_requests"
