"""What may be written of a person: only what the policy declares, and when somebody was here last.

The map of a site's own tables says which columns the policy leaves empty; here they are kept so, whoever
writes. What could go wrong for ever: a column is filled of which no statement of the policy speaks, so that
no term ever ends it.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models import Model
from django.db.models.signals import pre_save

from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person


def connect() -> None:
    """Watch everything that is saved from now on."""
    pre_save.connect(_keep_out, dispatch_uid="honour keeps out")
    user_logged_in.disconnect(dispatch_uid="update_last_login")  # Django's own, by the machine's clock
    user_logged_in.connect(_was_here, dispatch_uid="honour was here")


def only_declared(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values for `update()`, which no signal sees: those that the policy does not declare are emptied."""
    never = the_site().never.get(model._meta.db_table, frozenset())
    return {name: _nothing(model, name) if name in never else value for name, value in values.items()}


def _keep_out(sender: type[Model], instance: Model, **named: object) -> None:
    if settings.SITE is None:
        return
    for name in the_site().never.get(sender._meta.db_table, ()):
        setattr(instance, name, _nothing(sender, name))
    if isinstance(instance, Person) and instance.last_login is None:
        instance.last_login = instance.joined  # a term without sign-in runs from the beginning


def _nothing(model: type[Model], name: str) -> str | None:
    return None if model._meta.get_field(name).null else ""


def _was_here(sender: object, user: Person, **named: object) -> None:
    user.last_login = the_site().now()
    user.save(update_fields=["last_login"])
