"""Where Django finds this part of the site's state, and what its tables' names begin with."""

from django.apps import AppConfig


class People(AppConfig):
    """Tables `keeping_people_…`."""

    name = "honour.keeping.people"
    label = "keeping_people"

    def ready(self) -> None:
        """Keep out of the tables what the policy does not declare."""
        from honour.keeping.people.declared import connect  # its models load only now

        connect()
