"""The same on PostgreSQL, by one line in honour.toml; and a restore, which brings nobody back."""

import json
import os
import re
import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.running import honour, running, settle
from tests.website.test_own_tables import PASSWORD, signed_up
from tests.website.test_own_tables import asked as run

ADA, BO = "ada.lovelace@exemple.example", "bo.derek@exemple.example"


@pytest.fixture
def desk(tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new site whose database is a server's, and a pair of backup keys."""
    monkeypatch.setenv("SITE_DATABASE", postgres_url.replace("+psycopg", ""))
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    honour("backup", "--new-key", tmp_path / "private", "--site", folder)
    (tmp_path / "backups").mkdir()
    written = 'database = "${SITE_DATABASE}"\nbackup_to = "../backups"\nbackup_key = "../private.pub"\n'
    (folder / "honour.toml").write_text(written + (folder / "honour.toml").read_text("utf-8"), "utf-8")
    return folder


def asked(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return run(*words, "--site", folder)


def found(text: str) -> int:
    """In how many rows of any table of the site a text stands."""
    with psycopg.connect(os.environ["SITE_DATABASE"]) as server:
        tables = server.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        counts = [
            server.execute(
                f"SELECT count(*) FROM {name} AS r WHERE position(%s IN r::text) > 0".encode(), (text,)
            ).fetchone()
            for (name,) in tables
        ]
    return sum(count for (count,) in filter(None, counts))


def test_a_site_on_a_server_is_kept_saved_and_put_back_without_whom_it_erased(desk: Path) -> None:
    assert asked(desk, "person", ADA).returncode == 1, "made by the first command"
    assert not (desk / "data/honour.db").exists()
    with running(desk, *settle(desk)) as site:
        ada, bo = signed_up(site, "ada.lovelace"), signed_up(site, "bo.derek")
        checked = json.loads(asked(desk, "check", "--json").stdout)
        assert checked["findings"] == []
        assert found("ada.lovelace"), "the positive control"
        saved = asked(desk, "backup", "--json")
        assert saved.returncode == 0, saved.stdout + saved.stderr
        backup = json.loads(saved.stdout)["file"]
        plan = json.loads(asked(desk, "erase", ADA, "--json").stdout)
        done = asked(desk, "erase", ADA, "--really", plan["digest"], "--physical", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        assert json.loads(done.stdout)["receipt"]["levels"]["logical"] == "gone"
        assert found("ada.lovelace") == 0
        assert (ada.get("/account/").status, bo.get("/account/").status) == (302, 200)
        key = desk.parent / "private"
        refused = asked(desk, "restore", backup, "--private-key", key, "--really")
        assert "end `honour serve`" in refused.stderr
    put_back = asked(desk, "restore", backup, "--private-key", key, "--really")
    assert put_back.returncode == 0, put_back.stdout + put_back.stderr
    assert found("ada.lovelace"), "the backup is older than the erasure"
    assert "honour restored" in asked(desk, "serve").stderr
    shown = asked(desk, "restored", "--json")
    again = asked(desk, "restored", "--really", json.loads(shown.stdout)["digest"])
    assert again.returncode == 0, again.stdout + again.stderr
    assert found("ada.lovelace") == 0
    with running(desk, *settle(desk)) as site:
        bo.port = site.port
        assert bo.get("/account/").status == 302, "every session ended"
        fresh = site.browser()
        assert fresh.send("/account/login/", {"login": BO, "password": PASSWORD}).status == 302
        assert not re.search(r"bo\.derek|ada\.lovelace", site.log())
