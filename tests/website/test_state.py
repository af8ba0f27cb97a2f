"""Opening a site's state: made once, by whoever comes first, refused with a remedy where it does not fit."""

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from honour.carrying_out.ports import Act, StateRefused
from honour.website import settings, state
from honour.website.opening import open_site

if TYPE_CHECKING:
    from honour.wiring.records import SiteRecords

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
SRC = Path(__file__).parents[2] / "src"

WRITE_ONE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from honour.carrying_out.ports import Act, StateRefused
from honour.website.opening import open_site
now = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
try:
    records = open_site(Path(sys.argv[1]), address="https://shop.example", demo=False, now=now)
    records.journal(Act("read", "os:ana", {}), now)
except StateRefused as refused:
    sys.exit(str(refused))
print(records.verifier_key())
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    return tmp_path / "shop"


@pytest.fixture(autouse=True)
def _closed() -> object:
    yield
    state.close_state()


def opened(site: Path, demo: bool = False, now: datetime = NOW) -> "SiteRecords":
    return open_site(site, address="https://shop.example", demo=demo, now=now)


def sql(site: Path, *statements: str) -> None:
    state.close_state()
    with sqlite3.connect(site / "data/honour.db") as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def command(site: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITE_ONE, str(site)],
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_first_opening_makes_state_and_key_place_and_the_next_finds_them(site: Path) -> None:
    first = opened(site)
    first.journal(Act("read", "os:ana", {}), NOW)
    again = opened(site)
    assert again.verifier_key() == first.verifier_key()
    assert again.head() == first.head() is not None
    assert sorted(path.name for path in site.parent.iterdir()) == ["shop", "shop.keys"]
    assert (site / "data").stat().st_mode & 0o777 == 0o700
    assert (site / "data/honour.db").stat().st_mode & 0o777 == 0o600


def test_two_first_commands_at_once_make_one_state(site: Path) -> None:
    both = [command(site), command(site)]
    told = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert told[0][0] == told[1][0]
    head = opened(site).head()
    assert head is not None
    assert head.split("\n")[1] == "2"


def test_the_database_is_set_as_a_journal_needs(site: Path) -> None:
    opened(site)
    from django.db import connection

    with connection.cursor() as cursor:
        for pragma, wanted in [
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("secure_delete", 1),
            ("foreign_keys", 1),
        ]:
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone()[0] == wanted, pragma


@pytest.mark.parametrize("born_as", [True, False])
def test_what_was_born_a_demo_stays_one_for_ever_and_conversely(site: Path, born_as: bool) -> None:
    origin = opened(site, demo=born_as).verifier_key().name
    assert origin.endswith("/demo") == born_as
    with pytest.raises(StateRefused, match=f"demo = {str(born_as).lower()}"):
        opened(site, demo=not born_as)
    shutil.rmtree(site / "data")
    with pytest.raises(StateRefused, match="whose state is missing"):
        opened(site, demo=not born_as)


def test_a_state_without_its_key_place_is_refused_and_no_keys_are_made(site: Path) -> None:
    opened(site)
    place = site.parent / "shop.keys"
    place.rename(site.parent / "away")
    with pytest.raises(StateRefused, match="put it back from its own backup"):
        opened(site)
    assert not place.exists()
    (site.parent / "away").rename(place)
    assert opened(site).head() is None


def test_the_key_place_of_another_site_is_refused(site: Path) -> None:
    opened(site)
    other = site.parent / "other"
    other.mkdir()
    opened(other)
    shutil.rmtree(site.parent / "shop.keys")
    (site.parent / "other.keys").rename(site.parent / "shop.keys")
    with pytest.raises(StateRefused, match="key place of another site"):
        opened(site)


def test_a_birth_cut_off_after_the_keys_were_made_is_finished(site: Path) -> None:
    from honour.connectors.key_place import folder

    folder.create(site.parent / "shop.keys")
    public = folder.read(site.parent / "shop.keys").public
    assert opened(site).verifier_key().public == public
    (site.parent / "shop.keys" / "origin").unlink()
    name = opened(site).verifier_key().name
    assert folder.read(site.parent / "shop.keys").origin == name


