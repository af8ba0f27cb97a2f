"""What is said of somebody after his erasure: all that stays, nothing that is another's, and never too early
that nothing is left.
"""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from tests.journeys.shop import TREMBLAY, Erased, Shop, copied

IN_2036 = "2036-01-01T08:00+01:00"


def test_what_stays_is_shown_and_exported_to_whoever_asks_by_the_address_that_is_gone(
    erased: Erased, tmp_path: Path
) -> None:
    shop = copied(erased[0], tmp_path)
    shown = shop.run("person", TREMBLAY, "--json").document()
    assert shown["person"] == "customer:3"
    assert len(shown["cases"]) == 1
    file = tmp_path / "his.zip"
    assert shop.run("export", TREMBLAY, "--out", str(file)).code == 0
    with closing(zipfile.ZipFile(file)) as archive:
        data = archive.read("data.json").decode()
    assert data.count("1498 rue Bélanger") == 7
    assert TREMBLAY not in data


def test_once_nothing_stays_an_export_says_so_and_writes_nothing(erased: Erased, tmp_path: Path) -> None:
    shop = copied(erased[0], tmp_path)
    assert shop.really("sweep", now=IN_2036).code == 0
    told = shop.run("export", TREMBLAY, "--out", str(tmp_path / "his.zip"), now=IN_2036)
    assert told.code == 1
    assert "Erasure asked on 2026-12-01" in told.out
    assert not (tmp_path / "his.zip").exists()


def test_whoever_is_given_an_erased_persons_key_is_told_nothing_of_that_erasure(shop: Shop) -> None:
    shop.sql("UPDATE Invoice SET CustomerId = 1 WHERE CustomerId = 59")
    [(mail,)] = shop.sql("SELECT Email FROM Customer WHERE CustomerId = 59")
    assert shop.really("erase", mail).code == 0
    assert shop.sql("SELECT count(*) FROM Customer WHERE CustomerId = 59") == [(0,)]
    shop.sql("INSERT INTO Customer (FirstName, LastName, Email) VALUES ('New', 'Person', 'new@shop.example')")
    stranger = shop.run("person", "new@shop.example", "--json").document()
    assert stranger["person"] == "customer:59"
    assert stranger["cases"] == []
    assert len(shop.run("person", mail, "--json").document()["cases"]) == 1


def test_the_journal_forgets_whoever_was_erased_once_nothing_more_can_come_of_it(
    shop: Shop, tmp_path: Path
) -> None:
    shop.sql("UPDATE Invoice SET CustomerId = 1 WHERE CustomerId = 59")
    [(mail,)] = shop.sql("SELECT Email FROM Customer WHERE CustomerId = 59")
    assert [shop.really("erase", who).code for who in (mail, TREMBLAY)] == [0, 0]
    gone, held = (
        shop.run("person", who, "--json").document()["cases"][0]["request"] for who in (mail, TREMBLAY)
    )
    shop.sql("INSERT INTO Customer (FirstName, LastName, Email) VALUES ('New', 'Person', 'new@shop.example')")
    assert shop.run("person", "new@shop.example", "--why", "he called").code == 0
    stranger = tied(shop)[-1]
    of_gone, of_held = naming(shop, gone), naming(shop, held)
    assert of_gone | of_held <= set(tied(shop)), "the positive control"
    assert shop.run("sweep", "--scheduled", now="2026-12-30T09:00+00:00").code in (0, 1)
    assert of_gone <= set(tied(shop)), "within thirty days"
    assert shop.run("sweep", "--scheduled", now="2027-01-02T09:00+00:00").code in (0, 1)
    assert set(tied(shop)) & of_gone == set()
    assert set(tied(shop)) >= of_held, "something of his is held"
    assert stranger in tied(shop), "whoever has the key now is not forgotten"
    assert shop.really("sweep", now=IN_2036).code == 0
    assert set(tied(shop)) & of_held == set()
    proved = shop.run("prove", "--json", "--pack", str(tmp_path / "pack.zip"), now=IN_2036)
    verified = shop.run("verify", str(tmp_path / "pack.zip"), "--key", proved.document()["key"])
    assert verified.code == 0, verified


