"""Very many keys at once, as of people who are held, in a statement that speaks of them many times."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from honour.connectors.sql.store import SqlStore, open_store
from honour.places.personal import Personal
from honour.places.selections import IsSubject, Selection, Table, all_of, negation
from tests.connectors.sql.databases import SHOP, opened, run
from tests.connectors.sql.test_stores_on_servers import _own
from tests.servers import scratch_on_mariadb, scratch_on_postgres

PERSON = Table("main", "person")
MANY = 1500
SCRIPT = (
    "CREATE TABLE person (id INTEGER PRIMARY KEY, other BIGINT)",
    "INSERT INTO person VALUES " + ", ".join(f"({n}, {n % 7})" for n in range(MANY + 10)),
)


@contextmanager
def store(server: str, folder: Path) -> Iterator[SqlStore]:
    """A store with more people than are held."""
    if server == "SQLite":
        run(folder / "shop.db", *SCRIPT)
        with opened(folder / "shop.db") as made:
            yield made
        return
    with (scratch_on_postgres if server == "PostgreSQL" else scratch_on_mariadb)() as address:
        with _own(address) as ask:
            for statement in SCRIPT:
                ask(statement)
        with open_store(SHOP, address) as made:
            made.tables()
            yield made


@pytest.mark.parametrize("server", ["SQLite", "PostgreSQL", "MariaDB"])
def test_a_question_speaks_of_very_many_people_in_each_of_its_parts(server: str, tmp_path: Path) -> None:
    keys = Personal(tuple((number,) for number in range(MANY)))
    of_them = Selection(PERSON, IsSubject(("id",)))
    others = Selection(PERSON, all_of([negation(IsSubject(("id",))), IsSubject(("other",))]))
    with store(server, tmp_path) as made:
        assert made.tally([of_them, others] * 24, keys) == (MANY, 10) * 24
