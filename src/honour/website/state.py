"""Opening the site's own state: made by whoever comes first, refused where it does not fit.

It lies in `data/honour.db`, or in the PostgreSQL database that `honour.toml` names. Whoever opens it takes
the lock of those who open for that moment, so that two first commands make one state, and shares the lock of
those who use it until the end. What could go wrong for ever is that a state is taken for none, and made anew:
only a file that is missing or empty is, and what is removed is the draft that a killed birth or upgrade left.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection, connections

from honour.carrying_out.ports import StateRefused
from honour.keeping.remedies import remedies
from honour.website import settings
from honour.website.database import DATABASE, server_of
from honour.website.locks import FileLocks, Locks, ServerLocks
from honour.website.migrations import PEOPLE, apply, known

_held: list[Locks] = []  # of this process, given back by `close_state`


def configure(pages: Mapping[str, Any] | None = None) -> None:
    """Tell Django what every site has in common, once in a process. Models can be imported after it.

    `pages` are the settings of a site that Honour runs; without them only what commands need is loaded.
    """
    if not django_settings.configured:
        common = {name: value for name, value in vars(settings).items() if name.isupper()}
        common |= pages or {"INSTALLED_APPS": settings.ENGINE_APPS}
        django_settings.configure(**common)
    apps.populate(django_settings.INSTALLED_APPS)  # not django.setup(): it loads urls, and all of HTTP


def locks_of(site: Path, url: str) -> Locks:
    """The locks of a site's database. Raises StateRefused where a server does not answer."""
    server = server_of(url)
    if server is None:
        data = site / "data"
        data.mkdir(mode=0o700, exist_ok=True)
        return FileLocks(data)
    import psycopg  # not for who has a file

    with remedies(site / DATABASE):
        try:
            return ServerLocks(psycopg.connect(**server, autocommit=True))
        except psycopg.Error as error:
            raise StateRefused(
                "the site's own database does not answer, or does not let this user in: see that it runs, and"
                f" that `database` in honour.toml is right ({type(error).__name__})"
            ) from None


@contextmanager
def opening(site: Path, url: str) -> Iterator[Locks]:
    """Hold the lock of those who open while the state of a site is opened; what it then shares is kept until
    `close_state`.
    """
    locks = locks_of(site, url)
    _held.append(locks)
    locks.open()
    try:
        yield locks
    finally:
        locks.opened()


def open_state(site: Path, url: str, locks: Locks, *, served: bool, demo: bool) -> None:
    """Point Django at the site's database, made or migrated where that loses nothing. Wants its lock.

    `served` says that Honour runs the site: then its people's tables belong to it too.
    """
    configure()
    database = site / DATABASE
    server = server_of(url)
    if server is None:
        _remove_draft(database)
        if not database.exists() or database.stat().st_size == 0:
            _make(site, database, served)
        point_at(settings.sqlite(str(database)))
        _read_back_file(database)
    else:
        point_at(settings.postgres(server))
        _read_back_server()
    wanted, applied = known(served), _applied(served)
    if applied - wanted:
        raise StateRefused(
            f"the site's database was written by a newer Honour ({_names(applied - wanted)}):"
            " install that one"
        )
    if wanted - applied:
        if applied and not demo and _holds_anything():
            raise StateRefused(
                "the site's database was written by an older Honour, or before Honour ran the site, and holds"
                " entries: run `honour upgrade`, which makes a backup first (missing:"
                f" {_names(wanted - applied)})"
            )
        migrate_alone(site, url, locks, served)
    locks.use()


def migrate_alone(site: Path, url: str, locks: Locks, served: bool) -> None:
    """Give the database the tables that it lacks, all or nothing. Raises StateRefused where it is in use.

    A server does it in one transaction. A file is copied, the copy migrated, and put back in one transaction:
    whoever is killed leaves a draft, and the file as it was.
    """
    from honour.wiring.copying import copied

    locks.alone()
    database = site / DATABASE
    if server_of(url) is not None:
        _migrate(site, None, served)
        return
    connections["default"].close()
    draft = _draft(database)
    copied(database, draft)
    _migrate(site, draft, served)
    connections["default"].close()
    copied(draft, database)
    _remove_draft(database)
    point_at(settings.sqlite(str(database)))


