"""Where Django finds these pages."""

from django.apps import AppConfig


class MyRights(AppConfig):
    """Pages under their own label."""

    name = "honour.portal.my_rights"
    label = "portal_my_rights"
