"""Erasing and showing one person, through the functions that the command calls, beside the same by hand."""

import argparse
import dataclasses
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from django.db import connection as own_state

from bench import by_hand
from bench.measures import Measure, in_turn, measured, seconds, took
from bench.servers import Driver
from bench.site import DATABASE_VARIABLE, OWNED, TABLES
from honour.carrying_out.erase import carry_out, intent_of, planned, scrub
from honour.carrying_out.people import Match, Ports, exact_name, find
from honour.carrying_out.ports import Intent
from honour.carrying_out.show import shown
from honour.carrying_out.stores import Store
from honour.command.opening import Opened, opened
from honour.command.person import looked
from honour.command.telling import fit_json
from honour.connectors.sql.sqlite.server import SqliteServer
from honour.connectors.sql.store import SqlStore
from honour.places.personal import Personal
from honour.places.selections import Table
from honour.places.terms import answer_due
from honour.publishing.answer import as_text


@contextmanager
def site_of(database: Path, address: str | None = None) -> Iterator[Opened]:
    """The site around a database, open as for a command; its rows lie there, or at `address`."""
    os.environ[DATABASE_VARIABLE] = address or f"sqlite:///{database.absolute()}"
    with opened(argparse.Namespace(site=database.parent)) as site:
        yield site


@dataclass(frozen=True, slots=True)
class Sides:
    """A generated site twice, once for Honour and once for its reference: files, or databases of a server.

    `address` and `connect` are those of Honour's and of the reference's database on a server.
    """

    database: Path
    other: Path
    label: str = ""
    address: str | None = None
    connect: Callable[[], Driver] | None = None
    connect_to_ours: Callable[[], Driver] | None = None

    def ours(self) -> AbstractContextManager[Opened]:
        """Honour's copy."""
        return site_of(self.database, self.address)

    def theirs(self) -> AbstractContextManager[by_hand.Site]:
        """The reference's copy."""
        return by_hand.opened(self.other, self.connect)

    def refuse_difference(self, people: Sequence[int]) -> None:
        """Stop where the reference does not do what Honour does."""
        with (
            closing(
                self.connect_to_ours() if self.connect_to_ours else sqlite3.connect(self.database)
            ) as one,
            closing(self.connect() if self.connect else sqlite3.connect(self.other)) as two,
        ):
            for person in people:
                for table in TABLES:
                    columns = "id, name, telephone, substr(email, 1, 7)" if table == "people" else "*"
                    asked = f"SELECT {columns} FROM {table} WHERE {OWNED[table]} ORDER BY id"
                    left = [list(side.execute(asked, (person,)).fetchall()) for side in (one, two)]
                    if left[0] != left[1]:
                        raise RuntimeError(f"the reference leaves other rows of {table} than Honour does")


class WithoutLooking:
    """A store whose bytes are not looked at; what a scrub would look for is read, as ever.

    The look is part of the physical level, and is measured apart.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def seen(self, values: Sequence[Personal[str]], tables: Sequence[Table] = ()) -> tuple[bool, ...]:
        """None was seen, because nothing was looked at."""
        return (False,) * len(values)


def without_looking(ports: Ports) -> Ports:
    """The same site, its stores' bytes left alone."""
    stores = {name: cast(Store, WithoutLooking(store)) for name, store in ports.stores.items()}
    return dataclasses.replace(ports, stores=stores)


def intended(site: Opened, ports: Ports, who: str) -> Intent:
    """Find somebody, plan, and make the intent durable, as `honour erase --really` does."""
    match = found(ports, who)
    plan = planned(ports, match, site.now)
    intent = intent_of(ports, plan, match, (uuid4().hex, uuid4().hex), site.by, None, site.now)
    site.records.intend(intent, answer_due(site.now, ports.policy.site.time_zone, ()), site.now)
    return intent


def found(ports: Ports, who: str) -> Match:
    """The person who goes by this; he must be there."""
    match = find(ports, Personal(who))
    if match is None:
        raise RuntimeError("nobody is known by this")
    return match


def erase(site: Opened, ports: Ports, who: str) -> None:
    """Erase somebody, down to the receipt of the logical level."""
    carry_out(ports, intended(site, ports, who), site.now)


