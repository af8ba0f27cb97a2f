"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Consents(AppConfig):
    """Tables `keeping_consents_…`."""

    name = "honour.keeping.consents"
    label = "keeping_consents"
