"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Intents(AppConfig):
    """Tables `keeping_intents_…`."""

    name = "honour.keeping.intents"
    label = "keeping_intents"