def show(site: Opened, who: str) -> str:
    """Everything that is held about somebody, as JSON."""
    match = found(site.ports, who)
    answer = shown(site.ports, match, site.now)
    return as_text(site.ports.policy, answer, exact_name(match), site.now, {}, fit_json)


def erasing(sides: Sides, people: Sequence[int]) -> list[Measure]:
    """Erasures of the same people in two copies of a database, in turn; both must leave the same rows."""
    with sides.ours() as site, sides.theirs() as hand:
        ports = without_looking(site.ports)
        times = in_turn(
            lambda one: erase(site, ports, f"customer:{one}"),
            lambda one: by_hand.erase(hand, one, site.now),
            people,
        )
    sides.refuse_difference(people)
    return [measured(f"erase one person, logical level{sides.label}", *times, goal=("at most", 1.5))]


def showing(sides: Sides, people: Sequence[int]) -> list[Measure]:
    """Answers about the same people, and the same with the entry that comes before any look."""
    with sides.ours() as site, sides.theirs() as hand:

        def ours(one: int) -> None:
            looked(site, "read", found(site.ports, f"customer:{one}").subject, None)
            show(site, f"customer:{one}")

        def theirs(one: int) -> None:
            by_hand.journal(hand, "read", site.now)
            by_hand.show(hand, one)

        plain = in_turn(
            lambda one: show(site, f"customer:{one}"), lambda one: by_hand.show(hand, one), people
        )
        with_entry = in_turn(ours, theirs, people)
    name = f"show one person (12 tables to JSON){sides.label}"
    return [
        measured(name, *plain, goal=("at most", 1.5)),
        measured(f"{name}, with the journal's entry", *with_entry, note="one durable commit each"),
    ]


def apart(database: Path, people: Sequence[int]) -> list[Measure]:
    """What is not in the ratio: opening the site, the catalogue, and the look into the file's bytes."""

    def opening() -> None:
        with site_of(database):
            pass

    opens = [seconds(opening) for _ in range(5)]
    with site_of(database) as site:
        store = cast(SqlStore, site.ports.stores["main"])
        reflections = [seconds(store.tables) for _ in range(5)]
        scrubs, looks = [], []
        for one in people:
            begun, intent = took(lambda who: intended(site, site.ports, who), f"customer:{one}")
            carry_out(site.ports, intent, site.now)
            looks.append(begun)
            scrubs.append(took(lambda begun: scrub(site.ports, begun, False, site.now), intent)[0])
    size = f"file of {database.stat().st_size / 1e6:,.0f} MB"
    return [
        measured("apart: open the site (policy, map, state, stores)", opens),
        measured("apart: of it, reading the catalogue", reflections),
        measured("apart: plan and intent, with the look before", looks, note=size),
        measured("apart: scrub, with the look after", scrubs, note=size),
    ]


def statements(database: Path, person: int) -> list[Measure]:
    """Statements sent to the store for one erasure and one answer, and the durable commits of an erasure."""
    sent: list[str] = []
    own: list[str] = []

    with site_of(database) as site:
        driver = cast(SqliteServer, cast(SqlStore, site.ports.stores["main"]).server).driver
        driver.set_trace_callback(sent.append)
        own_state.connection.set_trace_callback(own.append)
        show(site, f"customer:{person}")
        for_answer = len(sent)
        sent.clear()
        erase(site, without_looking(site.ports), f"customer:{person}")
        driver.set_trace_callback(None)
        own_state.connection.set_trace_callback(None)
    limit = 3 * len(TABLES) + 10
    commits = f"durable commits: {sent.count('COMMIT')} in the store, {own.count('COMMIT')} in the own state"
    beside = f"{len(own)} to the own state; {commits}"
    return [
        count("statements to the store, one erasure", len(sent), limit, beside),
        count("statements to the store, one answer", for_answer, limit, ""),
    ]


def count(name: str, number: int, limit: int, note: str) -> Measure:
    """The line of how many statements were sent."""
    return Measure(name, "statements", number, number, number, None, ("at most", limit), note)
