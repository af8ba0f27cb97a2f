"""SQLite files made for a test, and their rows as they lie there."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from honour.connectors.sql.store import SqlStore, open_store
from honour.places.map import Store
from honour.places.selections import Row, Table
from tests.places.drawn import COLUMNS, Drawn

SHOP = Store("main", "${SHOP_URL}", "UTC")


def quoted(name: str) -> str:
    """An identifier as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def run(file: Path, *statements: str) -> None:
    """Carry out SQL on a file with a connection of its own."""
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def held(file: Path, table: str) -> list[Row]:
    """Every row of a table, as it lies in the file now."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {quoted(table)}")]


def make(file: Path, drawn: Drawn) -> Mapping[Table, Sequence[Row]]:
    """Make the drawn database; its rows as the columns' types left them, each with its row number."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(f"PRAGMA encoding='{drawn.encoding}'")
        connection.execute("BEGIN")
        for table, types in drawn.tables.items():
            columns = ", ".join(f"{quoted(column)} {types[column]}" for column in COLUMNS)
            connection.execute(f"CREATE TABLE {quoted(table.name)} (number INTEGER PRIMARY KEY, {columns})")
            marks = ", ".join("?" * len(COLUMNS))
            for number, row in enumerate(drawn.rows[table]):
                values = [number, *(row[column] for column in COLUMNS)]
                connection.execute(f"INSERT INTO {quoted(table.name)} VALUES (?, {marks})", values)
        connection.execute("COMMIT")
    return {table: held(file, table.name) for table in drawn.tables}


@contextmanager
def opened(file: Path) -> Iterator[SqlStore]:
    """The file as Honour opens it."""
    with open_store(SHOP, f"sqlite:///{file}") as store:
        yield store
