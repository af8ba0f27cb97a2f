"""The data map of the tables that a site which Honour runs has of itself: it needs no `map.yaml` for them.

Here stands what each column holds; which of them may hold anything is the policy's word: a column of which it
declares no field is never written. Every table is named, also those of Honour's own records, with what they
are for. A table or column that stands nowhere here is found by `honour check`, and fails the build.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from honour.places.map import NOTHING_PERSONAL, Store
from honour.places.own import NEVER as _NEVER
from honour.places.own import NOTHING as _NOTHING
from honour.places.own import Holds, Own, OwnEvent
from honour.places.own import held as _held
from honour.places.own import once as _once
from honour.places.selections import Table
from honour.places.written import (
    Path,
    Step,
    WrittenColumn,
    WrittenDate,
    WrittenEvent,
    WrittenMap,
    WrittenPerson,
    WrittenPlace,
)
from honour.plans.consenting import withdrawal
from honour.promises.findings import Position
from honour.promises.own_kinds import CLOSED, SIGNED_IN, account_kind, fields_of, own_kinds
from honour.promises.policy import Policy
from honour.wiring.offers import brought
from honour.wiring.own_records import KEPT, WORKED, WORKED_SCHEMAS

MAIN: Final = "main"
"""The store of the site's own database."""

PEOPLE: Final = "keeping_people_person"
_AT: Final = Position("declared by Honour", 0, 0)


_PLACE_OF_SIGN_IN: Final = ("country", "approximate location", "login history")

