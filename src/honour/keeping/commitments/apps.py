"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Commitments(AppConfig):
    """Tables `keeping_commitments_…`."""

    name = "honour.keeping.commitments"
    label = "keeping_commitments"
