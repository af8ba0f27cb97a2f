"""Where Django finds these pages."""

from django.apps import AppConfig


class MyChoices(AppConfig):
    """Pages under their own label."""

    name = "honour.portal.my_choices"
    label = "portal_my_choices"