TABLES: Final[tuple[Own, ...]] = (
    Own(
        PEOPLE,
        ("id",),
        {
            "username": _held("user name"),
            "email": _held("e-mail", becomes=""),
            "name": _held("name", becomes=""),
            "first_name": _held("first name", becomes=""),
            "telephone": _held("telephone", becomes=""),
            "postal_address": _held("postal address", becomes=""),
            "password": _held("password hash", becomes="!"),  # with this, no password is right
            "language": _held("language", becomes=""),
            "is_active": _NOTHING,
        },
        "joined",
    ),
    Own(
        "account_emailaddress",
        ("user_id",),
        {"email": _once("e-mail"), "verified": _NOTHING, "primary": _NOTHING},
    ),
    Own(
        "account_emailconfirmation",  # allauth signs its links instead of keeping them
        ("email_address_id", "user_id"),
        {"key": _NEVER, "created": _held("e-mail"), "sent": _NOTHING},
    ),
    Own(
        "mfa_authenticator",
        ("user_id",),
        {"data": _held("second factor"), "type": _NOTHING, "created_at": _NOTHING, "last_used_at": _NOTHING},
    ),
    Own(
        "socialaccount_socialaccount",
        ("user_id",),
        {
            "uid": _once("external identifier", "external sign-in"),
            "extra_data": _held("external identifier", "external sign-in", becomes="{}"),
            "provider": _NOTHING,
            "last_login": _NOTHING,
            "date_joined": _NOTHING,
        },
    ),
    Own(
        "socialaccount_socialtoken",
        ("account_id", "user_id"),
        {
            "token": _NEVER,
            "token_secret": _NEVER,
            "expires_at": _held("external identifier", "external sign-in"),
        },
    ),
    Own(
        "keeping_people_acknowledgement",
        ("person_id",),
        {
            "version": _held("acknowledgement"),
            "digest": _held("acknowledgement"),
            "page": _held("acknowledgement"),
            "language": _held("acknowledgement"),
            "wording": _held("acknowledgement"),
            "documents": _held("acknowledgement"),
        },
        "at",
    ),
    Own(
        "keeping_people_signin",
        ("person_id",),
        {
            "address": _held("ip address", becomes=""),
            "browser": _held("browser version", "login history", becomes=""),
            "device": _held("device type", "login history", becomes=""),
            "country": _held(*_PLACE_OF_SIGN_IN, becomes=""),
            "region": _held(*_PLACE_OF_SIGN_IN, becomes=""),
            "means": _held("login history", becomes=""),
        },
        "at",
    ),
    Own(
        "keeping_people_session",
        ("person_id",),
        {
            "data": _held("session"),
            "began": _NOTHING,
            "expires": _NOTHING,
        },
        "seen",
    ),
    Own(
        "keeping_people_role",
        ("person_id",),
        {
            "role": _held("staff role"),
            "granted_by": _NOTHING,
            "reviewed": _NOTHING,
            "reviewed_by": _NOTHING,
            "warned": _NOTHING,
            "suspended": _NOTHING,
        },
        "granted",
    ),
    Own(
        "keeping_people_clearance",
        ("person_id",),
        {
            "level": _held("staff clearance"),
            "authority": _held("staff clearance"),
            "begins": _held("staff clearance"),
            "entered": _NOTHING,
            "entered_by": _NOTHING,
        },
        "ends",
        may_lie_ahead=True,
    ),
    Own(
        "keeping_people_link",
        ("person_id",),
        {
            "address": _held("letter sent"),
            "purpose": _NOTHING,
            "session": _NOTHING,
            "ends": _NOTHING,
            "used": _NOTHING,
        },
        "made",
    ),
    Own(
        "keeping_consents_choice",
        ("person_id",),
        {
            name: _held("consent proof")
            for name in ("purpose", "given", "way", "version", "digest", "language", "wording", "hash")
        }
        | {"withdrawn": _NOTHING},
        "at",
    ),
    Own(
        "keeping_consents_directive",
        ("person_id",),
        {name: _held("directives after death") for name in ("wish", "trusted", "text")},
        "at",
    ),
    Own(
        "keeping_letters_letter",
        ("person_id",),
        {
            "to": _held("letter sent"),
            "subject": _held("letter sent"),
            "text": _held("letter sent"),
            "sealed": _NOTHING,
            "key": _NOTHING,
            "kind": _NOTHING,
            "language": _NOTHING,
            "secret": _NOTHING,
            "state": _NOTHING,
            "not_before": _NOTHING,
            "tries": _NOTHING,
            "sent": _NOTHING,
            "parked": _NOTHING,
            "why": _NOTHING,
            "facts": _NOTHING,
        },
        "written",
    ),
    Own(
        "keeping_messages_message",
        ("person_id",),
        {  # its answer is younger, and needs the row a little longer: it then says nothing
            "subject": _held("contact message", becomes="other"),
            "on_behalf": _held("contact message", becomes="myself"),
            "channel": _held("contact message", becomes="form"),
            "language": _NOTHING,
            "identity": _NOTHING,
            "matched": _NOTHING,
            "waits_until": _NOTHING,
            "stopped": _NOTHING,
            "answered_at": _NOTHING,
            "sealed": _NOTHING,  # opened where the person is shown what he wrote
        },
        "received",
    ),
    Own(
        "keeping_recoveries_recovery",
        ("person_id",),
        {
            "state": _held("message", "recovery case", becomes="sent"),
            "language": _NOTHING,
            "sealed": _NOTHING,
            "whom": _NOTHING,
            "proposed_by": _NOTHING,
            "confirmed_by": _NOTHING,
            "waits_until": _NOTHING,
            "closed": _NOTHING,
        },
        "received",
    ),
    Own(
        "keeping_messages_matching",
        ("message_id", "person_id"),
        {
            "whom": _held("contact message"),
            "by": _NOTHING,
            "confirmed_by": _NOTHING,
            "confirmed": _NOTHING,
        },
        "at",
    ),
    Own(
        "keeping_messages_decision",
        ("message_id", "person_id"),
        {
            "kind": _held("contact message"),
            "article": _held("contact message"),
            "until": _NOTHING,
            "by": _NOTHING,
            "sealed": _NOTHING,
            "opens": _NOTHING,
            "opens_until": _NOTHING,
        },
        "at",
    ),
)
"""Every table of the house whose rows are somebody's; trades bring theirs."""


@dataclass(frozen=True, slots=True)
class OwnMap:
    """The map of a site's own tables, and what its columns may never hold, by table."""

    written: WrittenMap
    never: Mapping[str, frozenset[str]] = field(default_factory=dict)


