"""Signing in by a password: exactly as much work for an account that exists as for one that does not."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from honour.keeping.people.models import Person
from honour.keeping.plain_sql import first
from honour.portal.account.finding import bearers


class OneHash(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """allauth's own backend looks a known address up twice, and hashes twice: that tells who has an account.

    Here one password is hashed once; where nobody is known, `authenticate` hashes it all the same.
    """

    def get_user(self, user_id: Any) -> Person | None:
        """Who is signed in, asked on each page; None where the account is gone or was switched off."""
        person = first(Person, "{id} = %s", [user_id])
        return person if person is not None and person.is_active else None

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        typed = credentials.get("email") or credentials.get("username") or ""
        for person in bearers(typed):
            if self._check_password(person, credentials["password"]):
                return person
        return None
