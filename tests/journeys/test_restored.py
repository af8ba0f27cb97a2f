"""A restored backup does not bring people back: every command refuses until the erasures are done again."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.shop import TREMBLAY, Shop, Told, copied

IN_2033 = "2033-06-15T12:00+00:00"
SERVING = (
    ("person", TREMBLAY),
    ("export", TREMBLAY, "--out", "his.zip"),
    ("erase", TREMBLAY),
    ("sweep",),
    ("prove",),
    ("publish", "--really"),
    ("backup",),
)


def with_key(shop: Shop) -> Shop:
    """A shop that may be backed up: a pair of keys, whose private half is `private`, and a folder."""
    (shop.folder / "backups").mkdir()
    assert shop.run("backup", "--new-key", str(shop.folder / "private")).code == 0
    settings = (shop.site / "honour.toml").read_text()
    (shop.site / "honour.toml").write_text(
        f'{settings}\nbackup_to = "../backups"\nbackup_key = "../private.pub"\nsecond_ledger = "../second"\n'
    )
    return shop


def backed_up(shop: Shop) -> Path:
    told = shop.run("backup", "--json")
    assert told.code == 0, told
    return Path(told.document()["file"])


def restored(shop: Shop, file: Path, *more: str) -> Told:
    return shop.run("restore", str(file), "--private-key", str(shop.folder / "private"), *more)


def replayed(shop: Shop) -> Told:
    digest = shop.run("restored", "--json").document()["digest"]
    return shop.run("restored", "--really", digest, "--json")


def in_files(shop: Shop, value: str) -> list[str]:
    """The files of the database and of the site that hold a value; backups are encrypted, and elsewhere."""
    roots = [shop.site / "data", shop.keys, shop.folder / "shop.ledger", shop.folder / "second"]
    roots += shop.folder.glob("chinook.db*")
    found = shop.bytes_of(*(root for root in roots if root.exists()))
    return [name for name, content in found.items() if value.encode() in content]


def without_dice(shop: Shop) -> list[str]:
    """Every row of the shop; what an erasure draws instead of an address is another each time."""
    return [re.sub(r"erased-[0-9a-f]{32}", "erased-…", row) for row in shop.dump()]


def in_rows(database: Path, value: str) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        return any(value in line for line in connection.iterdump())


@pytest.fixture(scope="module")
def brought_back(first_shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop that was put back to a backup from before Tremblay and Köhler were erased."""
    shop = with_key(copied(first_shop, tmp_path_factory.mktemp("backed up")))
    file = backed_up(shop)
    for who in (TREMBLAY, "leonekohler@surfeu.de"):
        assert shop.really("erase", who).code == 0
    assert in_files(shop, TREMBLAY) == []
    assert restored(shop, file, "--really").code == 0
    return shop


@pytest.fixture
def back(brought_back: Shop, tmp_path: Path) -> Shop:
    """The same, to do something with."""
    return copied(brought_back, tmp_path)


def test_a_backup_brings_the_erased_back_and_every_command_refuses(back: Shop) -> None:
    assert "chinook.db" in in_files(back, TREMBLAY)
    assert in_rows(back.database, TREMBLAY)
    for words in SERVING:
        told = back.run(*words)
        assert told.code == 4, (words, told)
        assert "run `honour restored`" in told.err
        assert TREMBLAY not in told.out
    assert not (back.site / "his.zip").exists()
    findings = back.run("check", "--json").document()["findings"]
    assert {one["place"] for one in findings} == {"main", str(back.site)}


def test_after_the_replay_nobody_who_was_erased_is_anywhere(back: Shop) -> None:
    before = len(back.dump())
    dry = back.run("restored", "--json")
    assert dry.code == 1
    assert [one["who"] for one in dry.document()["again"]] == ["customer:2", "customer:3"]
    assert len(back.dump()) == before
    told = back.run("restored", "--really", dry.document()["digest"], "--json")
    assert told.code == 0, told
    assert {one["levels"]["physical"] for one in told.document()["receipts"]} == {"gone"}
    for value in (TREMBLAY, "leonekohler@surfeu.de"):
        assert in_files(back, value) == []
        assert not in_rows(back.database, value)
        assert back.run("person", value, "--json").document()["cases"]
    assert in_rows(back.database, "bjorn.hansen@yahoo.no")
    assert back.run("check").code == 0
    assert back.run("restored").out == "Nothing came back from a backup.\n"