def missing(site: Path, url: str, served: bool) -> str:
    """The migrations that a site's database lacks, by name; empty where it is up to date, or not made yet.

    Django points at it afterwards.
    """
    configure()
    database, server = site / DATABASE, server_of(url)
    if server is None and not database.exists():
        return ""
    point_at(settings.sqlite(str(database)) if server is None else settings.postgres(server))
    applied = _applied(served)
    return _names(known(served) - applied) if applied else ""


def _make(site: Path, database: Path, served: bool) -> None:
    """Make a new state beside its place, and move it there whole: a birth that is killed leaves only a draft.

    Django writes down that a migration was applied in a transaction of its own, so that one killed in between
    could not be applied again.
    """
    draft = _draft(database)
    draft.touch(mode=0o600)  # before SQLite makes it with everybody's right to read
    _migrate(site, draft, served)
    connections["default"].close()
    draft.replace(database)


def _draft(database: Path) -> Path:
    return database.with_name(database.name + ".draft")


def _remove_draft(database: Path) -> None:
    draft = _draft(database)
    for ending in ("", "-wal", "-shm", "-journal"):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)


def point_at(database: Mapping[str, Any]) -> None:
    """Let Django's connections lead to this database from now on."""
    connections["default"].close()
    del connections["default"]
    connections.settings = connections.configure_settings({"default": dict(database)})


def _read_back_file(database: Path) -> None:
    """A setting that did not take would lose entries at a power cut, or leave erased text: say so."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name}")
            if cursor.fetchone()[0] != value:
                raise StateRefused(
                    f"{database}: SQLite does not honour PRAGMA {name} here; move the site to a local disk"
                )


def _read_back_server() -> None:
    """The same on a server. What a session cannot set (`fsync`) is a finding of `honour check`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('synchronous_commit'), current_setting('server_encoding')")
        commit, encoding = cursor.fetchone()
    if commit == "off":
        raise StateRefused(
            "the site's database answers before a commit is on the disk (synchronous_commit=off): let"
            " `database` in honour.toml lead to the server itself, without a pooler that shares sessions"
        )
    if encoding != "UTF8":
        raise StateRefused(
            f"the site's database has the encoding {encoding}: make one with the encoding UTF8"
        )


def _migrate(site: Path, draft: Path | None, served: bool) -> None:
    """Apply what is missing, here or, where more than this process has loaded belongs to it, in another."""
    if served and not apps.is_installed(PEOPLE):
        program = [
            sys.executable,
            "-m",
            "honour.website.migrating",
            str(site),
            *([str(draft)] if draft else []),
        ]
        ran = subprocess.run(program, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - this very program
        if ran.returncode:
            raise StateRefused(
                "the tables of the site were not made: mend what is said above, then run this again"
            )
        return
    if draft is not None:
        point_at(settings.sqlite(str(draft)))
    apply()


def close_state() -> None:
    """Close the database, so that SQLite empties and removes its log, and give the locks back."""
    if django_settings.configured:  # opening may have been refused before
        connections.close_all()
    while _held:
        _held.pop().close()


def _applied(served: bool) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        ours = {app for app, _ in known(served)}
        return {(app, name) for app, name in cursor.fetchall() if app in ours}


def _holds_anything() -> bool:
    """Whether the journal has an entry, or somebody an account. In SQL: models may be newer."""
    with connection.cursor() as cursor:
        there = connection.introspection.table_names(cursor)
        for table in ("keeping_journal_entry", "keeping_people_person"):
            if table in there:
                cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608 - one of two names
                if cursor.fetchone()[0]:
                    return True
    return False


def _names(migrations: set[tuple[str, str]]) -> str:
    return ", ".join(sorted(f"{app}.{name}" for app, name in migrations))
