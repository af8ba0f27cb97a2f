"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class Jobs(AppConfig):
    """Tables `jobs_…`."""

    name = "honour.jobs"
    label = "jobs"
