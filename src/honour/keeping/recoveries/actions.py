"""Assisted recovery: from what an applicant says to a link at the address on file. Each function is one
durable transaction, with its entry in the journal.

What could go wrong for ever: an impostor talks staff into somebody's account, or one of the staff takes it
himself. So the link goes to the confirmed address that the account has had for 14 days, and no other can be
named; it is never shown; two of the staff compare, neither of them the holder; every address and session of
the account is told, and its holder has 72 hours to stop it; a second factor stays on; accounts of staff are
excluded; and there is no password in it but the one that the holder chooses (C08, C09). What the applicant
said goes when the case closes, or after thirty days.
"""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.db import transaction

from honour.carrying_out.ports import Act, Json
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.keys.actions import cell_of, destroy_cells, owners_of, truncate_log
from honour.keeping.keys.sealing import seal, unseal
from honour.keeping.messages.actions import ASKED, WAIT, holder_of
from honour.keeping.messages.reading import account_name, account_of
from honour.keeping.people import links
from honour.keeping.people.acts import subject_of
from honour.keeping.people.models import Person, Session
from honour.keeping.recoveries import telling
from honour.keeping.recoveries.comparing import ENOUGH, agreements
from honour.keeping.recoveries.models import CLOSED, Recovery, State
from honour.places.personal import Personal

KEPT: Final = timedelta(days=30)
"""How long a case is kept that nobody closed, and how long it is known that one was."""

STOP: Final = "stop recovery"
"""The purpose of the link that stops a case."""

_LASTS: Final = timedelta(hours=1)  # as of any link to a new password
_STOP_LASTS: Final = timedelta(days=30)
_KIND: Final = "recovery"
_PLACE: Final = "recoveries.sealed"
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are misread (Crockford, base 32)


def receive(stated: Mapping[str, Personal[str]], language: str, now: datetime) -> Recovery:
    """Open a case. `stated` has `first_name`, `last_name` and `other`, none of them empty."""
    reference = "".join(secrets.choice(_LETTERS) for _ in range(10))
    written = json.dumps({name: value.reveal() for name, value in stated.items()}).encode()
    with transaction.atomic():
        sealed = seal(cell_of(the_keys(), reference, _KIND), _PLACE, reference, written)
        case = Recovery.objects.create(
            reference=reference, state=State.OPEN, language=language, received=now, sealed=sealed
        )
        _journal(case, "recovery asked", "visitor", None, now)
    return case


def opened(case: Recovery) -> dict[str, Personal[str]]:
    """What the applicant said; nothing once the case is closed."""
    if not case.sealed:
        return {}
    held = unseal(cell_of(the_keys(), case.reference, _KIND), _PLACE, case.reference, bytes(case.sealed))
    return {name: Personal(str(value)) for name, value in json.loads(held).items()}


def obstacle(person: Person | None, now: datetime) -> str:
    """Why nobody may help with this account, as a key of the page's words; empty where somebody may."""
    if person is None or person.closed is not None or not person.is_active:
        return "recovery nobody"
    if person.roles.exists():
        return "recovery of staff"
    address = _address(person)
    return "" if address and holder_of(address, now) == person else "recovery no address"


def propose(case: Recovery, person: Person, staff: str, by: str, now: datetime) -> str:
    """One of the staff takes a case for an account's. Why not, as a key of the page's words, or nothing."""
    agreed = agreements(opened(case), person) if case.sealed else ()
    if case.state not in (State.OPEN, State.PROPOSED):
        return "recovery closed already"
    if why := obstacle(person, now):
        return why
    if len(agreed) < ENOUGH:
        return "recovery too little"
    with transaction.atomic():
        case.state, case.whom, case.proposed_by = State.PROPOSED, account_name(person), staff
        case.save(update_fields=["state", "whom", "proposed_by"])
        _journal(case, "recovery proposed", by, person, now, staff=staff, agreed=list(agreed))
    return ""


