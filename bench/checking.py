"""`honour check` on a database of many tables, beside reflection alone: SQLAlchemy's, and our own reading."""

import argparse
import io
import json
import os
import sqlite3
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import Final

from sqlalchemy import MetaData, create_engine

from bench.measures import Measure, in_turn, measured
from bench.site import DATABASE_VARIABLE, POLICY
from honour.command import check
from honour.connectors.sql.opening import address_of
from honour.connectors.sql.store import open_store
from honour.website.folder import read_written_map

LIMIT: Final = 2.0  # times reflection alone, DESIGN section 14
_FIELDS: Final = ("name", "e-mail", "telephone", "postal address")
_HEAD: Final = """\
honour map: 1
stores:
  main: {sql: "${BENCH_DATABASE_URL}", time: {zone: UTC}}
persons:
  customer: {table: main.people, key: id, known by: {email: e-mail}}
places:
  - {table: main.people, belongs to: {customer: id}, holds: {email: {field: e-mail, becomes: unique}}}
events:
  last order: {column: main.t0.placed_at, belongs to: {customer: person_id}, take: last}
"""


def checking(folder: Path, tables: int = 500, rounds: int = 5) -> list[Measure]:
    """The whole command in one process, all read anew; in turn with its reference."""
    database = _site(folder, tables)
    os.environ[DATABASE_VARIABLE] = f"sqlite:///{database.absolute()}"
    taken = argparse.ArgumentParser()
    check.arguments(taken)
    asked = taken.parse_args([], argparse.Namespace(site=folder, json=True))

    def whole(_turn: int) -> None:
        with redirect_stdout(io.StringIO()) as said:
            check.run(asked)
        found = [one for one in json.loads(said.getvalue())["findings"] if "main" in one["place"]]
        if found:
            raise RuntimeError(f"the generated map does not fit its database: {found[0]}")

    store = read_written_map(folder).stores["main"]

    def reading(_turn: int) -> None:
        with open_store(store, address_of(store, os.environ)) as opened:
            if len(opened.tables()) != tables + 1:
                raise RuntimeError("the catalogue was not read whole")

    def reflecting(_turn: int) -> None:
        engine = create_engine(address_of(store, os.environ))
        found = MetaData()
        found.reflect(engine)
        engine.dispose()
        if len(found.tables) != tables + 1:
            raise RuntimeError("the tables were not reflected whole")

    whole(0)
    reflected, read = in_turn(whole, reflecting, range(rounds)), in_turn(whole, reading, range(rounds))
    return [
        measured(f"honour check, {tables} tables (SQLAlchemy reflects)", *reflected, goal=("at most", LIMIT)),
        measured(f"honour check, {tables} tables (Honour reads the catalogue)", *read),
    ]


def _site(folder: Path, tables: int) -> Path:
    """A site of so many tables, each a customer's, with four personal columns and four others."""
    folder.mkdir(parents=True)
    (folder / "policy.yaml").write_text(POLICY, "utf-8")
    places = [
        f"  - {{table: main.t{number}, belongs to: {{customer: person_id}}, collected: placed_at, holds: {{"
        + ", ".join(f"c{place}: {field}" for place, field in enumerate(_FIELDS))
        + ", d0: nothing personal, d1: nothing personal}}\n"
        for number in range(tables)
    ]
    (folder / "map.yaml").write_text(_HEAD.replace("events:", "".join(places) + "events:"), "utf-8")
    with closing(sqlite3.connect(folder / "many.db")) as connection:
        connection.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT UNIQUE)")
        for number in range(tables):
            connection.execute(
                f"CREATE TABLE t{number} (id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES people (id),"
                " placed_at DATETIME NOT NULL, c0 TEXT, c1 TEXT, c2 TEXT, c3 TEXT, d0 INTEGER, d1 TEXT)"
            )
            connection.execute(f"CREATE INDEX of{number} ON t{number} (person_id)")
        connection.commit()
    return folder / "many.db"
