"""Who of the staff is at work, in which role, and the door of every page that is for staff alone.

What could go wrong for ever: a page tells somebody's data to whoever has no task with them. So a page names
the roles that open it, and nothing else does; a suspended role opens nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Final, ParamSpec, Protocol

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from honour.carrying_out.people import Match, identifier_hash, row_token
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person

READING: Final = 30 * 60
"""Seconds for which a second factor that was shown opens people's files: half an hour's work."""

ACTING: Final = 5 * 60
"""Seconds for which it lets somebody act on another's account, a role or the policy."""

FRESH: Final = "fresh_factor"
"""The attribute of a view that says, in seconds, how recent its second factor must be; the middleware of
`portal.security` reads it.
"""

Rest = ParamSpec("Rest")


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff at work, in the `role` in which he acts; `roles` are all that he holds and that open
    the page. `token` is the keyed hash by which records know him.
    """

    person: Person
    role: str
    token: str
    roles: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """How the journal calls him: by his role."""
        return f"staff: {self.role}"

    def is_about_himself(self, match: Match) -> bool:
        """Whether somebody who was found is he himself: by his account's row, or by his address elsewhere."""
        if self.token in match.subject.tokens:
            return True
        records, address = the_site().records, self.person.email
        hashes = {
            identifier_hash(records, match.person, field, address)
            for field in match.person.known_by.values()
            if address
        }
        return bool(hashes & set(match.subject.known_by))


class Opens(Protocol):
    """What opens a page to some of the staff."""

    def __call__(
        self, page: Callable[Concatenate[HttpRequest, Staff, Rest], HttpResponseBase], /
    ) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
        """The page, opened."""
        ...


def for_roles(*roles: str, fresh: int = 0) -> Opens:
    """Open a page to staff with one of these roles alone, in their order; without any, to all staff. `fresh`
    is how recently, in seconds, the second factor must have been shown; 0 asks for none beyond the sign-in.
    """

    def opening(
        page: Callable[Concatenate[HttpRequest, Staff, Rest], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
        @wraps(page)
        def opened(request: HttpRequest, /, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponseBase:
            staff = staff_of(request.user, roles)
            if staff is None:
                raise PermissionDenied
            return page(request, staff, *rest, **named)

        door = login_required(opened)
        setattr(door, FRESH, fresh)
        return door

    return opening


def staff_of(user: object, roles: Collection[str]) -> Staff | None:
    """A member of staff with one of these roles, or with any; None for everybody else."""
    if not isinstance(user, Person):
        return None
    held = user.held_roles()
    opening = tuple(each for each in roles or sorted(held) if each in held)
    if not opening:
        return None
    site = the_site()
    token = row_token(site.records, site.account, f"main.{Person._meta.db_table}", (user.pk,))
    return Staff(user, opening[0], token, opening)
