"""The tables of a site: which migrations the program has, and applying them."""

from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from honour.website import settings

PEOPLE: Final = "honour.keeping.people"


def known(served: bool) -> set[tuple[str, str]]:
    """The migrations of the code, by label and name, read from the names of their files: no module is loaded.

    `served` says that Honour runs the site; else there are only those of its own records.
    """
    packages = settings.INSTALLED_APPS if served else settings.ENGINE_APPS
    return {
        (label_of(package), path.stem)
        for package in packages
        for path in (_folder(package) / "migrations").glob("[0-9]*.py")
    }


def label_of(package: str) -> str:
    """How Django calls an app in its table of migrations: ours by two names, others by their last."""
    *_, room, name = package.split(".") if "." in package else ("", package)
    return f"keeping_{name}" if room == "keeping" else name


def _folder(package: str) -> Path:
    found = find_spec(package)  # loads the packages above it, which hold nothing
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed", name=package)
    return Path(found.origin).parent


def apply() -> None:
    """Apply what the database lacks of the apps that are loaded; on a server, all or nothing."""
    from django.core.management import call_command  # only who migrates pays for loading it

    whole = transaction.atomic() if connection.features.can_rollback_ddl and not _is_file() else nullcontext()
    with whole:
        call_command("migrate", verbosity=0, interactive=False)


def _is_file() -> bool:
    return connection.vendor == "sqlite"  # its schema changes want to switch foreign keys off, outside of any
