"""Opening the site's own state: `data/honour.db`, made by the first command, refused where it does not fit.

Every command takes the lock of the folder for the moment of opening: two first commands make one state.
What could go wrong for ever is that a state is taken for none, and made anew: only a file that is missing or
empty is, and what is removed then is the draft that a killed birth left.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection, connections

from honour.carrying_out.ports import StateRefused
from honour.website import settings

DATABASE: Final = "data/honour.db"


def configure() -> None:
    """Tell Django what every site has in common, once in a process. Models can be imported after it."""
    if not django_settings.configured:
        django_settings.configure(**{name: value for name, value in vars(settings).items() if name.isupper()})
    apps.populate(settings.INSTALLED_APPS)  # not django.setup(): it loads urls, and with them all of HTTP


@contextmanager
def opening(site: Path) -> Iterator[None]:
    """Hold the lock of a site's folder while its state is opened."""
    data = site / "data"
    data.mkdir(mode=0o700, exist_ok=True)
    with (data / "honour.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # given back when the file closes, or the process ends
        yield


def open_state(site: Path) -> None:
    """Point Django at the site's database, made or migrated where that loses nothing. Wants its lock."""
    configure()
    database = site / DATABASE
    if not database.exists() or database.stat().st_size == 0:
        _make(database)
    _point_at(database)
    _read_back(database)
    known, applied = _known(), _applied()
    if applied - known:
        raise StateRefused(
            f"{database} was written by a newer Honour ({_names(applied - known)}): install that one"
        )
    if known - applied:
        if applied and _holds_anything():
            raise StateRefused(
                f"{database} was written by an older Honour and holds entries: run `honour upgrade`,"
                f" which makes a backup first (missing: {_names(known - applied)})"
            )
        _migrate()


def _make(database: Path) -> None:
    """Make a new state beside its place, and move it there whole: a birth that is killed leaves only a draft.

    Django writes down that a migration was applied in a transaction of its own, so that one killed in between
    could not be applied again.
    """
    draft = database.with_name(database.name + ".draft")
    for ending in ("", "-wal", "-shm", "-journal"):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)
    draft.touch(mode=0o600)  # before SQLite makes it with everybody's right to read
    _point_at(draft)
    _migrate()
    connections["default"].close()
    draft.replace(database)


def _point_at(database: Path) -> None:
    connections["default"].close()
    connections.settings["default"]["NAME"] = connections["default"].settings_dict["NAME"] = str(database)


def _read_back(database: Path) -> None:
    """A setting that did not take would lose entries at a power cut, or leave erased text: say so."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name}")
            if cursor.fetchone()[0] != value:
                raise StateRefused(
                    f"{database}: SQLite does not honour PRAGMA {name} here; move the site to a local disk"
                )


def _migrate() -> None:
    from django.core.management import call_command  # only the first command pays for loading it

    call_command("migrate", verbosity=0, interactive=False)


def close_state() -> None:
    """Close the database, so that SQLite empties and removes its log."""
    if django_settings.configured:  # opening may have been refused before
        connections.close_all()


def _known() -> set[tuple[str, str]]:
    """The migrations of the code, read from the names of their files: no module is loaded."""
    return {
        (app.label, path.stem)
        for app in apps.get_app_configs()
        for path in (Path(app.path) / "migrations").glob("[0-9]*.py")
    }


def _applied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        ours = {app.label for app in apps.get_app_configs()}
        return {(app, name) for app, name in cursor.fetchall() if app in ours}


def _holds_anything() -> bool:
    """Whether the journal has an entry: nothing is kept without one. In SQL: models may be newer."""
    with connection.cursor() as cursor:
        if "keeping_journal_entry" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT EXISTS (SELECT 1 FROM keeping_journal_entry)")
        return bool(cursor.fetchone()[0])


def _names(migrations: set[tuple[str, str]]) -> str:
    return ", ".join(sorted(f"{app}.{name}" for app, name in migrations))
