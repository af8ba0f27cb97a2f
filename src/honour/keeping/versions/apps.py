"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Versions(AppConfig):
    """Tables `keeping_versions_…`."""

    name = "honour.keeping.versions"
    label = "keeping_versions"
