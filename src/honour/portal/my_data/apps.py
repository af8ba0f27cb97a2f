"""Where Django finds these pages."""

from django.apps import AppConfig


class MyData(AppConfig):
    """Pages under their own label."""

    name = "honour.portal.my_data"
    label = "portal_my_data"
