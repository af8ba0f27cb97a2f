"""A database file copied into another, whole, in one transaction of the target."""

from pathlib import Path

from honour.connectors.dumping.sqlite import copy_into


def copied(source: Path, target: Path) -> None:
    """Let the file `target` hold what `source` holds; who is killed leaves it as it was.

    Raises StoreUnreachable.
    """
    copy_into(source, target)