def test_the_rows_are_those_that_the_erasures_had_left(back: Shop, first_shop: Shop, tmp_path: Path) -> None:
    straight = copied(first_shop, tmp_path / "straight")
    for who in (TREMBLAY, "leonekohler@surfeu.de"):
        assert straight.really("erase", who).code == 0
    assert replayed(back).code == 0

    def names(shop: Shop) -> list[tuple[Any, ...]]:
        return shop.sql("SELECT CustomerId, FirstName, Address, Phone, SupportRepId FROM Customer ORDER BY 1")

    assert names(back) == names(straight)


def test_the_log_is_closed_and_its_successor_names_the_gap(back: Shop) -> None:
    head = (back.folder / "shop.ledger/head").read_text()
    pack = back.folder / "pack.zip"
    assert replayed(back).code == 0
    [gap] = [act["facts"] for act in back.journal() if act["act"] == "log continued after a restore"]
    origin, size = head.split("\n")[:2]
    assert gap["closed"] == origin
    assert gap["last known"]["size"] == int(size)
    assert gap["missing"] == int(size) - gap["restored"]["size"] > 0
    assert back.run("prove", "--pack", str(pack)).code in (0, 1)
    report = back.run("verify", str(pack), "--json").document()
    assert report["holds"]
    assert report["origin"] != origin
    assert report["origin"].startswith(origin.removesuffix("/demo"))


def test_a_second_restore_of_the_same_backup_is_replayed_again_under_a_third_log(back: Shop) -> None:
    assert replayed(back).code == 0
    second = (back.keys / "origin").read_text()
    [file] = (back.folder / "backups").iterdir()
    assert restored(back, file, "--really").code == 0
    assert back.run("person", TREMBLAY).code == 4
    assert replayed(back).code == 0
    assert in_files(back, TREMBLAY) == []
    assert (back.keys / "origin").read_text() != second


def test_a_store_put_back_by_hand_is_known_by_its_mark(shop: Shop) -> None:
    assert shop.really("erase", "leonekohler@surfeu.de").code == 0
    shutil.copy(shop.database, shop.folder / "yesterday.db")
    assert shop.really("erase", TREMBLAY).code == 0
    origin = (shop.keys / "origin").read_text()
    shutil.copy(shop.folder / "yesterday.db", shop.database)
    assert TREMBLAY.encode() in shop.database.read_bytes()
    (shop.folder / "yesterday.db").unlink()
    refused = shop.run("person", TREMBLAY)
    assert refused.code == 4
    assert refused.err.startswith("honour: main came back from a backup")
    dry = shop.run("restored", "--json").document()
    assert [one["who"] for one in dry["again"]] == ["customer:3"]
    assert dry["journal"] is None
    assert replayed(shop).code == 0
    assert in_files(shop, TREMBLAY) == []
    assert (shop.keys / "origin").read_text() == origin


def test_a_state_put_back_by_hand_is_known_by_the_last_head(shop: Shop) -> None:
    assert shop.really("erase", "leonekohler@surfeu.de").code == 0
    shutil.copy(shop.site / "data/honour.db", shop.folder / "yesterday.db")
    assert shop.run("person", TREMBLAY).code == 0  # reading is an act as well
    shutil.copy(shop.folder / "yesterday.db", shop.site / "data/honour.db")
    refused = shop.run("person", TREMBLAY)
    assert refused.code == 4
    assert "the site's own state came back" in refused.err
    dry = shop.run("restored", "--json").document()
    assert (dry["journal"]["missing"], dry["again"], dry["stores"]) == (1, [], [])
    assert replayed(shop).code == 0
    assert shop.run("person", TREMBLAY).code == 0


NEW = "INSERT INTO Customer (FirstName, LastName, Email) VALUES ('New', 'Person', 'new@shop.example')"
BOUGHT = "INSERT INTO Invoice (CustomerId, InvoiceDate, Total) VALUES (59, '2026-11-30 00:00:00', 1)"


@pytest.mark.parametrize(
    ("more", "why"), [((), "no birth"), ((BOUGHT,), "another birth")], ids=["no date", "another date"]
)
def test_a_new_person_with_a_key_given_again_is_a_question_and_not_erased(
    shop: Shop, more: tuple[str, ...], why: str
) -> None:
    shop.sql("UPDATE Invoice SET CustomerId = 1 WHERE CustomerId = 59 AND InvoiceId > 30")
    shop.sql("DELETE FROM InvoiceLine WHERE InvoiceId IN (SELECT InvoiceId FROM Invoice WHERE CustomerId=59)")
    [(mail,)] = shop.sql("SELECT Email FROM Customer WHERE CustomerId = 59")
    shop.sql("UPDATE Invoice SET InvoiceDate = '2010-01-01 00:00:00' WHERE CustomerId = 59")
    shop.sql("DELETE FROM Invoice WHERE CustomerId = 59") if not more else None
    assert shop.really("erase", mail).code == 0
    shop.sql("DELETE FROM Invoice WHERE CustomerId = 59")
    shop.sql("DELETE FROM Customer WHERE CustomerId = 59")
    shop.sql(NEW)
    for statement in more:
        shop.sql(statement)
    shop.sql("DROP TABLE honour_epoch")  # as a dump that left Honour's tables out
    assert shop.run("person", "new@shop.example").code == 4
    dry = shop.run("restored", "--json").document()
    assert [(one["who"], one["why"]) for one in dry["questions"]] == [("customer:59", why)]
    assert dry["again"] == []
    told = replayed(shop)
    assert told.code == 1
    assert [one["who"] for one in told.document()["questions"]] == ["customer:59"]
    assert shop.sql("SELECT Email FROM Customer WHERE CustomerId = 59") == [("new@shop.example",)]
    assert shop.run("person", "new@shop.example").code == 0


