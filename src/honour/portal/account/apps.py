"""Where Django finds these pages."""

from django.apps import AppConfig


class Account(AppConfig):
    """Pages under their own label: allauth has one named alike."""

    name = "honour.portal.account"
    label = "portal_account"
