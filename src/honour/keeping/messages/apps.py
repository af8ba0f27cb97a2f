"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Messages(AppConfig):
    """Tables `keeping_messages_…`."""

    name = "honour.keeping.messages"
    label = "keeping_messages"