def test_a_state_of_a_newer_honour_is_refused(site: Path) -> None:
    opened(site)
    sql(
        site,
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('keeping_keys', '0999_later', '2027-01-01')",
    )
    with pytest.raises(StateRefused, match=r"newer Honour \(keeping_keys.0999_later\): install"):
        opened(site)


def test_a_state_of_an_older_honour_is_refused_when_it_holds_something_and_migrated_when_not(
    site: Path,
) -> None:
    opened(site)
    older = [
        "DROP TABLE keeping_versions_draft",
        "DROP TABLE keeping_versions_documentversion",
        "DROP TABLE keeping_versions_publishedpage",
        "DROP TABLE keeping_versions_policyversion",
        "DELETE FROM django_migrations WHERE app = 'keeping_versions'",
    ]
    sql(site, *older)
    records = opened(site)
    records.remember_policy("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "", NOW)
    records.journal(Act("read", "os:ana", {}), NOW)
    sql(site, *older)
    with pytest.raises(StateRefused, match=r"run `honour upgrade`.*keeping_versions.0001_initial"):
        opened(site)


def test_a_file_that_is_no_database_is_told(site: Path) -> None:
    (site / "data").mkdir()
    (site / "data/honour.db").write_bytes(b"this is a letter, and no database at all\n" * 100)
    with pytest.raises(StateRefused, match="is not a database: put back"):
        opened(site)


def test_a_file_in_the_place_of_the_folder_is_told(site: Path) -> None:
    (site / "data").write_text("a file")
    with pytest.raises(StateRefused, match="data"):
        opened(site)


def test_a_site_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(StateRefused, match=r"nowhere.* is missing: name the folder"):
        opened(tmp_path / "nowhere")


def test_a_locked_database_is_told_and_nothing_is_lost(site: Path) -> None:
    records = opened(site)
    from django.db import connection

    connection.cursor().execute("PRAGMA busy_timeout = 20")  # milliseconds, instead of 20 seconds
    other = sqlite3.connect(site / "data/honour.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StateRefused, match="locked by another program"):
        records.journal(Act("read", "os:ana", {}), NOW)
    other.close()
    records.journal(Act("read", "os:ana", {}), NOW)
    head = records.head()
    assert head is not None
    assert head.split("\n")[1] == "1"


def test_a_full_database_is_told_and_nothing_is_lost(site: Path) -> None:
    records = opened(site)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    big = {"n": "x" * 100_000}
    with pytest.raises(StateRefused, match="no room left"):
        records.journal(Act("read", "os:ana", big), NOW)
    assert opened(site).head() is None


def test_a_folder_that_cannot_be_written_is_told(site: Path) -> None:
    """As nobody where the tests run as root, who may write everywhere."""
    site.chmod(0o555)
    for folder in site.parents[:3]:
        folder.chmod(0o755)
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(65534)
        with pytest.raises(StateRefused, match="give this user the right to write there"):
            opened(site)
    finally:
        os.seteuid(user)
    assert list(site.iterdir()) == []


def test_what_is_opened_is_lean(site: Path) -> None:
    """No accounts, sessions, admin or templates are loaded for a command that reads the state."""
    opened(site)
    state.close_state()
    asked = WRITE_ONE + "print(sorted(name for name in sys.modules if name.startswith('django.contrib')))"
    ran = subprocess.run(
        [sys.executable, "-c", asked, str(site)],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[1] == "[]"


def test_no_change_of_a_model_is_without_its_migration(site: Path) -> None:
    opened(site)
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)  # exits with 1 where one is missing
    from django.db import connection

    assert "keeping_journal_entry" in connection.introspection.table_names()


@pytest.mark.parametrize("setting", ["synchronous=OFF", "secure_delete=OFF", "journal_mode=DELETE"])
def test_a_setting_that_did_not_take_is_refused(
    site: Path, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(site)
    state.close_state()
    monkeypatch.setattr(settings, "_PRAGMAS", f"{settings._PRAGMAS} PRAGMA {setting};")
    with pytest.raises(StateRefused, match=f"PRAGMA {setting.partition('=')[0]} here"):
        opened(site)
