"""Where Django finds this page."""

from django.apps import AppConfig


class OwnSecurity(AppConfig):
    """What the site sees of its own security."""

    name = "honour.console.own_security"
    label = "console_own_security"
