"""After a restore nothing leaves by itself, nobody is signed in, and what was taken back stays so."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.jobs.site_with_mail import HOST, PASSWORD
from tests.running import Browser, Running, honour, running, settle
from tests.trades.support.cast import published, switched


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(
        sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True, timeout=20)
    ) as connection:
        return connection.execute(statement).fetchall()


def document(*words: str | Path) -> dict[str, object]:
    """What a command says as JSON, whatever its exit code."""
    program = [sys.executable, "-m", "honour.command", *map(str, words), "--json"]
    told = subprocess.run(program, check=False, capture_output=True, text=True).stdout
    read: dict[str, object] = json.loads(told)
    return read


def staff(folder: Path) -> list[str]:
    """Who of the staff has a role, by the site's tables."""
    asked = "SELECT username FROM keeping_people_role JOIN keeping_people_person AS p ON p.id = person_id"
    return [str(name) for (name,) in rows(folder, asked)]


def signed_in(site: Running) -> Browser:
    """Ada, whose address is taken for confirmed: her letters wait."""
    with closing(sqlite3.connect(site.folder / "data/honour.db", timeout=20)) as database, database:
        database.execute("UPDATE account_emailaddress SET verified = 1")
    browser = site.browser()
    assert browser.send("/account/login/", {"login": "ada", "password": PASSWORD}).status == 302
    return browser


def public(folder: Path) -> set[str]:
    """The tickets that anybody may read."""
    asked = "SELECT reference FROM support_ticket WHERE visibility = 'public'"
    return {str(reference) for (reference,) in rows(folder, asked)}


def test_letters_wait_for_a_person_and_sessions_and_links_are_over(
    tmp_path: Path,
) -> None:
    folder, at = tmp_path / "desk", ("--site", tmp_path / "desk")
    honour("new", folder, "--like", "support-desk")
    honour("backup", "--new-key", tmp_path / "private", *at)
    (tmp_path / "backups").mkdir()
    with running(folder, *settle(folder), host=HOST) as site:  # it has no [mail]: letters wait
        fields = {
            "email": "ada@exemple.example",
            "username": "ada",
            "password1": PASSWORD,
            "password2": PASSWORD,
        }
        assert site.browser().send("/account/signup/", {**fields, "read": "on"}).status == 302
        ada = signed_in(site)
        back, stays = published(ada, "Pelican"), published(ada, "Toucan")
        for name in ("dismissed", "given again", "stays"):
            mail = ("--email", f"{name.replace(' ', '.')}@exemple.example")
            honour("staff", "add", name.replace(" ", "."), "--role", "support", *mail, *at)
        days = ("--from", "2026-01-01", "--until", "2099-12-31")
        for level in ("secret", "tres-secret"):
            honour("staff", "clear", "stays", "--level", level, "--authority", "HFDS", *days, *at)
        honour("backup", "--to", tmp_path / "backups", "--public-key", tmp_path / "private.pub", *at)
        honour("publish", "--really", "--why", "we begin", *at)
        assert switched(ada, back, "private").status == 302
        honour("staff", "end", "dismissed", *at)
        honour("staff", "withdraw", "stays", "--level", "tres-secret", *at)
        honour("staff", "end", "given.again", *at)
        honour("staff", "add", "given.again", "--role", "support", *at)
    assert sorted(staff(folder)) == ["given.again", "stays"]
    assert rows(folder, "SELECT DISTINCT state FROM keeping_letters_letter") == [("waiting",)]
    assert rows(folder, "SELECT COUNT(*) FROM keeping_people_session") != [(0,)]
    assert rows(folder, "SELECT COUNT(*) FROM keeping_people_link") != [(0,)]
    [file] = (tmp_path / "backups").glob("*")
    honour("restore", file, "--private-key", tmp_path / "private", "--really", *at)
    assert sorted(staff(folder)) == ["dismissed", "given.again", "stays"], "the backup brings him back"
    assert public(folder) == {back, stays}, "and the ticket that she took back"
    cleared = "SELECT level FROM keeping_people_clearance WHERE ends > '2099-01-01' ORDER BY level"
    assert rows(folder, cleared) == [("secret",), ("tres-secret",)], "and the clearance that was withdrawn"
    digest = document("restored", *at)["digest"]
    assert isinstance(digest, str)
    honour("restored", "--really", digest, *at)
    assert sorted(staff(folder)) == ["stays"], "of the other, the backup knows only the role that was ended"
    assert public(folder) == {stays}
    assert rows(folder, cleared) == [("secret",)]
    told = [json.loads(str(act)) for (act,) in rows(folder, "SELECT act FROM keeping_journal_detail")]
    [replayed] = [act for act in told if act["act"] == "replayed after a restore"]
    assert replayed["facts"]["roles ended again"] == 2
    honour("staff", "add", "given.again", "--role", "support", *at)
    assert sorted(staff(folder)) == ["given.again", "stays"], "and he can be given it again"
    assert rows(folder, "SELECT state FROM keeping_letters_letter ORDER BY id LIMIT 1") == [("parked",)]
    assert rows(folder, "SELECT COUNT(*) FROM keeping_people_session") == [(0,)]
    assert rows(folder, "SELECT COUNT(*) FROM keeping_people_link") == [(0,)]
