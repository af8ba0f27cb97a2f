"""One policy kept over one real database, from outside: the command, the files' bytes, and nothing else."""

import html
import json
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.shop import TREMBLAY, Erased, Shop, copied

KEPT_NAME = ("François", "Tremblay")
GONE = ("1498 rue Bélanger", "+1 (514) 721-4711", TREMBLAY)  # with the invoices, the address goes too
OWN = {
    "Customer": "CustomerId = ?",
    "Invoice": "CustomerId = ?",
    "InvoiceLine": "InvoiceId IN (SELECT InvoiceId FROM Invoice WHERE CustomerId = ?)",
}
KEYS = {
    "CustomerId",
    "SupportRepId",
    "InvoiceId",
    "InvoiceLineId",
}  # they lead from row to row, and say nothing


def rows_of(shop: Shop, table: str, customer: int) -> list[dict[str, Any]]:
    names = [row[1] for row in shop.sql(f"PRAGMA table_info({table})")]
    rows = shop.sql(f"SELECT * FROM {table} WHERE {OWN[table]}", customer)
    return [{name: value for name, value in zip(names, row, strict=True) if name not in KEYS} for row in rows]


def values_by_column(places: Sequence[Mapping[str, Any]]) -> dict[str, Counter[object]]:
    """What an answer holds, whatever the tables that it is divided into."""
    found: dict[str, Counter[object]] = {}
    for place in places:
        for row in place["rows"]:
            for column, value in row.items():
                found.setdefault(f"{place['place']}.{column}", Counter())[value] += 1
    return found


def held_by_column(shop: Shop, customer: int) -> dict[str, Counter[object]]:
    tables = [{"place": f"main.{table}", "rows": rows_of(shop, table, customer)} for table in OWN]
    return values_by_column(tables)


def cells(page: str) -> Counter[str]:
    """The cells of a page's tables, as somebody reads them."""
    return Counter(html.unescape(text) for text in re.findall(r"<td>(.*?)</td>", page, re.DOTALL))


# What is declared, and what is said


def test_the_map_declares_everything(shop: Shop) -> None:
    checked = shop.run("check", "--json")
    told = checked.document()
    assert (checked.code, told["findings"], told["not built"]) == (0, [], [])


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("ALTER TABLE Customer ADD COLUMN Nickname TEXT", "main.Customer.Nickname"),
        ("CREATE TABLE Wishlist (Id INTEGER PRIMARY KEY, CustomerId INTEGER)", "main.Wishlist"),
    ],
)
def test_what_nobody_declared_is_found_and_named(shop: Shop, change: str, named: str) -> None:
    shop.sql(change)
    checked = shop.run("check")
    assert checked.code == 1
    assert named in checked.out


@pytest.mark.parametrize(
    ("language", "terms"),
    [
        ("en", ("three years", "ten years", "end of the financial year", "L123-22")),
        ("fr", ("trois ans", "dix ans", "exercice", "L.\N{NO-BREAK SPACE}123-22")),
    ],
)
def test_the_page_says_the_terms_in_either_language(
    shop: Shop, language: str, terms: tuple[str, ...]
) -> None:
    page = shop.run("publish", "--lang", language)
    assert page.code == 0
    for term in terms:
        assert term in page.out


# What one person is shown


def test_an_answer_holds_every_value_of_his_rows_and_none_of_anybody_elses(shop: Shop) -> None:
    answer = shop.run("person", TREMBLAY, "--json").document()
    assert answer["person"] == "customer:3"
    assert values_by_column(answer["places"]) == held_by_column(shop, 3)
    leonie = shop.run("person", "leonekohler@surfeu.de", "--json")
    assert values_by_column(leonie.document()["places"]) == held_by_column(shop, 2)
    for name in (*KEPT_NAME, "Bélanger"):
        assert name not in leonie.out


def test_an_answer_on_the_terminal_holds_every_value_too(shop: Shop) -> None:
    narrow = shop.run("person", TREMBLAY, also={"COLUMNS": "60"})
    assert narrow.code == 0
    for column, values in held_by_column(shop, 3).items():
        for value in values:
            assert value is None or str(value) in narrow.out, column
    assert "Köhler" not in narrow.out


def test_an_export_holds_every_value_of_his_rows_in_data_and_in_both_pages(shop: Shop) -> None:
    file = shop.folder / "tremblay.zip"
    told = shop.run("export", TREMBLAY, "--out", str(file))
    assert told.code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert sorted(texts) == ["data.en.html", "data.fr.html", "data.json"]
    held = held_by_column(shop, 3)
    assert values_by_column(json.loads(texts["data.json"])["places"]) == held
    shown: Counter[str] = Counter()
    for values in held.values():
        for value, times in values.items():
            shown["–" if value is None else str(value)] += times
    for name in ("data.en.html", "data.fr.html"):
        assert cells(texts[name]) == shown, name
        assert "Köhler" not in texts[name]


