"""What goes wrong around the command: a refusal names its remedy, and nobody; everything is as it was."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.shop import NOW, TREMBLAY, Shop

NAMES = ("François", "Tremblay", "1498 rue Bélanger", "721-4711")
BY_KEY = "customer:3"


def kept(shop: Shop) -> tuple[dict[str, bytes], list[str]]:
    """What no refusal may change: the shop's database to the byte, and the acts in the journal."""
    return shop.bytes_of(*shop.folder.glob("*.db*")), [act["act"] for act in shop.journal()]


def refused(shop: Shop, *words: str, code: int, says: str, now: str | None = NOW) -> None:
    """Run the command, which must refuse with this code and these words, name nobody and change nothing."""
    before = kept(shop)
    told = shop.run(*words, now=now)
    assert told.code == code, told
    assert told.out == ""
    assert says in told.err
    for name in NAMES:
        assert name not in told.err
    assert kept(shop) == before


# The policy


def policy_of(shop: Shop) -> Path:
    return shop.site / "policy.yaml"


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("effective:", "languages: [fr]\n  effective:", "twice"),
        ("  effective:", "\teffective:", "indent with spaces"),
        ("effective: ", "effective: !!python/name:os.system ", "delete the tag"),
        ("effective: ", "effective: &one ", "delete &one"),
        ("effective: ", "effective: *one # ", "*one stands for text elsewhere"),
        ("recipients:", "recipient:", "write `recipients:`"),
    ],
    ids=["doubled key", "tab", "tag", "anchor", "alias", "misspelt section"],
)
def test_a_policy_that_cannot_be_read_is_told_with_its_place(
    shop: Shop, before: str, after: str, says: str
) -> None:
    text = policy_of(shop).read_text("utf-8")
    start, found, end = text.partition(before)
    assert found
    policy_of(shop).write_text(f"{start}{after}{end}", "utf-8")
    told = shop.run("check")
    assert told.code == 1
    assert f"policy.yaml:{start.count(chr(10)) + 1}:" in told.err
    assert says in told.err
    refused(shop, "erase", BY_KEY, code=1, says=says)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"honour: 1\nnote: " + b"x" * 10_000_000, "no more than 262,144 are read"),
        (b"site: {name: Fran\xe7ois}\n", "save the file as UTF-8"),
        (b"", "policy.yaml"),
        (b"- a\n- b\n", "policy.yaml"),
        (b"a: \x00\n", "U+0000"),
        (b"a: \x1b[31m\n", "U+001B"),
    ],
    ids=["ten megabytes", "not UTF-8", "empty", "a list", "a NUL", "an escape"],
)
def test_a_file_that_is_no_policy_is_told(shop: Shop, content: bytes, says: str) -> None:
    policy_of(shop).write_bytes(content)
    told = shop.run("check", "--policy-only")
    assert told.code == 1
    assert says in told.err
    assert len(told.err) < 1_000


def test_a_folder_without_a_policy_is_told(shop: Shop) -> None:
    policy_of(shop).unlink()
    told = shop.run("person", TREMBLAY)
    assert told.code == 1
    assert "--site" in told.err
    told = shop.run("serve", "--site", "/nowhere/at/all")
    assert told.code == 1, told
    assert "/nowhere/at/all/policy.yaml: the file cannot be read" in told.err
    told = shop.run("check", "--site", "/nowhere/at/all")
    assert told.code == 1
    assert "--site" in told.err


# honour.toml, clock and demo


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("demo = yes", "this is not TOML"),
        ("demos = true", "write `demo`"),
        ('demo = "true"', "write `demo = true`"),
        ("key_place = 3", 'write `key_place = "/PATH"`'),
        ("[database]\nurl = 1", "known are: serve"),
        ("[serv]", "write `[serve]`"),
        ('[serve]\nlisten = "8443"', 'write `listen = "127.0.0.1:8443"`'),
        ("[serve]\nworkers = 0", "write `workers = 1`"),
        ("[serve]\nlisten_on = 1", "write `listen`"),
        ('[log]\nkept = "for ever"', 'write `kept = "14 days"`'),
    ],
)
def test_a_configuration_that_cannot_be_read_is_told(shop: Shop, written: str, says: str) -> None:
    (shop.site / "honour.toml").write_text(written)
    refused(shop, "person", BY_KEY, code=1, says=says)