def test_another_digest_is_refused_and_so_is_a_replay_of_nothing(back: Shop, shop: Shop) -> None:
    told = back.run("restored", "--really", "0" * 64)
    assert told.code == 2
    assert in_rows(back.database, TREMBLAY)
    assert shop.run("restored", "--really", "0" * 64).code == 2


def test_a_lost_sweep_is_found_again_by_the_next(first_shop: Shop, tmp_path: Path) -> None:
    shop = with_key(copied(first_shop, tmp_path))
    file = backed_up(shop)
    assert shop.really("sweep", now=IN_2033).code == 0
    assert shop.run("sweep", now=IN_2033).out == "Nothing is due.\n"
    swept = without_dice(shop)
    assert restored(shop, file, "--really").code == 0
    told = shop.run("restored", now=IN_2033)
    assert "A sweep was lost too" in told.out
    digest = shop.digest("restored", now=IN_2033)
    assert shop.run("restored", "--really", digest, now=IN_2033).code == 0
    assert shop.really("sweep", now=IN_2033).code == 0
    assert without_dice(shop) == swept


def test_both_places_of_a_lost_ledger_are_missed_and_a_new_one_begins_only_when_told(back: Shop) -> None:
    assert replayed(back).code == 0
    for place in ("shop.ledger", "second"):
        shutil.rmtree(back.folder / place)
    assert back.run("check").code == 1
    refused = back.run("erase", TREMBLAY)
    assert refused.code == 4
    assert "put it back from its second place" in refused.err
    dry = back.run("restored", "--json").document()
    assert dry["ledger lost"]
    assert back.run("restored", "--really", dry["digest"]).code == 0
    assert back.really("erase", "bjorn.hansen@yahoo.no").code == 0
    assert back.run("check").code == 0


def test_whoever_was_erased_before_the_backup_is_not_erased_twice(first_shop: Shop, tmp_path: Path) -> None:
    shop = with_key(copied(first_shop, tmp_path))
    assert shop.really("erase", TREMBLAY).code == 0
    file = backed_up(shop)
    assert restored(shop, file, "--really").code == 0
    assert shop.run("person", TREMBLAY).code == 4
    told = replayed(shop).document()
    assert (told["lost"], told["again"], told["receipts"]) == (0, [], [])
    assert len(shop.run("person", TREMBLAY, "--json").document()["cases"]) == 1


def test_a_state_that_forgot_an_erasure_has_its_case_again(shop: Shop) -> None:
    state = shop.site / "data/honour.db"
    shutil.copy(state, shop.folder / "yesterday.db")
    assert shop.really("erase", TREMBLAY).code == 0
    rows = shop.dump()
    shutil.copy(shop.folder / "yesterday.db", state)
    dry = shop.run("restored", "--json").document()
    assert [(one["who"], one["rows"]) for one in dry["again"]] == [("customer:3", 0)]
    assert dry["stores"] == []
    assert replayed(shop).code == 0
    assert shop.dump() == rows
    [case] = shop.run("person", "customer:3", "--json").document()["cases"]
    assert {one["place"] for one in case["stays"]} >= {"main.Invoice", "main.Customer"}
    assert shop.run("restored").code == 0


def test_a_sweep_drops_the_lines_that_no_backup_is_old_enough_to_need(shop: Shop) -> None:
    policy = (shop.site / "policy.yaml").read_text()
    (shop.site / "policy.yaml").write_text(policy + "\nprotect:\n  backups: {kept: 30 days, country: FR}\n")
    assert shop.really("erase", TREMBLAY).code == 0
    lines = shop.folder / "shop.ledger/replay.jsonl"
    assert '"act":"erase"' in lines.read_text()
    assert shop.really("sweep", now=IN_2033).code == 0
    assert '"act":"erase"' not in lines.read_text()
    assert '"act":"sweep"' in lines.read_text()
    assert shop.run("person", TREMBLAY, now=IN_2033).code == 0


