"""Where Django finds these pages, and what happens once they are loaded."""

from django.apps import AppConfig


class Security(AppConfig):
    """Pages under their own label."""

    name = "honour.portal.security"
    label = "portal_security"

    def ready(self) -> None:
        """Have what allauth does followed by what the house does."""
        from honour.portal.security import following, social

        following.connect()
        social.connect()