def test_only_a_demo_moves_its_clock_and_a_demo_is_one_for_ever(shop: Shop) -> None:
    (shop.site / "honour.toml").write_text("demo = false")
    refused(shop, "person", BY_KEY, code=2, says="only a demo's clock may be moved")
    refused(shop, "person", BY_KEY, code=3, says="put `demo = true` back", now=None)


def test_a_site_that_began_as_no_demo_never_becomes_one(shop: Shop) -> None:
    shutil.rmtree(shop.site / "data")
    shutil.rmtree(shop.keys)
    (shop.site / "honour.toml").unlink()
    assert shop.run("person", "nobody@nowhere.example", now=None).code == 1
    (shop.site / "honour.toml").write_text("demo = true")
    refused(shop, "person", BY_KEY, code=3, says="put `demo = false` back")


@pytest.mark.parametrize("now", ["yesterday", "2036-13-01", "12:00"])
def test_a_time_that_is_none_is_told(shop: Shop, now: str) -> None:
    refused(shop, "person", BY_KEY, code=2, says="write for instance 2036-01-01T08:00+01:00", now=now)


# The key place and the state


def test_a_missing_key_place_is_told_and_no_keys_are_made(shop: Shop) -> None:
    shop.keys.rename(shop.folder / "away")
    refused(shop, "person", BY_KEY, code=3, says="put it back from its own backup")
    assert not shop.keys.exists()


def test_the_key_place_of_another_site_is_told(shop: Shop) -> None:
    shutil.copytree(shop.site, shop.folder / "other", ignore=shutil.ignore_patterns("data"))
    assert shop.run("person", "nobody@nowhere.example", "--site", str(shop.folder / "other")).code == 1
    shutil.rmtree(shop.keys)
    (shop.folder / "other.keys").rename(shop.keys)
    refused(shop, "person", BY_KEY, code=3, says="is the key place of another site")


def test_a_state_of_a_newer_honour_is_told(shop: Shop) -> None:
    with closing(sqlite3.connect(shop.site / "data/honour.db")) as state, state:
        state.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('keeping_keys', '0999_x', '2030-01-01')"
        )
    refused(shop, "person", BY_KEY, code=3, says="newer Honour")


# The shop's database


def addressed(shop: Shop, address: str, says: str, code: int = 3) -> None:
    before = kept(shop)
    told = shop.run("erase", BY_KEY, also={"CHINOOK_URL": address})
    assert told.code == code, told
    assert says in told.err
    assert kept(shop) == before


def test_an_address_that_leads_nowhere_is_told(shop: Shop) -> None:
    addressed(shop, "", "CHINOOK_URL is not set; set it to the database's URL")
    addressed(shop, "oracle://shop:s3cret@localhost/shop", "oracle is not built yet")
    addressed(shop, "postgresql://shop:s3cret@127.0.0.1:1/shop", "does not answer")
    addressed(shop, "chinook.db", "write one such as sqlite:////srv/shop.db")
    addressed(shop, f"sqlite:///{shop.folder}/moved.db", "there is no file")
    assert not (shop.folder / "moved.db").exists()
    addressed(shop, "sqlite://", "names no file")
    told = shop.run("erase", BY_KEY, also={"CHINOOK_URL": "mysql://shop:s3cret@localhost/shop"})
    assert "s3cret" not in told.err


def test_a_file_that_is_no_database_is_told(shop: Shop) -> None:
    letter = shop.folder / "letter.txt"
    letter.write_text("Dear François, this is a letter and no database at all.\n" * 100)
    addressed(shop, f"sqlite:///{letter}", "not a SQLite database; correct the address")
    assert letter.read_text().startswith("Dear")


