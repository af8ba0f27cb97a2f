"""One policy kept over the same shop on PostgreSQL and on MariaDB, from outside: the command, the rows."""

import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.servers import ServerShop, on_mariadb, on_postgres
from tests.journeys.shop import TREMBLAY, Told

MAKERS = {"PostgreSQL": on_postgres, "MariaDB": on_mariadb}
ANSWERS = {"PostgreSQL": "postgres_answers", "MariaDB": "mariadb_answers"}
GONE = ("+1 (514) 721-4711", TREMBLAY)
LATER = "2033-06-15T12:00+00:00"
COLUMNS = (
    "FirstName", "LastName", "Company", "Address", "City", "State", "Country", "PostalCode", "Phone", "Fax",
    "Email",
)  # fmt: skip


@pytest.fixture(scope="module", params=MAKERS)
def shop(
    request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerShop]:
    """A shop in which nothing is done but reading."""
    request.getfixturevalue(ANSWERS[request.param])
    with MAKERS[request.param](shared, tmp_path_factory.mktemp("shop")) as made:
        yield made


@dataclass(frozen=True, slots=True)
class Erased:
    """A shop from which François Tremblay was erased: its rows before and after, where he still stands, what
    the command said, and what it says to whoever asks again.
    """

    shop: ServerShop
    before: dict[str, list[tuple[Any, ...]]]
    after: dict[str, list[tuple[Any, ...]]]
    row: dict[str, Any]
    holding: dict[str, set[str]]
    told: Told
    again: Told


@pytest.fixture(scope="module", params=MAKERS)
def erased(
    request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Erased]:
    """He asked, and it was done, down to the files where these can be looked at."""
    request.getfixturevalue(ANSWERS[request.param])
    with MAKERS[request.param](shared, tmp_path_factory.mktemp("erased")) as made:
        before = made.rows()
        for value in GONE:
            assert made.holding(value), f"the look finds {value} where it stands"
        told = made.really("erase", TREMBLAY, "--physical", "--why", "he wrote to us")
        assert told.code == 0, told
        holding = {value: made.holding(value) for value in GONE}
        again = made.run("erase", TREMBLAY)
        yield Erased(made, before, made.rows(), customer(made), holding, told, again)


def customer(shop: ServerShop) -> dict[str, Any]:
    """François Tremblay's row, by SQLite's names."""
    columns = ", ".join(shop.spelt(column) for column in COLUMNS)
    [row] = shop.ask(f"SELECT {columns} FROM {shop.spelt('Customer')} WHERE {shop.spelt('CustomerId')} = 3")
    return dict(zip(COLUMNS, row, strict=True))


def test_the_map_declares_everything(shop: ServerShop) -> None:
    checked = shop.run("check", "--json")
    assert (checked.code, checked.document()["findings"]) == (0, [])


def test_an_answer_and_an_export_hold_every_value_of_his_rows_and_none_of_anybody_elses(
    shop: ServerShop,
) -> None:
    answer = shop.run("person", TREMBLAY, "--json")
    assert answer.code == 0, answer
    own: dict[str, Any] = {}
    invoices: dict[str, Counter[Any]] = {}
    for place in answer.document()["places"]:
        if place["place"] == f"main.{shop.spelt('Customer')}":
            own |= place["rows"][0]
        elif place["place"] == f"main.{shop.spelt('Invoice')}":
            for column in place["rows"][0]:
                invoices[column] = Counter(row[column] for row in place["rows"])
    assert own == {shop.spelt(column): value for column, value in customer(shop).items()}
    [(many, total)] = shop.ask(
        f"SELECT count(*), sum({shop.spelt('Total')}) FROM {shop.spelt('Invoice')}"
        f" WHERE {shop.spelt('CustomerId')} = 3"
    )
    totals = invoices[shop.spelt("Total")]
    assert totals.total() == many
    assert round(sum(totals.elements()), 2) == float(total)
    assert "Köhler" not in answer.out
    file = shop.folder / "his.zip"
    assert shop.run("export", TREMBLAY, "--out", str(file)).code == 0
    with zipfile.ZipFile(file) as archive:
        data = json.loads(archive.read("data.json"))
    assert data["places"] == answer.document()["places"]


def test_a_collation_makes_nobody_the_subject(shop: ServerShop) -> None:
    for other in ("ftrembláy@gmail.com", "ftremblay@gmail.com\u0301"):
        assert shop.run("person", other).code == 1, other


def test_what_is_erased_is_nowhere_in_the_database_and_nothing_else_changes(erased: Erased) -> None:
    assert erased.holding == {value: set() for value in GONE}
    assert (erased.row["FirstName"], erased.row["LastName"]) == ("François", "Tremblay")
    assert {erased.row[column] for column in COLUMNS[2:-1]} == {None}
    assert erased.row["Email"].endswith("@erased.invalid")
    for table, rows in erased.before.items():
        lost = Counter(map(repr, rows)) - Counter(map(repr, erased.after[table]))
        assert sum(lost.values()) == (1 if table == erased.shop.spelt("Customer") else 0), table
        assert len(rows) == len(erased.after[table])


def test_the_receipt_says_what_went_and_asking_again_finds_nothing(erased: Erased) -> None:
    assert f"went: 1 row of main.{erased.shop.spelt('Customer')}" in erased.told.out
    assert "logical: gone" in erased.told.out
    assert erased.again.code == 0, erased.again
    assert "Already erased on 2026-12-01; looked again, nothing found." in erased.again.out


def test_the_receipt_says_what_the_server_s_files_may_still_hold(erased: Erased) -> None:
    on_postgres = erased.shop.address.startswith("postgresql")
    assert f"physical: {'gone' if on_postgres else 'could not be checked'}" in erased.told.out
    assert "written anew in main, locked meanwhile: " in erased.told.out
    log = "the write-ahead log" if on_postgres else "the undo log"
    assert f"may remain in main: {log}" in erased.told.out


def test_a_sweep_years_later_takes_exactly_the_old_invoices_and_what_is_proved_verifies(
    erased: Erased,
) -> None:
    shop = erased.shop
    date, invoice = shop.spelt("InvoiceDate"), shop.spelt("Invoice")
    old = f"{date} < '2023-01-01'"
    [(many,)] = shop.ask(f"SELECT count(*) FROM {invoice} WHERE {old}")
    [(others,)] = shop.ask(f"SELECT count(*) FROM {invoice} WHERE NOT {old}")
    assert many == 166
    digest = shop.digest("sweep", now=LATER)
    swept = shop.run("sweep", "--physical", "--really", digest, now=LATER)
    assert swept.code == 0, swept
    assert shop.ask(f"SELECT count(*) FROM {invoice} WHERE {old}") == [(0,)]
    assert shop.ask(f"SELECT count(*) FROM {invoice}") == [(others,)]
    assert shop.run("sweep", now=LATER).out == "Nothing is due.\n"
    pack = shop.folder / "pack.zip"
    proved = shop.run("prove", "--pack", str(pack), now=LATER)
    assert proved.code in (0, 1), proved
    assert shop.run("verify", str(pack)).code == 0
