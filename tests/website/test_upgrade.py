"""`honour upgrade` from the last commit before sites were served, and from the first whose pages were whole:
nothing lost, nothing done unasked.
"""

import fcntl
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.portal.visiting import sign_in, sign_up
from tests.running import running, settle

ROOT = Path(__file__).parents[2]
BEFORE = "60c9d9e"  # the last commit of A3
SERVED = "e7c3d49"  # sites with accounts, a space for people and a console for staff

MAP = """
honour map: 1
stores: {forum: {sql: "sqlite:///FORUM"}}
persons: {visitor: {table: forum.members, key: id, known by: {mail: e-mail}}}
places:
  - table: forum.members
    belongs to: {visitor: id}
    collected: since
    holds: {mail: ip address, agent: browser version}
"""
MEMBERS = """
CREATE TABLE members (id INTEGER PRIMARY KEY, mail TEXT, agent TEXT, since TEXT NOT NULL);
INSERT INTO members VALUES (1, 'ada@forum.example', 'Firefox', '2026-11-01 10:00:00'),
 (2, 'bo@forum.example', 'Firefox', '2026-11-01 10:00:00');
"""


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as it was then."""
    return program_of(BEFORE, tmp_path_factory.mktemp("older"))


def program_of(commit: str, folder: Path) -> Path:
    """The sources of a commit, unpacked."""
    asked = ["git", "-C", str(ROOT), "archive", commit, "src"]
    packed = subprocess.run(asked, capture_output=True, check=False)
    if packed.returncode:
        pytest.skip(f"the history of this checkout does not reach {commit}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


@pytest.fixture(scope="module")
def then(older: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a site of then, of whose two people one was erased, and a pair of backup keys."""
    folder = tmp_path_factory.mktemp("then")
    site = folder / "site"
    site.mkdir()
    shutil.copyfile(older / "honour/website/likes/support-desk/policy.yaml", site / "policy.yaml")
    (site / "map.yaml").write_text(MAP.replace("FORUM", str(folder / "forum.db")))
    with closing(sqlite3.connect(folder / "forum.db")) as forum, forum:
        forum.executescript(MEMBERS)
    plan = json.loads(asked(site, "erase", "ada@forum.example", "--json", source=older).stdout)
    erased = asked(site, "erase", "ada@forum.example", "--really", plan["digest"], source=older)
    assert erased.returncode == 0, erased.stdout + erased.stderr
    assert asked(site, "backup", "--new-key", folder / "private").returncode == 0
    (folder / "backups").mkdir()
    with (site / "honour.toml").open("a") as file:
        file.write('backup_to = "../backups"\nbackup_key = "../private.pub"\n\n[serve]\n')
    return folder


@pytest.fixture
def site(then: Path, tmp_path: Path) -> Path:
    """The site of then, to be run by Honour from now on."""
    shutil.copytree(then, tmp_path, dirs_exist_ok=True)
    written = (tmp_path / "site/map.yaml").read_text().replace(str(then), str(tmp_path))
    (tmp_path / "site/map.yaml").write_text(written)
    return tmp_path / "site"


def asked(site: Path, *words: str | Path, source: Path | None = None) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "honour.command", *map(str, words), "--site", str(site)]
    environment = {**os.environ, **({"PYTHONPATH": str(source)} if source else {})}
    return subprocess.run(program, capture_output=True, text=True, check=False, env=environment)


def entries(site: Path) -> list[bytes]:
    with closing(sqlite3.connect(site / "data/honour.db")) as state:
        return [leaf for (leaf,) in state.execute("SELECT leaf FROM keeping_journal_entry ORDER BY number")]


def test_what_an_older_honour_wrote_is_upgraded_once_a_backup_was_made(site: Path) -> None:
    before = entries(site)
    refused = asked(site, "person", "bo@forum.example")
    assert refused.returncode == 3
    assert "honour upgrade" in refused.stderr
    served = asked(site, "serve")
    assert "honour upgrade" in served.stderr
    assert entries(site) == before, "nothing was changed unasked"
    done = asked(site, "upgrade", "--json")
    told = json.loads(done.stdout)
    assert "migrations" in told, done.stdout + done.stderr
    assert "keeping_people.0001_initial" in told["migrations"], done.stderr
    assert Path(told["backup"]).stat().st_size > 0
    checked = asked(site, "backup", "--verify", told["backup"], "--private-key", site.parent / "private")
    assert checked.returncode == 0, checked.stdout
    assert entries(site)[: len(before)] == before
    assert "bo@forum.example" in asked(site, "person", "bo@forum.example").stdout
    assert "answered on" in asked(site, "person", "ada@forum.example").stdout
    again = asked(site, "upgrade")
    assert "nothing was changed" in again.stdout