def test_a_table_that_vanished_is_told(shop: Shop) -> None:
    shop.sql("DROP TABLE InvoiceLine")
    for words in (("check",), ("erase", BY_KEY), ("person", BY_KEY)):
        told = shop.run(*words)
        assert told.code == 1
        assert "InvoiceLine" in told.out + told.err
    shop.sql("ALTER TABLE Customer RENAME COLUMN Fax TO Facsimile")
    told = shop.run("check")
    assert "Fax" in told.out


@pytest.fixture
def as_a_plain_user() -> list[str]:
    """What makes rights bind root too, who is above them: the capability is laid down."""
    if os.geteuid() != 0:
        return []
    found = shutil.which("setpriv")
    if found is None:
        pytest.skip("setpriv is missing: rights do not bind root (apt-get install util-linux)")
    return [found, "--bounding-set=-dac_override,-dac_read_search"]


def test_a_database_that_may_only_be_read_is_told_and_nothing_is_lost(
    shop: Shop, as_a_plain_user: list[str]
) -> None:
    digest = shop.digest("erase", TREMBLAY)
    shop.database.chmod(0o444)
    before = shop.dump()
    told = shop.run("erase", TREMBLAY, "--really", digest, before=as_a_plain_user)
    assert told.code == 4, told
    assert "give this user the right to write" in told.err
    assert "run this again to finish" in told.err
    assert shop.dump() == before
    shop.database.chmod(0o644)
    assert shop.run("erase", TREMBLAY, "--really", digest).code == 0
    assert [act["act"] for act in shop.journal()].count("erased") == 1


def test_a_folder_of_the_site_that_may_only_be_read_is_told(shop: Shop, as_a_plain_user: list[str]) -> None:
    shutil.rmtree(shop.site / "data")
    shutil.rmtree(shop.keys)
    shop.site.chmod(0o555)
    told = shop.run("person", TREMBLAY, before=as_a_plain_user)
    shop.site.chmod(0o755)
    assert told.code == 3
    assert "give this user the right to write there" in told.err


