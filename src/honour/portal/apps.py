"""Where Django finds the frame of every page: its templates, words and style."""

from django.apps import AppConfig


class Portal(AppConfig):
    """The frame of every page."""

    name = "honour.portal"
    label = "portal"
