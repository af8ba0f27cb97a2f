"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Journal(AppConfig):
    """Tables `keeping_journal_…`."""

    name = "honour.keeping.journal"
    label = "keeping_journal"