def own_map(policy: Policy, address: str) -> OwnMap:
    """The map of the tables of a site with this policy, whose own database is at `address`.

    Loads no Django, and looks at no database.
    """
    person = account_kind(policy)
    declared = fields_of(policy, person) | {kind.field for kind in own_kinds(policy)}
    trades = brought()
    tables = (*TABLES, *(own for trade in trades for own in trade.tables))
    never = {
        own.table: frozenset(name for name, holds in own.holds.items() if _is_never(holds, declared))
        for own in tables
    }
    places = (
        *(_place(own, person, declared) for own in tables),
        *(_impersonal(Table(MAIN, name)) for name in KEPT),
        *(_impersonal(Table(MAIN, name)) for trade in trades for name in trade.impersonal),
        *(_impersonal(Table(MAIN, name, schema), True) for schema in WORKED_SCHEMAS for name in WORKED),
    )
    known_by = {"email": "e-mail", **({} if "username" in never[PEOPLE] else {"username": "user name"})}
    table = Table(MAIN, PEOPLE)
    of_trades = (event for trade in trades if trade.offer in policy.offer for event in trade.events)
    events = (
        *_events(person, table),
        *_withdrawals(policy, person),
        *(_event(each, person) for each in of_trades),
    )
    persons = (WrittenPerson(person, table, ("id",), known_by, _AT),)
    digest = hashlib.sha256(repr((persons, places, events)).encode()).hexdigest()
    stores = {MAIN: Store(MAIN, address, "UTC")}
    return OwnMap(WrittenMap(stores, persons, places, events, digest), never)


def joined(own: WrittenMap, other: WrittenMap) -> WrittenMap:
    """The map of a site's own tables with the one that its `map.yaml` adds."""
    return WrittenMap(
        {**other.stores, **own.stores},
        (*own.persons, *other.persons),
        (*own.places, *other.places),
        (*own.events, *other.events),
        hashlib.sha256(f"{own.digest} {other.digest}".encode()).hexdigest(),
        other.not_built,
    )


def _is_never(holds: Holds, declared: frozenset[str]) -> bool:
    return bool(holds.fields) and declared.isdisjoint(holds.fields)


def _place(own: Own, person: str, declared: frozenset[str]) -> WrittenPlace:
    return WrittenPlace(
        Table(MAIN, own.table),
        tuple(_column(name, holds, declared) for name, holds in own.holds.items()),
        {person: _path(*own.path)},
        {},
        {},
        None if own.collected is None else WrittenDate(_path(own.collected), None, _AT, own.may_lie_ahead),
        _AT,
        authors={} if own.written_by is None else {person: _path(own.written_by)[0]},
    )


def _impersonal(table: Table, may_lack: bool = False) -> WrittenPlace:
    return WrittenPlace(table, None, {}, {}, {}, None, _AT, may_lack=may_lack)


def _column(name: str, holds: Holds, declared: frozenset[str]) -> WrittenColumn:
    never = _is_never(holds, declared)
    named = next((each for each in holds.fields if each in declared), NOTHING_PERSONAL)
    return WrittenColumn(name, named, (), holds.becomes, _AT, never)


def _path(*columns: str) -> Path:
    return tuple(Step((column,), None, _AT) for column in columns)


def _events(person: str, table: Table) -> Iterator[WrittenEvent]:
    key = _path("id")
    yield WrittenEvent(CLOSED, person, table, "closed", key, None, "last", "still running", _AT)
    yield WrittenEvent(SIGNED_IN, person, table, "last_login", key, None, "last", "never began", _AT)


def _event(event: OwnEvent, person: str) -> WrittenEvent:
    table, path = Table(MAIN, event.table), _path(*event.path)
    means, ahead = event.null_means, event.may_lie_ahead
    return WrittenEvent(event.name, person, table, event.column, path, None, "last", means, _AT, ahead)


def _withdrawals(policy: Policy, person: str) -> Iterator[WrittenEvent]:
    """That a consent was withdrawn, each by itself: so one ends nothing that rests on another."""
    asked = (
        each.purpose
        for each in policy.collect
        if each.basis.ground == "consent" and any(person in policy.data[k].of for k in each.data)
    )
    for purpose in dict.fromkeys(asked):
        yield WrittenEvent(
            withdrawal(purpose),
            person,
            Table(MAIN, "keeping_consents_choice"),
            "withdrawn",
            _path("person_id"),
            None,
            "last",
            "never began",
            _AT,
            where={"purpose": purpose},
        )
