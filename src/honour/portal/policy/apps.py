"""Where Django finds these pages."""

from django.apps import AppConfig


class PolicyPages(AppConfig):
    """Pages under their own label: allauth has one named alike."""

    name = "honour.portal.policy"
    label = "portal_policy"
