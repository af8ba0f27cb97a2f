"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Requests(AppConfig):
    """Tables `keeping_requests_…`."""

    name = "honour.keeping.requests"
    label = "keeping_requests"
