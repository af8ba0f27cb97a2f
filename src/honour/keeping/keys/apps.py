"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Keys(AppConfig):
    """Tables `keeping_keys_…`."""

    name = "honour.keeping.keys"
    label = "keeping_keys"
