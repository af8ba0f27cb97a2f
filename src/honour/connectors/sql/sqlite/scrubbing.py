"""What SQLite's files still hold of erased rows: emptied, looked at, and said.

A deleted row stays readable in free pages unless `secure_delete` was on when it was deleted, and in the
write-ahead log until that is truncated, which any open reader prevents without an error. So each absence is
looked for in the bytes of the files, for values that the same look had found before the erasure: without
that positive control, not finding a value proves nothing (DESIGN, section 10).

What this cannot see: copies elsewhere (backups, replicas, file-system snapshots), and blocks of files that
the file system has released. The receipt does not speak of them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from honour.carrying_out.ports import Json, Physical, Scrubbed
from honour.connectors.sql.sqlite.spelling import quoted
from honour.connectors.sql.telling import TELLING, telling
from honour.places.personal import Personal

CHUNK: Final = 1024 * 1024  # bytes read at once: memory stays flat on a file of any size
_FILES: Final = ("", "-wal", "-journal")


def encoding_of(connection: Connection) -> str:
    """How the database writes text: UTF-8, UTF-16le or UTF-16be, as it chose when it was made."""
    return str(connection.execute("PRAGMA encoding").fetchone()[0])


def seen(path: Path, values: Sequence[Personal[str]], encoding: str) -> tuple[bool, ...]:
    """Which values the bytes of the database, its write-ahead log and its rollback journal hold now."""
    wanted = [telling(_encoded(value.reveal(), encoding)) for value in values]
    found = [False] * len(wanted)
    for chunk in _chunks(path):
        for number, value in enumerate(wanted):
            if not found[number] and value in chunk:
                found[number] = True
    return tuple(found)


def scrub(
    connection: Connection, path: Path, values: Sequence[Personal[str]], before: Sequence[bool], rewrite: bool
) -> Scrubbed:
    """Truncate the log, rewrite the file if asked, and look again for each value that was seen before."""
    if rewrite:
        connection.execute("VACUUM")
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    sought = [value for value, was_seen in zip(values, before, strict=True) if was_seen]
    now = seen(path, sought, encoding_of(connection))
    left = [value for value, still in zip(sought, now, strict=True) if still]
    shared = [value for value in left if _stands_in_a_row(connection, value)]
    facts: dict[str, Json] = {
        "looked for": len(sought),
        "never seen": len(values) - len(sought),
        "found": len(left) - len(shared),
        "also in rows that stay": len(shared),
    }
    return Scrubbed(_level(bool(busy), len(sought), len(left) - len(shared)), facts)


def _encoded(text: str, encoding: str) -> bytes:
    """A text as the file holds it; what was no UTF-8 there came out as surrogates, and goes back."""
    return text.encode(encoding, "surrogateescape" if encoding == "UTF-8" else "surrogatepass")


def _level(busy: bool, sought: int, found: int) -> Physical:
    if busy:
        return "not yet"
    if not sought:
        return "could not be checked"
    return "found" if found else "gone"


def _chunks(path: Path) -> Iterator[bytes]:
    """The files' bytes in pieces that overlap by what a value can be long, so that none is cut in two."""
    for ending in _FILES:
        file = path.with_name(path.name + ending)
        if not file.exists():
            continue
        with file.open("rb") as stream:
            tail = b""
            while piece := stream.read(CHUNK):
                yield tail + piece
                tail = piece[1 - TELLING :]


def _stands_in_a_row(connection: Connection, value: Personal[str]) -> bool:
    """Whether a row that stays holds what is looked for: then finding that says nothing of the erased row."""
    tables = connection.execute(
        "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    raw = telling(_encoded(value.reveal(), encoding_of(connection)))
    for table, column in tables:
        asked = f"SELECT 1 FROM {quoted(table)} WHERE instr(CAST({quoted(column)} AS BLOB), ?) > 0 LIMIT 1"  # noqa: S608 - names quoted, value bound
        if connection.execute(asked, (raw,)).fetchone() is not None:
            return True
    return False