def test_looking_is_an_act_and_stands_in_the_journal_without_his_name(shop: Shop) -> None:
    before = shop.journal()
    assert shop.run("person", TREMBLAY, "--why", "François Tremblay called").code == 0
    assert shop.run("export", TREMBLAY, "--out", str(shop.folder / "his.zip")).code == 0
    assert [act["act"] for act in shop.journal()[len(before) :]] == ["read", "exported"]
    state = b"".join(shop.bytes_of(shop.site / "data", shop.keys).values())
    assert len(state) > 100_000
    for name in (*KEPT_NAME, TREMBLAY):
        assert name.encode() not in state


def test_somebody_never_seen_is_exit_1_and_what_was_asked_is_not_repeated(shop: Shop) -> None:
    for words in (["person"], ["erase"], ["export", "--out", "x.zip"]):
        told = shop.run(words[0], "jeanne.inconnue@nulle.example", *words[1:])
        assert told.code == 1
        assert "inconnue" not in told.out + told.err
    assert not (shop.site / "x.zip").exists()


# Erasing


def test_a_dry_run_changes_not_one_byte_of_the_database(shop: Shop) -> None:
    before = shop.database.read_bytes()
    told = shop.run("erase", TREMBLAY)
    assert told.code == 0
    assert "Nothing was changed" in told.out
    assert shop.bytes_of(shop.database) == {"chinook.db": before}
    assert sorted(path.name for path in shop.folder.iterdir()) == ["chinook.db", "shop", "shop.keys"]


def test_what_was_erased_is_in_no_answer(erased: Erased) -> None:
    shop, _, _ = erased
    [(first, last, *others)] = shop.sql(
        "SELECT FirstName, LastName, Company, Address, City, State, Country, PostalCode, Phone, Fax, Email"
        " FROM Customer WHERE CustomerId = 3"
    )
    assert (first, last) == KEPT_NAME
    assert others[:-1] == [None] * 8
    assert re.fullmatch(r"erased-[0-9a-f]{32}@erased\.invalid", others[-1])
    told = shop.run("person", TREMBLAY)
    assert TREMBLAY not in told.out + told.err
    assert "+1 (514) 721-4711" not in told.out


def test_what_was_erased_is_in_no_byte_of_the_shop_and_was_there_before(
    first_shop: Shop, erased: Erased
) -> None:
    shop, _, _ = erased
    for value in ("+1 (514) 721-4711", TREMBLAY):
        assert value.encode() in first_shop.database.read_bytes()
        found = [name for name, content in shop.bytes_of().items() if value.encode() in content]
        assert found == [], value
    # His address stays, on his seven invoices alone.
    assert first_shop.database.read_bytes().count("1498 rue Bélanger".encode()) >= 8
    assert shop.sql("SELECT count(*) FROM Customer WHERE Address LIKE '%Bélanger%'") == [(0,)]


def test_the_engines_state_and_what_was_said_name_nobody(erased: Erased) -> None:
    shop, _, told = erased
    state = shop.bytes_of(shop.site / "data", shop.keys)
    assert {"shop/data/honour.db", "shop.keys/hash.key"} <= set(state)
    for value in (*GONE, *KEPT_NAME):
        assert value not in told.out + told.err
        assert [name for name, content in state.items() if value.encode() in content] == [], value


def test_name_and_invoices_stay_and_every_other_row_is_unchanged(
    erased: Erased,
) -> None:
    shop, before, _ = erased
    after = shop.dump()
    changed = [line for line in before if line not in set(after)]
    assert [line[: len('INSERT INTO "Customer" VALUES(3,')] for line in changed] == [
        'INSERT INTO "Customer" VALUES(3,'
    ]
    assert len(after) == len(before)
    assert shop.sql("SELECT count(*), count(BillingAddress) FROM Invoice WHERE CustomerId = 3") == [(7, 7)]


def test_the_receipt_says_what_went_what_stays_and_how_far_it_is_gone(first_shop: Shop, shop: Shop) -> None:
    told = shop.run("erase", TREMBLAY, "--really", shop.digest("erase", TREMBLAY), "--json")
    receipt = told.document()["receipt"]
    assert [(went["place"], went["rows"]) for went in receipt["went"]] == [("main.Customer", 1)]
    assert {(one["place"], one["rows"]) for one in receipt["stays"]} == {
        ("main.Customer", 1),
        ("main.Invoice", 7),
        ("main.InvoiceLine", 38),
    }
    for one in receipt["stays"]:
        assert (one["source"], one["last_ends"]) == ("C. com. L123-22", "2035-12-31"), one
    assert receipt["levels"]["logical"] == receipt["levels"]["physical"] == "gone"
    assert receipt["levels"]["keys"] == "by 2026-12-18"  # no copy of honour.db opens what it had sealed
    assert receipt["answered"] == "2026-12-01T09:30Z"