def test_without_a_place_for_the_backup_nothing_is_upgraded(site: Path) -> None:
    (site / "honour.toml").write_text("[serve]\n")
    refused = asked(site, "upgrade")
    assert refused.returncode == 2
    assert "--to" in refused.stderr
    (site / "honour.toml").write_text('backup_to = "../backups"\n[serve]\n')
    refused = asked(site, "upgrade")
    assert refused.returncode == 2
    assert "--new-key" in refused.stderr


def upgraded(site: Path) -> dict[str, Any]:
    """What the upgrade says, once the locks of whoever was killed are given back: a process of it may need
    another moment to end."""
    told: dict[str, Any] = {"error": "unreachable"}
    for _ in range(20):
        if told.get("error") == "unreachable":
            told = json.loads(asked(site, "upgrade", "--json").stdout)
    return told


def test_killed_in_the_midst_of_it_the_next_run_finishes(site: Path) -> None:
    before = entries(site)
    program = [sys.executable, "-m", "honour.command", "upgrade", "--site", str(site)]
    whole = site.parent
    old = whole.with_name(f"{whole.name}-old")
    shutil.copytree(whole, old)
    told: dict[str, Any] = {}
    for _ in range(20):
        process = subprocess.Popen(program, start_new_session=True, stdout=subprocess.DEVNULL)
        while process.poll() is None and not (site / "data/honour.db.draft").exists():
            pass
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        if process.wait() == -signal.SIGKILL:
            assert entries(site) == before
            told = upgraded(site)
            assert "migrations" in told, told
        if told.get("migrations"):
            break
        shutil.rmtree(whole)  # it was done, or had ended, before it was killed: once more
        shutil.copytree(old, whole)
    assert told["migrations"]
    assert not (site / "data/honour.db.draft").exists()
    assert entries(site)[: len(before)] == before


def test_a_database_that_somebody_uses_is_not_upgraded_under_his_feet(site: Path) -> None:
    before = entries(site)
    with (site / "data/in-use.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)  # as each process that serves the site has it
        refused = asked(site, "upgrade")
    assert refused.returncode == 3
    assert "end `honour serve`" in refused.stderr
    assert entries(site) == before


def test_people_of_an_older_site_find_their_accounts_as_they_left_them(tmp_path: Path) -> None:
    source = program_of(SERVED, tmp_path / "older")
    site = tmp_path / "desk"
    then = {**os.environ, "PYTHONPATH": str(source)}
    new = [sys.executable, "-m", "honour.command", "new", str(site), "--like", "support-desk", "--demo"]
    subprocess.run(new, env=then, check=True, capture_output=True)
    (site / "data").mkdir(mode=0o700, exist_ok=True)
    tables = [sys.executable, "-m", "honour.website.migrating", str(site), str(site / "data/honour.db")]
    subprocess.run(tables, env=then, check=True)
    ports = settle(site)
    with running(site, *ports, then) as served:
        sign_up(served, "ada")
        sign_up(served, "bo")
        ada = sign_in(served, "ada", **{"Accept-Language": "en"})
        assert "ada@exemple.example" in ada.get("/me/data/").text
    assert asked(site, "backup", "--new-key", tmp_path / "private", source=source).returncode == 0
    before = entries(site)
    (tmp_path / "backups").mkdir()
    keyed = ("--to", tmp_path / "backups", "--public-key", tmp_path / "private.pub")
    done = asked(site, "upgrade", *keyed, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["migrations"], "it is the same program as then"
    assert entries(site)[: len(before)] == before
    with running(site, *ports) as served:
        ada = sign_in(served, "ada", **{"Accept-Language": "en"})
        shown = ada.get("/me/data/").text
        assert "ada@exemple.example" in shown
        assert "bo@exemple.example" not in shown
    assert "bo@exemple.example" in asked(site, "person", "bo@exemple.example").stdout
    assert asked(site, "check").returncode == 0
