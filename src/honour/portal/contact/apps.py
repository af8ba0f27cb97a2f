"""Where Django finds this place."""

from django.apps import AppConfig


class Contact(AppConfig):
    """The contact form, and the pages that its letters lead to."""

    name = "honour.portal.contact"
    label = "portal_contact"