def confirm(case: Recovery, staff: str, by: str, now: datetime) -> str:
    """A second one compares and agrees: the reconciliation is recorded, and the holder is told. Why not, as a
    key of the page's words, or nothing.
    """
    person = account_of(case.whom)
    if case.state != State.PROPOSED or person is None:
        return "recovery closed already"
    if case.proposed_by == staff:
        return "recovery needs two"
    if why := obstacle(person, now):
        return why
    agreed = agreements(opened(case), person)
    if len(agreed) < ENOUGH:
        return "recovery too little"
    with transaction.atomic():
        case.state, case.confirmed_by, case.person, case.waits_until = (
            State.RECONCILED,
            staff,
            person,
            now + WAIT,
        )
        case.save(update_fields=["state", "confirmed_by", "person", "waits_until"])
        _journal(case, "recovery reconciled", by, person, now, staff=staff, agreed=list(agreed))
        token = links.make(person, STOP, _STOP_LASTS, address=person.email)
        for address in _addresses(person):
            telling.waiting(case, person, address, token, now)
        for session in Session.objects.select_for_update().filter(person=person):
            session.data = {**session.data, ASKED: case.reference}
            session.save(update_fields=["data"])
    return ""


def not_yet(case: Recovery, now: datetime) -> bool:
    """Whether the link cannot be sent: the reconciliation is not recorded, or its wait is not over."""
    return case.state != State.RECONCILED or case.waits_until is None or now < case.waits_until


def send(case: Recovery, staff: str, by: str, now: datetime) -> str:
    """Send the link that works once to the address on file, and close the case. Why not, as a key of the
    page's words, or nothing: whoever acts learns neither link nor address.
    """
    if not_yet(case, now):
        return "recovery not yet"
    person = case.person
    if why := obstacle(person, now):
        return why
    assert person is not None  # else there is an obstacle
    with transaction.atomic():
        address = _address(person)
        links.void(person, links.RESET)
        token = links.make(person, links.RESET, _LASTS, address=address)
        telling.way_back(case, person, address, token, now)
        _close(case, State.SENT, now)
        _journal(case, "recovery link sent", by, person, now, staff=staff)
    truncate_log()
    return ""


def refuse(case: Recovery, staff: str, by: str, now: datetime) -> bool:
    """Close a case without acting; False where it is closed already."""
    if case.state in CLOSED:
        return False
    with transaction.atomic():
        person = case.person
        _close(case, State.REFUSED, now)
        _journal(case, "recovery refused", by, person, now, staff=staff)
    truncate_log()
    return True


def waiting_for(person: Person) -> list[Recovery]:
    """The cases in a person's name that he may still stop."""
    return list(Recovery.objects.filter(person=person, state=State.RECONCILED).order_by("received"))


def stop(person: Person, now: datetime) -> int:
    """Close every case in somebody's name: it was not he. How many there were."""
    stopped = waiting_for(person)
    with transaction.atomic():
        links.void(person, STOP)
        for case in stopped:
            _close(case, State.STOPPED, now)
            _journal(case, "recovery stopped", "person", person, now)
    truncate_log()
    return len(stopped)


def forget_old(now: datetime) -> int:
    """Delete old cases, and destroy the cells of those that are closed or gone; how many cells."""
    with transaction.atomic():
        Recovery.objects.filter(received__lt=now - KEPT).delete()
        cells = owners_of(_KIND)
        needed = set(Recovery.objects.filter(closed=None, pk__in=cells).values_list("pk", flat=True))
        gone = [cell for name, cell in cells.items() if name not in needed]
        return destroy_cells(gone) if gone else 0


def _close(case: Recovery, state: State, now: datetime) -> None:
    """Close a case: what was said goes, with its key. Wants the caller's transaction."""
    case.state, case.closed, case.sealed = state, now, b""
    case.save(update_fields=["state", "closed", "sealed"])
    destroy_cells(cell for name, cell in owners_of(_KIND).items() if name == case.reference)


def _journal(case: Recovery, name: str, by: str, person: Person | None, now: datetime, **facts: Json) -> None:
    subjects = (subject_of(person),) if person else ()
    told: dict[str, Json] = {"recovery": case.reference, **facts}
    the_site().records.journal(Act(name, by, told, subjects), now)


def _address(person: Person) -> str:
    """The address that the account's holder confirmed last."""
    found = EmailAddress.objects.get_verified(person)
    return str(found.email) if found else ""


def _addresses(person: Person) -> list[str]:
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return [each for each in dict.fromkeys([*confirmed, person.email]) if each]