def tied(shop: Shop) -> list[int]:
    """The entries of the journal that are somebody's."""
    with closing(sqlite3.connect(shop.site / "data/honour.db")) as state:
        found = state.execute(
            "SELECT DISTINCT entry_id FROM keeping_journal_subjectlink ORDER BY entry_id"
        ).fetchall()
    return [entry for (entry,) in found]


def naming(shop: Shop, request: str) -> set[int]:
    """The entries that name a request."""
    with closing(sqlite3.connect(shop.site / "data/honour.db")) as state:
        found = state.execute("SELECT entry_id, act FROM keeping_journal_detail").fetchall()
    return {entry for entry, act in found if json.loads(act)["facts"].get("request") == request}


def test_a_held_row_without_a_plausible_date_keeps_the_case_open(shop: Shop) -> None:
    shop.sql("UPDATE Invoice SET InvoiceDate = '0000-00-00 00:00:00' WHERE InvoiceId = 391")
    assert shop.really("erase", TREMBLAY).code == 0
    assert shop.really("sweep", now=IN_2036).code == 0
    assert shop.sql("SELECT InvoiceId FROM Invoice WHERE CustomerId = 3") == [(391,)]
    [case] = shop.run("person", TREMBLAY, "--json", now=IN_2036).document()["cases"]
    assert {one["place"] for one in case["stays"]} >= {"main.Invoice", "main.Customer"}
    assert shop.run("sweep", now=IN_2036).out == "Nothing is due.\n"


def test_a_step_that_the_database_refuses_is_undone_and_stops_nobody_elses_erasure(shop: Shop) -> None:
    shop.sql("CREATE TABLE Badge (Id INTEGER PRIMARY KEY, Holder INTEGER REFERENCES Employee (EmployeeId))")
    shop.sql("INSERT INTO Badge VALUES (1, 3)")
    before = shop.dump()
    told = shop.really("erase", "jane@chinookcorp.com")
    assert told.code == 1
    assert "declare its table in the map" in told.err
    assert shop.dump() == before
    assert [act["act"] for act in shop.journal()][-1] == "erasure abandoned"
    assert shop.really("erase", TREMBLAY).code == 0
    shop.sql("DELETE FROM Badge")
    assert shop.really("erase", "jane@chinookcorp.com").code == 0


def test_a_held_persons_key_given_to_another_is_not_followed(erased: Erased, tmp_path: Path) -> None:
    """Neither row bears an identifier, so that only what stays in the row tells one from the other."""
    shop = copied(erased[0], tmp_path)
    shop.sql("UPDATE Customer SET FirstName = 'New', LastName = 'Person' WHERE CustomerId = 3")
    shop.sql("UPDATE Invoice SET InvoiceDate = '2035-12-30 00:00:00' WHERE CustomerId = 3")
    shop.run("sweep", now=IN_2036)
    due = shop.run("sweep", "--json", now=IN_2036).document()
    assert all(plan["person"] is None for plan in due["plans"]), due
    assert shop.run("person", TREMBLAY, "--json").document()["found"] is False


def test_a_row_that_would_keep_what_nobody_declared_is_not_called_erased(shop: Shop) -> None:
    shop.sql("ALTER TABLE Customer ADD COLUMN SecretNote TEXT DEFAULT 'owes me money'")
    before = shop.dump()
    told = shop.really("erase", TREMBLAY)
    assert told.code == 1
    assert "main.Customer.SecretNote" in told.err
    assert shop.dump() == before


def test_a_check_without_a_map_says_that_no_database_was_looked_at(shop: Shop) -> None:
    (shop.site / "map.yaml").unlink()
    told = shop.run("check")
    assert told.code == 0
    assert "no database was looked at" in told.out