def test_a_locked_database_is_waited_for_then_told_and_a_changed_plan_is_rolled_back(shop: Shop) -> None:
    """The lock outlasts the wait of 20 seconds: nothing done. Then a trigger would swallow the rest."""
    digest = shop.digest("erase", "jane@chinookcorp.com")
    before = shop.dump()
    with closing(sqlite3.connect(shop.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = shop.run("erase", "jane@chinookcorp.com", "--really", digest)
    assert told.code == 4
    assert "another program keeps the database locked" in told.err
    assert shop.dump() == before
    # What was begun would be resumed without asking again; but not over tables that changed since.
    shop.sql("CREATE TRIGGER keep_them BEFORE DELETE ON Employee BEGIN SELECT RAISE(IGNORE); END")
    told = shop.run("erase", "jane@chinookcorp.com", "--really", digest)
    assert told.code == 1
    assert "the trigger keep_them acts behind what Honour does here" in told.err
    assert "Nothing of it was done, and it is given up" in told.err
    assert "trigger" in told.err
    shop.sql("DROP TRIGGER keep_them")
    assert shop.dump() == before
    assert [act["act"] for act in shop.journal()] == ["erasure intended", "erasure abandoned"]
    assert shop.run("erase", "jane@chinookcorp.com", "--really", digest).code == 0


# People


HOSTILE = {
    "FirstName": "Robert'); DROP TABLE Customer;--",
    "LastName": "one\x00two",
    "Company": 'a"b`c[d];e%_\\',
    "Address": "one\ntwo\r\nthree\tfour",
    "City": "👩‍👩‍👧 Zoë",
    "State": "\x1b[2J\x1b]0;owned\x07\x9b31m",
    "Country": "\u202etxt.exe\u2028",
    "PostalCode": "x" * 40_000,
    "Phone": "{0} %s $HOME <script>alert(1)</script> [bold]",
}


def test_hostile_text_is_shown_exported_and_erased_as_any_other(shop: Shop) -> None:
    columns = ", ".join(f"{name} = ?" for name in HOSTILE)
    shop.sql(f"UPDATE Customer SET {columns} WHERE CustomerId = 3", *HOSTILE.values())

    def others() -> list[tuple[object, ...]]:
        return shop.sql("SELECT * FROM Customer WHERE CustomerId <> 3")

    before = others()
    shown = shop.run("person", BY_KEY)
    assert shown.code == 0
    for visible in (
        "Robert'); DROP TABLE Customer;--",
        "👩‍👩‍👧 Zoë",
        "one\\u0000two",
        "\\u001b[2J",
        "[bold]",
    ):
        assert visible in shown.out
    answer = shop.run("person", BY_KEY, "--json").document()
    rows = [row for place in answer["places"] if place["place"] == "main.Customer" for row in place["rows"]]
    assert {name: row[name] for row in rows for name in row if name in HOSTILE} == HOSTILE
    file = shop.folder / "his.zip"
    assert shop.run("export", BY_KEY, "--out", str(file)).code == 0
    with zipfile.ZipFile(file) as archive:
        page = archive.read("data.fr.html").decode()
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert shop.really("erase", BY_KEY).code == 0
    assert shop.sql("SELECT FirstName, LastName, City, Phone FROM Customer WHERE CustomerId = 3") == [
        (HOSTILE["FirstName"], HOSTILE["LastName"], None, None)
    ]
    assert others() == before
    assert not any("Zoë".encode() in content for content in shop.bytes_of(shop.database, shop.site).values())


def test_text_that_is_not_utf_8_is_shown_and_erased(shop: Shop) -> None:
    shop.sql("UPDATE Customer SET Company = CAST(X'4672616EE76F6973' AS TEXT) WHERE CustomerId = 3")
    assert shop.run("person", BY_KEY).code == 0
    assert "Fran\N{REPLACEMENT CHARACTER}ois" in shop.run("person", BY_KEY, "--json").out
    assert shop.run("export", BY_KEY, "--out", str(shop.folder / "his.zip")).code == 0
    assert shop.really("erase", BY_KEY).code == 0
    assert not any(b"Fran\xe7ois" in content for content in shop.bytes_of().values())


NOBODY = (
    "",
    " ",
    ":",
    "customer:",
    "customer:3_0",
    "customer:٣",
    "customer:99999999999999999999999",
    "customer:3,",
    "customer:3,customer:999",
    "customer:3,employee:3",
    "customer:3 OR 1=1",
    "nobody:3",
    "x' OR '1'='1",
    "\x1b[31mred",
    "%",
    "ftremblay@gmail.com;",
    "x" * 100_000,
    "👩‍👩‍👧",
)
ASK = """
import sys
from honour.command.main import main
print([main(["person", who]) for who in sys.argv[1:]], file=sys.stderr)
"""


def test_whoever_is_not_known_is_nobody(shop: Shop) -> None:
    before = kept(shop)
    ran = subprocess.run(
        [sys.executable, "-c", ASK, *NOBODY, BY_KEY],
        cwd=shop.site,
        env=shop.environment(NOW),
        capture_output=True,
        check=True,
        text=True,
    )
    assert ran.stderr == f"{[1] * len(NOBODY) + [0]}\n"
    assert ran.stdout.count("Nobody is known by this") == len(NOBODY)
    assert kept(shop) == (before[0], [*before[1], "read"])


def test_bytes_that_are_no_text_are_nobody(shop: Shop) -> None:
    for who in (b"customer:\xff\xfe", b"\xff@example.org"):
        ran = subprocess.run(
            [sys.executable.encode(), b"-m", b"honour.command", b"erase", who],
            cwd=shop.site,
            env=shop.environment(NOW),
            capture_output=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (1, b"")


def test_a_person_known_twice_is_named_and_nothing_is_merged_unasked(shop: Shop) -> None:
    shop.sql(
        "INSERT INTO Customer (CustomerId, FirstName, LastName, Email, Phone)"
        " VALUES (60, 'Frank', 'Tremblay-Roy', 'FTremblay@gmail.com', '+1 555 0100')"
    )
    for words in (("person",), ("erase",), ("export", "--out", "his.zip")):
        told = shop.run(words[0], TREMBLAY, *words[1:])
        assert told.code == 2
        assert "customer:3, customer:60" in told.err
        assert "Tremblay" not in told.err
    refused(shop, "erase", TREMBLAY, code=2, says="if they are one person, customer:3,customer:60")
    one = shop.run("person", "customer:60", "--json").document()
    assert "François" not in str(one)
    assert shop.really("erase", "customer:3,customer:60").code == 0
    assert shop.sql("SELECT Phone FROM Customer WHERE CustomerId = 3") == [(None,)]
    assert shop.sql("SELECT * FROM Customer WHERE CustomerId = 60") == []
    again = shop.run("erase", "customer:3,customer:60")
    assert "Already erased" in again.out
    [(people,)] = shop.sql("SELECT count(*) FROM Customer")
    assert people == 59


# Two at once, and where the output goes


def test_the_second_of_two_that_destroy_is_told_to_wait(shop: Shop) -> None:
    digest = shop.digest("erase", TREMBLAY)
    with (shop.site / "data/carrying-out.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused(
            shop,
            "erase",
            TREMBLAY,
            "--really",
            digest,
            code=3,
            says="wait until it ends, then run this again",
        )
    assert shop.run("erase", TREMBLAY, "--really", digest).code == 0


def test_of_two_erasures_at_once_one_is_done(shop: Shop) -> None:
    digest = shop.digest("erase", TREMBLAY)
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "honour.command", "erase", TREMBLAY, "--really", digest],
            cwd=shop.site,
            env=shop.environment(NOW),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    told = [one.communicate(timeout=120) for one in both]
    codes = sorted(one.returncode for one in both)
    assert codes in ([0, 0], [0, 3]), told
    assert [act["act"] for act in shop.journal()].count("erased") == 1


@pytest.mark.parametrize(("words", "option"), [(("export", BY_KEY), "--out"), (("prove",), "--pack")])
def test_no_file_is_written_over_and_one_that_cannot_be_is_told(
    shop: Shop, words: tuple[str, ...], option: str
) -> None:
    assert shop.run("person", BY_KEY).code == 0
    there = shop.folder / "there.zip"
    there.write_text("mine")
    told = shop.run(*words, option, str(there))
    assert (told.code, there.read_text()) == (2, "mine")
    assert "name a new file" in told.err
    for path in ("/nowhere/at/all.zip", str(shop.folder)):
        told = shop.run(*words, option, path)
        assert told.code == 2
        assert "name a" in told.err


def test_a_page_that_cannot_be_written_is_told(shop: Shop) -> None:
    told = shop.run("publish", "--out", "/nowhere/at/all.md")
    assert told.code == 2
    assert "name another file" in told.err


def shell(shop: Shop, line: str) -> "subprocess.CompletedProcess[bytes]":
    """A line of a shell in which `honour` is the command; its exit code is the command's own."""
    honour = f'honour() {{ "{sys.executable}" -m honour.command "$@"; }}\n'
    return subprocess.run(
        ["bash", "-c", honour + line],
        cwd=shop.site,
        env=shop.environment(NOW),
        capture_output=True,
        check=False,
    )


def test_an_act_goes_on_when_whoever_reads_its_output_leaves(shop: Shop) -> None:
    digest = shop.digest("erase", TREMBLAY)
    ran = shell(shop, f"honour erase {TREMBLAY} --really {digest} | true; exit ${{PIPESTATUS[0]}}")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert [act["act"] for act in shop.journal()] == ["erasure intended", "erased", "scrubbed"]


@pytest.mark.parametrize(
    "line", ["honour words | head -1", "honour publish | true", "honour words >&-", "honour nonsense 2>&-"]
)
def test_closed_streams_are_no_fault(shop: Shop, line: str) -> None:
    ran = shell(shop, f"{line}; exit ${{PIPESTATUS[0]}}")
    assert ran.returncode == (2 if "nonsense" in line else 0)
    assert ran.stderr == b""


def test_a_full_disk_behind_the_output_is_told(shop: Shop) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("/dev/full is missing: nothing else is always full")
    ran = shell(shop, "honour publish >/dev/full")
    assert ran.returncode == 2
    assert b"the output cannot be written" in ran.stderr
    assert b"Traceback" not in ran.stderr
