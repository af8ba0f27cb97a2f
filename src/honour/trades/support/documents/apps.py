"""Where Django finds the documents of the support desk."""

from django.apps import AppConfig


class Documents(AppConfig):
    """The table `support_document`."""

    name = "honour.trades.support.documents"
    label = "documents"