@pytest.fixture(scope="module")
def older_than_the_keys(first_shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop whose one backup is older than its keys; `copies` has those of that day still."""
    shop = with_key(copied(first_shop, tmp_path_factory.mktemp("turned")))
    (shop.folder / "copies").mkdir()
    assert shop.run("person", TREMBLAY, "--why", "he called").code == 0  # sealed under the first epoch
    backed_up(shop)
    assert shop.run("backup", "--keys", "--to", str(shop.folder / "copies")).code == 0
    assert shop.really("erase", TREMBLAY).code == 0
    assert shop.run("keys", "--turn", "--early").code == 0
    assert not (shop.keys / "epoch-1.key").exists()
    return shop


def its_backup(shop: Shop) -> Path:
    [file] = (shop.folder / "backups").iterdir()
    return file


def erased_again(shop: Shop, *keys: str) -> None:
    digest = shop.run("restored", "--json").document()["digest"]
    assert shop.run("restored", "--really", digest, *keys).code == 0
    assert in_files(shop, TREMBLAY) == []
    assert shop.run("keys", "--turn", "--early").code == 0
    assert not (shop.keys / "epoch-1.key").exists()
    assert shop.really("erase", "leonekohler@surfeu.de").code == 0


@pytest.mark.parametrize(
    "copies", [(), ("--keys-from", "../empty")], ids=["no copy named", "a copy without it"]
)
def test_a_backup_whose_keys_are_gone_replaces_nothing_and_says_what_to_do(
    older_than_the_keys: Shop, tmp_path: Path, copies: tuple[str, ...]
) -> None:
    shop = copied(older_than_the_keys, tmp_path)
    (shop.folder / "empty").mkdir()
    before = shop.bytes_of(shop.site, shop.database, shop.keys, shop.folder / "shop.ledger")
    dry = restored(shop, its_backup(shop), *copies, "--json")
    refused = restored(shop, its_backup(shop), *copies, "--really")
    assert (dry.code, refused.code) == (1, 3)
    for said in (dry.document()["needs"], refused.err):
        assert "epoch 1," in said
        assert "--keys-from" in said
        assert "--without-keys" in said
    assert shop.bytes_of(shop.site, shop.database, shop.keys, shop.folder / "shop.ledger") == before
    assert shop.run("person", "leonekohler@surfeu.de").code == 0, "and the site goes on"


def test_with_a_copy_of_its_keys_a_backup_from_before_a_turning_opens_whole(
    older_than_the_keys: Shop, tmp_path: Path
) -> None:
    shop = copied(older_than_the_keys, tmp_path)
    copy = ("--keys-from", "../copies/shop.keys")
    assert restored(shop, its_backup(shop), *copy).code == 0
    assert restored(shop, its_backup(shop), *copy, "--really").code == 0
    assert shop.run("restored", "--json").document()["closed"] == 0
    erased_again(shop)


@pytest.mark.parametrize("keys", [(), ("--keys-from", "../copies/shop.keys")], ids=["gone", "in a copy"])
def test_what_is_put_back_without_its_keys_is_replayed_all_the_same(
    older_than_the_keys: Shop, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    shop = copied(older_than_the_keys, tmp_path)
    assert restored(shop, its_backup(shop), "--without-keys", "--really").code == 0
    assert shop.run("restored", "--json").document()["closed"] > 0
    erased_again(shop, *keys)


def test_whoever_an_order_preserves_stops_no_replay_and_is_erased_once_it_has_ended(
    shop: Shop,
) -> None:
    with_key(shop)
    order = ("--secret", "--why", "court of Nantes", "--review", "2027-06-30", "--really", "--json")
    held = shop.run("restrict", TREMBLAY, *order).document()["placed"]["hold"]
    file = backed_up(shop)
    assert shop.run("release", TREMBLAY, "--hold", held, "--really").code == 0
    for who in (TREMBLAY, "leonekohler@surfeu.de"):
        assert shop.really("erase", who).code == 0
    assert restored(shop, file, "--really").code == 0  # the order is in the backup too, and holds again
    told = replayed(shop)
    assert told.code == 0, told
    assert "secret" not in told.out + told.err
    assert not in_rows(shop.database, "leonekohler@surfeu.de")
    assert in_rows(shop.database, TREMBLAY), "what an order preserves is not destroyed"
    assert shop.run("release", TREMBLAY, "--hold", held, "--really").code == 0
    assert shop.really("erase", TREMBLAY).code == 0
    assert not in_rows(shop.database, TREMBLAY)
    [case, *_] = shop.run("person", TREMBLAY, "--json").document()["cases"]
    assert case["answered"] is not None