def test_a_second_run_says_when_it_was_done_and_looks_again(erased: Erased) -> None:
    shop, _, _ = erased
    before = shop.dump()
    for who in (TREMBLAY, "customer:3", " FTREMBLAY@gmail.com "):
        again = shop.run("erase", who, now="2027-03-01T10:00+00:00")
        assert again.code == 0, again
        assert "Already erased on 2026-12-01; looked again, nothing found." in again.out
    assert shop.dump() == before


def test_while_somebody_reads_the_log_it_is_said_that_the_bytes_are_not_gone_yet(shop: Shop) -> None:
    shop.sql("PRAGMA journal_mode = WAL")
    # A program that keeps the database open, so that its log stays, and reads from a moment before it.
    with closing(sqlite3.connect(shop.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT Email FROM Customer WHERE CustomerId = 3").fetchall() == [(TREMBLAY,)]
        told = shop.really("erase", TREMBLAY)
        assert told.code == 0
        assert "physical: not yet (another program reads the file; run this again" in told.out
        assert any(TREMBLAY.encode() in content for content in shop.bytes_of().values())
    told = shop.run("erase", TREMBLAY)
    assert "physical: gone" in told.out
    assert not any(TREMBLAY.encode() in content for content in shop.bytes_of().values())


def test_older_copies_in_the_file_are_found_said_and_gone_once_it_is_rewritten(shop: Shop) -> None:
    with closing(sqlite3.connect(shop.database, isolation_level=None)) as careless:
        careless.execute("PRAGMA secure_delete = OFF")
        careless.execute("CREATE TABLE Old AS SELECT * FROM Customer")
        careless.execute("DROP TABLE Old")
    told = shop.really("erase", TREMBLAY)
    assert told.code == 0
    assert "physical: not yet (older copies of the values lie in the file of main" in told.out
    assert TREMBLAY.encode() in shop.database.read_bytes()
    told = shop.run("erase", TREMBLAY, "--physical")
    assert "physical: gone" in told.out
    assert not any(TREMBLAY.encode() in content for content in shop.bytes_of().values())


def test_another_digest_is_refused_and_nothing_changes(shop: Shop) -> None:
    before = shop.database.read_bytes()
    told = shop.run("erase", TREMBLAY, "--really", "0" * 64)
    assert told.code == 2
    assert shop.digest("erase", TREMBLAY) in told.err
    assert shop.bytes_of(shop.database) == {"chinook.db": before}
    assert shop.journal() == []


def test_a_digest_that_a_new_invoice_made_stale_is_refused(shop: Shop) -> None:
    stale = shop.digest("erase", TREMBLAY)
    shop.sql(
        "INSERT INTO Invoice (InvoiceId, CustomerId, InvoiceDate, Total)"
        " VALUES (900, 3, '2026-11-30 10:00:00', 1)"
    )
    before = shop.dump()
    told = shop.run("erase", TREMBLAY, "--really", stale)
    assert told.code == 2
    assert "as it is now" in told.err
    assert shop.dump() == before
    assert shop.run("erase", TREMBLAY, "--really", shop.digest("erase", TREMBLAY)).code == 0


def test_erasing_an_employee_detaches_her_customers_and_touches_nobody_else(shop: Shop) -> None:
    own = ("jane@chinookcorp.com", "1973-08-29", "+1 (403) 262-6712")
    for value in own:
        assert value.encode() in shop.database.read_bytes(), value
    before = set(shop.dump())
    hers = {key for (key,) in shop.sql("SELECT CustomerId FROM Customer WHERE SupportRepId = 3")}
    assert len(hers) == 21
    told = shop.really("erase", "jane@chinookcorp.com")
    assert told.code == 0, told
    assert shop.sql("SELECT count(*) FROM Employee WHERE EmployeeId = 3") == [(0,)]
    left = {key for (key,) in shop.sql("SELECT CustomerId FROM Customer WHERE SupportRepId IS NULL")}
    assert left == hers
    lost = before - set(shop.dump())
    expected = {f'INSERT INTO "Customer" VALUES({key},' for key in hers} | {
        'INSERT INTO "Employee" VALUES(3,'
    }
    assert {line.partition(",")[0] + "," for line in lost} == expected
    for value in own:
        assert not any(value.encode() in content for content in shop.bytes_of().values()), value


# What stands behind the plan


def test_a_trigger_that_swallows_a_step_rolls_everything_back(shop: Shop) -> None:
    digest = shop.digest("erase", "jane@chinookcorp.com")
    shop.sql(
        "CREATE TRIGGER keep_her BEFORE DELETE ON Employee WHEN OLD.EmployeeId = 3"
        " BEGIN SELECT RAISE(IGNORE); END"
    )
    before = shop.dump()
    told = shop.run("erase", "jane@chinookcorp.com", "--really", digest)
    assert told.code == 1
    assert "keep_her" in told.err
    assert shop.dump() == before
    assert not [act for act in shop.journal() if act["act"] == "erased"]


def test_a_cascade_that_the_map_does_not_foresee_refuses_the_erasure(shop: Shop) -> None:
    shop.sql(
        "CREATE TABLE Badge (Id INTEGER PRIMARY KEY, Holder INTEGER NOT NULL"
        " REFERENCES Employee (EmployeeId) ON DELETE CASCADE)"
    )
    shop.sql("INSERT INTO Badge VALUES (1, 3)")
    digest = shop.digest("erase", "jane@chinookcorp.com")
    before = shop.dump()
    told = shop.run("erase", "jane@chinookcorp.com", "--really", digest)
    assert told.code == 1
    assert "Badge" in told.err
    assert "belongs to:" in told.err
    assert shop.dump() == before


# Years later


def invoices(shop: Shop) -> dict[str, int]:
    return dict(shop.sql("SELECT strftime('%Y', InvoiceDate), count(*) FROM Invoice GROUP BY 1"))


def test_a_sweep_in_2033_takes_exactly_the_invoices_of_2022_and_before(
    erased: Erased, tmp_path: Path
) -> None:
    shop = copied(erased[0], tmp_path)
    when = "2033-06-15T12:00+00:00"
    shown = shop.run("sweep", "--json", now=when)
    assert shown.code == 1
    old = "strftime('%Y', InvoiceDate) <= '2022'"
    [(many,)] = shop.sql(f"SELECT count(*) FROM Invoice WHERE {old}")
    deleted = {
        step["place"]: step["count"]
        for plan in shown.document()["plans"]
        for step in plan["steps"]
        if step["act"] == "delete"
    }
    assert deleted["main.Invoice"] == many == 166
    kept = shop.sql(f"SELECT * FROM Invoice WHERE NOT {old} ORDER BY InvoiceId")
    told = shop.run("sweep", "--really", shown.document()["digest"], now=when)
    assert told.code == 0, told
    assert shop.sql("SELECT * FROM Invoice ORDER BY InvoiceId") == kept
    assert shop.sql(
        "SELECT count(*) FROM InvoiceLine WHERE InvoiceId NOT IN (SELECT InvoiceId FROM Invoice)"
    ) == [(0,)]
    assert shop.sql("SELECT FirstName, LastName FROM Customer WHERE CustomerId = 3") == [KEPT_NAME]
    assert shop.run("sweep", now=when).out == "Nothing is due.\n"


def test_at_eleven_in_the_evening_in_paris_the_invoices_of_2025_are_not_due_and_an_hour_later_they_are(
    shop: Shop,
) -> None:
    def due(when: str) -> dict[str, int]:
        plans = shop.run("sweep", "--json", now=when).document()["plans"]
        steps = [step for plan in plans for step in plan["steps"] if step["act"] == "delete"]
        return {step["place"]: step["count"] for step in steps}

    until_2024 = sum(count for year, count in invoices(shop).items() if year <= "2024")
    assert due("2035-12-31T23:00+01:00")["main.Invoice"] == until_2024 == 332
    assert due("2036-01-01T00:00+01:00")["main.Invoice"] == 412


def test_when_his_last_invoice_ends_his_name_is_nowhere_and_the_case_is_closed(
    erased: Erased, tmp_path: Path
) -> None:
    shop = copied(erased[0], tmp_path)
    when = "2036-01-01T08:00+01:00"
    before = shop.bytes_of()
    for name in KEPT_NAME:
        assert [file for file, content in before.items() if name.encode() in content] == ["chinook.db"]
    assert shop.really("sweep", now=when).code == 0
    assert shop.sql("SELECT count(*) FROM Customer WHERE CustomerId = 3") == [(0,)]
    after = shop.bytes_of()
    for value in (*KEPT_NAME, *GONE):
        assert [file for file, content in after.items() if value.encode() in content] == [], value
    case = shop.run("person", TREMBLAY, "--json", now=when)
    assert case.code == 0
    assert [one["stays"] for one in case.document()["cases"]] == [[]]
    assert "released" in [act["act"] for act in shop.journal()]
    assert shop.run("sweep", now=when).code == 0
