"""Where Django finds these pages."""

from django.apps import AppConfig


class People(AppConfig):
    """The files of people."""

    name = "honour.console.people"
    label = "console_people"
