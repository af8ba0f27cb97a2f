"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Holds(AppConfig):
    """Tables `keeping_holds_…`."""

    name = "honour.keeping.holds"
    label = "keeping_holds"
