"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Recoveries(AppConfig):
    """Tables `keeping_recoveries_…`."""

    name = "honour.keeping.recoveries"
    label = "keeping_recoveries"
