"""Making somebody staff, and giving a member of staff a way in who lost the second factor.

What could go wrong for ever: whoever holds the link holds the account, and what staff may see with it. So it
is printed to whoever runs the machine, works once and for a day; all staff are told; and a recovery ends what
was there before, so that an old password alone opens nothing meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from honour.keeping.at_work import the_site
from honour.keeping.letters import actions as letters
from honour.keeping.people import devices, factors, links
from honour.keeping.people.acts import journalled
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER, Person, Role
from honour.portal.templatetags.words import say

JOIN: Final = "join staff"
LASTS: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the link, where one was made, until when it works, and how many staff were told."""

    link: str | None
    ends: datetime | None
    told: int


def roles() -> tuple[str, ...]:
    """The roles that there are: those of every site, and those of the policy's `staff see`."""
    protect = the_site().policy.protect
    seen = [role for each in protect.staff_see.values() for role in each]
    return tuple(dict.fromkeys((ADMINISTRATION, PRIVACY_OFFICER, *seen)))


def find(name: str) -> Person | None:
    """Somebody by user name or address."""
    by = {"email": name.lower()} if "@" in name else {"username": name.lower()}
    return Person.objects.filter(**by).first()


def add(name: str, role: str, address: str, by: str) -> Done:
    """Give a role to somebody. An account that is made for it comes with a link to choose a password.

    Sign-in through others ends with it: no other platform may open a member of staff's account.
    """
    site = the_site()
    with transaction.atomic():
        person = find(name)
        made = person is None
        if person is None:
            person = _account(name, address)
        Role.objects.get_or_create(
            person=person, role=role, defaults={"granted": site.now(), "granted_by": by}
        )
        SocialAccount.objects.filter(user=person).delete()
        journalled(person, "staff added", by, {"role": role, "account made": made})
        token = links.make(person, JOIN, LASTS, address=person.email) if made else None
        told = _tell_all(person, "staff added", role)
    return _done(token, told)


def recover(person: Person, by: str) -> Done:
    """Remove every second factor of a member of staff, end password and sessions, and give a link."""
    with transaction.atomic():
        Authenticator.objects.filter(user_id=person.pk).delete()
        person.set_unusable_password()
        person.save(update_fields=["password"])
        links.void(person, JOIN)
        devices.end_others(person, "", by)
        journalled(person, "staff recovered", by, {})
        token = links.make(person, JOIN, LASTS, address=person.email)
        told = _tell_all(person, "staff recovered", "")
    factors.forget(person.pk)  # after the transaction: it empties the database's log
    return _done(token, told)


def _account(name: str, address: str) -> Person:
    site = the_site()
    account = site.policy.account
    named = account is not None and "user name" in account.known_by and "@" not in name
    person = Person.objects.create_user(
        username=name.lower() if named else None,
        email=address,
        joined=site.now(),
        language=site.policy.site.authentic,
    )
    person.set_unusable_password()
    person.save(update_fields=["password"])
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _tell_all(person: Person, what: str, role: str) -> int:
    """A letter to each member of staff, in his language; gives how many."""
    site = the_site()
    staff = list(
        Person.objects.filter(roles__isnull=False, roles__suspended=None, is_active=True)
        .exclude(email="")
        .distinct()
    )
    for colleague in staff:
        language = colleague.language or site.policy.site.authentic
        with translation.override(language):
            lines = (say(what), f"{say('account')} {person.username or person.email}")
            role_line = (f"{say('role')} {role}",) if role else ()
            letters.write(
                colleague,
                colleague.email,
                kind=what,
                language=language,
                subject=say(what),
                text="\n\n".join((*lines, *role_line, say("staff ask"))),
                secret=False,
                now=site.now(),
            )
    return len(staff)


def _done(token: str | None, told: int) -> Done:
    if token is None:
        return Done(None, None, told)
    found = links.find(token, JOIN)
    return Done(
        settings.SITE_ADDRESS + reverse("join_staff", args=[token]), found.ends if found else None, told
    )
