"""Where Django finds the support desk, and what its tables' names begin with."""

from django.apps import AppConfig


class Support(AppConfig):
    """Tables `support_…`."""

    name = "honour.trades.support"
    label = "support"
