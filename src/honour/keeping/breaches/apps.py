"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Breaches(AppConfig):
    """Tables `keeping_breaches_…`."""

    name = "honour.keeping.breaches"
    label = "keeping_breaches"
