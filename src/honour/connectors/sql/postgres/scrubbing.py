"""What a PostgreSQL server still holds of erased rows: said, refreshed, rewritten if asked, and looked at.

A deleted row stays readable in the table's file and in its indexes, also after VACUUM, until VACUUM FULL
writes them anew, which locks the table; its values stay in the planner's statistics until ANALYZE. Nothing is
rewritten unasked. Who may read the server's files looks at them before and after: without having been found
before, not being found proves nothing (DESIGN, section 10).

What this cannot see: the write-ahead log, archives, replicas, the server's log, values that were compressed
out of line, and blocks that the file system has released. The receipt names the first ones.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

import psycopg

from honour.carrying_out.ports import Json, Physical, Scrubbed
from honour.connectors.sql.telling import TELLING, telling
from honour.places.personal import Personal

CHUNK: Final = 1024 * 1024  # bytes read at once: memory stays flat on a file of any size
MOST: Final = 2**30  # bytes looked at; beyond, looking would take the server longer than an erasure may
Driver = psycopg.Connection[tuple[Any, ...]]

_TOUCHED: Final = """
WITH touched AS (
    SELECT to_regclass(name)::oid AS oid FROM unnest($1::text[]) AS n(name)
    UNION SELECT t.relid::oid FROM unnest($1::text[]) AS n(name), pg_partition_tree(to_regclass(name)) t
), heaps AS (
    SELECT oid FROM touched
    UNION SELECT c.reltoastrelid FROM pg_class c JOIN touched USING (oid)
)
SELECT pg_relation_filepath(c.oid), pg_relation_size(c.oid) FROM pg_class c
WHERE c.relkind IN ('r', 't', 'i') AND (c.oid IN (SELECT oid FROM heaps)
   OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM heaps)))"""
_MAY_READ: Final = (
    "SELECT has_function_privilege('pg_read_binary_file(text,bigint,bigint,boolean)', 'EXECUTE')::int"
    " WHERE current_setting('server_encoding') = 'UTF8'"
)
_IN_STATISTICS: Final = """
SELECT v.value FROM unnest($2::text[]) AS v(value) WHERE EXISTS (
    SELECT 1 FROM pg_stats s WHERE format('%I.%I', s.schemaname, s.tablename)::regclass IN (
        SELECT to_regclass(name) FROM unnest($1::text[]) AS n(name))
    AND position(v.value IN concat(s.most_common_vals::text, s.histogram_bounds::text)) > 0)"""
_OWNED: Final = (
    "SELECT n.name FROM unnest($1::text[]) AS n(name) JOIN pg_class c ON c.oid = to_regclass(n.name)"
    " WHERE pg_has_role(c.relowner, 'USAGE')"
)
_READERS: Final = (  # whoever sees an older moment keeps the rows of that moment from being left out
    "SELECT count(*) FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid()"
    " AND datname = current_database()"
)
_KEPT: Final = "SELECT current_setting('max_wal_size'), current_setting('archive_mode')"


def seen(driver: Driver, values: Sequence[Personal[str]], tables: Collection[str]) -> tuple[bool, ...]:
    """Which values the files of these tables hold now; none where this user may not read them."""
    wanted = [telling(value.reveal().encode("utf-8", "replace")) for value in values]
    found = [False] * len(wanted)
    for chunk in _chunks(driver, tables) if wanted else ():
        for number, value in enumerate(wanted):
            if not found[number] and value in chunk:
                found[number] = True
    return tuple(found)


def scrub(
    driver: Driver,
    values: Sequence[Personal[str]],
    before: Sequence[bool],
    rewrite: bool,
    tables: Sequence[str],
) -> Scrubbed:
    """Refresh the statistics, write the tables anew if asked, and look again for what was seen before."""
    owned = [str(name) for (name,) in driver.execute(_OWNED, (list(tables),)).fetchall()]
    for name in owned:
        _maintain(driver, f"VACUUM (FULL, ANALYZE) {name}" if rewrite else f"ANALYZE {name}")
    sought = [value for value, was_seen in zip(values, before, strict=True) if was_seen]
    now = seen(driver, sought, tables)
    left = [value for value, still in zip(sought, now, strict=True) if still]
    shared = [value for value in left if _stands_in_a_row(driver, value, tables)]
    known = {value.reveal() for value in left}
    others = [value for value in _in_statistics(driver, values, tables) if value.reveal() not in known]
    counted = [value for value in others if not _stands_in_a_row(driver, value, tables)]
    found = len(left) - len(shared) + len(counted)
    readers = driver.execute(_READERS).fetchall()[0][0] if rewrite and left else 0
    facts: dict[str, Json] = {
        "looked for": len(sought),
        "never seen": len(values) - len(sought),
        "found": found,
        "also in rows that stay": len(shared),
        "rewritten": owned if rewrite else [],
        "may remain": _may_remain(driver, [name for name in tables if name not in owned], rewrite),
    }
    return Scrubbed(_level(len(sought), found, bool(readers)), facts)


def _level(sought: int, found: int, read_meanwhile: bool) -> Physical:
    if found:
        return "not yet" if read_meanwhile else "found"
    return "gone" if sought else "could not be checked"


def _may_remain(driver: Driver, of_others: Sequence[str], rewrite: bool) -> list[Json]:
    """Where values may still be read, and until when, as somebody in charge can act on it."""
    [(size, archived)] = driver.execute(_KEPT).fetchall()
    places = [] if rewrite else ["tables and indexes: until VACUUM FULL, which --physical runs"]
    if of_others:
        names = ", ".join(of_others)
        places.append(f"statistics and files of {names}, owned by another role: until it runs VACUUM FULL")
    places.append(f"the write-ahead log and what replicas have of it: until recycled (max_wal_size {size})")
    if archived != "off":
        places.append("the archived write-ahead log: as long as it is kept")
    places.append("the server's log, if it wrote statements or errors down: as long as it is kept")
    return list(places)


def _maintain(driver: Driver, statement: str) -> None:
    """A large table is written anew for as long as that takes; a lock is waited for as always."""
    [(longest,)] = driver.execute("SELECT current_setting('statement_timeout')").fetchall()
    driver.execute("SET statement_timeout = 0")
    try:
        driver.execute(statement.encode())
    finally:
        with suppress(psycopg.Error):
            driver.execute("SELECT set_config('statement_timeout', $1, false)", (longest,))


def _chunks(driver: Driver, tables: Collection[str]) -> Iterator[bytes]:
    """The bytes of the tables' files in pieces that overlap by what a value can be long."""
    may = driver.execute(_MAY_READ).fetchall()
    if may != [(1,)]:
        return
    with suppress(psycopg.errors.InsufficientPrivilege):
        driver.execute("CHECKPOINT")  # what was written lies in the files, and not in memory alone
    files = driver.execute(_TOUCHED, (list(tables),)).fetchall()
    if sum(int(size) for _, size in files) > MOST:
        return
    with driver.cursor(binary=True) as cursor:
        for path, size in files:
            for start in range(0, int(size), CHUNK):
                cursor.execute(
                    "SELECT pg_read_binary_file($1::text, $2::bigint, $3::bigint, true)",
                    (path, start, CHUNK + TELLING),
                )
                for (piece,) in cursor:
                    yield bytes(piece or b"")


def _in_statistics(
    driver: Driver, values: Sequence[Personal[str]], tables: Collection[str]
) -> list[Personal[str]]:
    """The values that the planner's statistics of these tables hold; ANALYZE leaves an empty table's."""
    texts = [value.reveal() for value in values if "\0" not in value.reveal()]
    if not texts:
        return []
    rows = driver.execute(_IN_STATISTICS, (list(tables), texts)).fetchall()
    return [value for value in values if value.reveal() in {text for (text,) in rows}]


def _stands_in_a_row(driver: Driver, value: Personal[str], tables: Collection[str]) -> bool:
    """Whether a row that stays holds the text: then finding it says nothing of the erased row."""
    written = value.reveal().replace("\\", "\\\\").replace('"', '""')  # as the text of a whole row has it
    return any(
        driver.execute(
            f"SELECT 1 FROM {name} AS r WHERE position($1::text IN r::text) > 0 LIMIT 1".encode(),  # noqa: S608 - names quoted, value bound
            (written,),
        ).fetchall()
        for name in tables
    )
