"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Letters(AppConfig):
    """Tables `keeping_letters_…`."""

    name = "honour.keeping.letters"
    label = "keeping_letters"
