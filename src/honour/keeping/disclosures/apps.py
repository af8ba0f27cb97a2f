"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Disclosures(AppConfig):
    """Tables `keeping_disclosures_…`."""

    name = "honour.keeping.disclosures"
    label = "keeping_disclosures"
