"""A site that Honour runs keeps its own tables by the commands of every site, while it is being served."""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.running import Browser, Running, honour, running, settle

PASSWORD = "un cheval traverse la nuit 7"
LIKES = Path(__file__).parents[2] / "src/honour/website/likes"
FIVE = ("support-desk", "hosting", "shop", "links", "store")

IN_SEVEN_MONTHS = "2027-07-01T10:00"
IN_THREE_YEARS = "2029-12-01T10:00"


def asked(*words: str | Path, now: str = "", tries: int = 20) -> subprocess.CompletedProcess[str]:
    """Run a command, on a demo at another time if one is given; again while the site's own schedule has the
    lock of those who destroy, which each try waits for as long as it takes to start.
    """
    environment = {**os.environ, **({"HONOUR_NOW": now} if now else {})}
    program = [sys.executable, "-m", "honour.command", *map(str, words)]
    ran = subprocess.run(program, check=False, capture_output=True, text=True, env=environment)
    if "another command is at work" in ran.stdout + ran.stderr and tries:
        return asked(*words, now=now, tries=tries - 1)
    return ran


def swept(folder: Path, now: str) -> dict[str, int]:
    """Sweep what is due at a time, to the end; the rows that went, by place."""
    due = json.loads(asked("sweep", "--json", "--site", folder, now=now).stdout)
    done = asked("sweep", "--really", due["digest"], "--clock-is-right", "--json", "--site", folder, now=now)
    assert done.returncode == 0, done.stdout + done.stderr
    return {step["place"]: step["count"] for plan in due["plans"] for step in plan["steps"]}


def files_that_hold(folder: Path, text: str) -> list[str]:
    """Every file below a folder in whose bytes a text stands."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if text.encode() in path.read_bytes())


@dataclass(frozen=True, slots=True)
class People:
    """A site that is served, and two browsers that are signed in."""

    site: Running
    ada: Browser
    bo: Browser


def signed_up(site: Running, name: str) -> Browser:
    """Somebody with an account and a confirmed address, signed in."""
    browser = site.browser(**{"Accept-Language": "fr"})
    address = f"{name}@exemple.example"
    fields = {"email": address, "username": name, "password1": PASSWORD, "password2": PASSWORD, "read": "on"}
    assert browser.send("/account/signup/", fields).status == 302
    links = re.findall(rf"https://localhost:{site.port}(/account/confirm-email/\S+)", site.letters())
    [link] = [link for link in links if "csrfmiddlewaretoken" in browser.get(link).text]
    assert browser.send(link, {}).status == 302
    again = site.browser()
    assert again.send("/account/login/", {"login": address, "password": PASSWORD}).status == 302
    return again


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    folder = tmp_path_factory.mktemp("site") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    with running(folder, *settle(folder)) as site:
        yield People(site, signed_up(site, "ada.lovelace"), signed_up(site, "bo.derek"))


def test_erased_while_the_site_is_served_she_is_in_no_file_and_the_other_is_as_before(
    people: People, tmp_path: Path
) -> None:
    folder, address = people.site.folder, "ada.lovelace@exemple.example"
    shown = asked("person", address, "--json", "--site", folder)
    assert address in shown.stdout
    assert "bo.derek" not in shown.stdout
    assert asked("export", address, "--out", tmp_path / "ada.zip", "--site", folder).returncode == 0
    assert files_that_hold(folder, "ada.lovelace"), "the positive control"
    plan = json.loads(asked("erase", address, "--json", "--site", folder).stdout)
    done = asked("erase", address, "--really", plan["digest"], "--json", "--site", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    receipt = json.loads(done.stdout)["receipt"]
    assert receipt["levels"]["logical"] == "gone"
    assert receipt["levels"]["physical"] == "gone", receipt
    assert files_that_hold(folder, "ada.lovelace") == []
    assert files_that_hold(folder.parent, "ada.lovelace") == []
    assert "ada.lovelace" not in done.stdout
    assert files_that_hold(folder, "bo.derek")
    assert people.ada.get("/account/").status == 302, "her session ended"
    assert "bo.derek@exemple.example" in people.bo.get("/account/").text
    refused = people.site.browser().send("/account/login/", {"login": address, "password": PASSWORD})
    assert refused.status == 200
    known = json.loads(asked("person", address, "--json", "--site", folder).stdout)
    assert "places" not in known or not known["places"], known


@pytest.mark.promise("S2-26")
def test_a_copy_of_the_database_holds_no_secret_that_opens_anything(people: People) -> None:
    files = [path for path in (people.site.folder / "data").glob("honour.db*") if path.is_file()]
    copy = b"".join(path.read_bytes() for path in files)
    cookie = people.bo.cookies["session"]
    assert hashlib.sha256(cookie.encode()).hexdigest().encode() in copy, "the positive control"
    assert b"bo.derek@exemple.example" in copy, "the positive control"
    links = re.findall(r"/account/confirm-email/([^/\s]{20,})", people.site.letters())
    assert links
    for secret in (PASSWORD, cookie, *links):
        assert secret.encode() not in copy
    with closing(sqlite3.connect(people.site.folder / "data/honour.db")) as connection:
        hashes = [row for (row,) in connection.execute("SELECT password FROM keeping_people_person")]
    assert all(each.startswith("argon2$argon2id$") for each in hashes)
    assert len(set(hashes)) == len(hashes), "one password, another hash for each"


@pytest.mark.promise("S1-13")
def test_sign_ins_are_gone_after_their_term_and_the_account_after_two_years_without_one(
    people: People, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    copied(people.site.folder, folder)
    with closing(sqlite3.connect(folder / "data/honour.db")) as connection, connection:
        connection.execute(
            "INSERT INTO keeping_people_signin"
            " (person_id, at, address, browser, device, country, region, means)"
            " SELECT id, joined, '192.0.2.77', 'Firefox 140', '', '', '', '' FROM keeping_people_person"
            " WHERE username = 'bo.derek'"
        )
    assert files_that_hold(folder, "192.0.2.77"), "the positive control"
    assert swept(folder, IN_SEVEN_MONTHS)["main.keeping_people_signin"] >= 1
    assert files_that_hold(folder, "192.0.2.77") == []
    assert files_that_hold(folder, "bo.derek"), "his account stays"
    assert swept(folder, IN_THREE_YEARS)["main.keeping_people_person"] >= 1
    assert files_that_hold(folder, "bo.derek") == []


def copied(site: Path, to: Path) -> None:
    """The folder of a site that is being served, with its keys and ledger, its database in one look."""
    to.parent.mkdir(exist_ok=True)
    shutil.copytree(site, to, ignore=shutil.ignore_patterns("honour.db*"))
    for beside in ("keys", "ledger"):
        if (there := site.with_name(f"{site.name}.{beside}")).exists():
            shutil.copytree(there, to.with_name(f"{to.name}.{beside}"))
    with (
        closing(sqlite3.connect(site / "data/honour.db")) as source,
        closing(sqlite3.connect(to / "data/honour.db")) as target,
    ):
        source.backup(target)


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose tables were made by a command: it was never served."""
    folder = tmp_path_factory.mktemp("used") / "site"
    honour("new", folder, "--like", "support-desk", "--demo")
    assert not (folder / "data").exists(), "nothing is made before it is needed"
    assert asked("person", "nobody@exemple.example", "--site", folder).returncode == 1
    return folder


@pytest.mark.promise("S4-02")
@pytest.mark.parametrize("like", FIVE)
def test_no_table_of_a_running_site_is_undeclared(like: str, used: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(used, folder)
    shutil.copyfile(LIKES / like / "policy.yaml", folder / "policy.yaml")
    found = json.loads(asked("check", "--json", "--site", folder).stdout)
    assert found["findings"] == []
    assert "keeping_journal_entry" in [table for one in found["kept by Honour"] for table in one["tables"]]


@pytest.mark.promise("S4-02")
def test_a_column_that_nobody_declared_is_a_finding_and_so_is_one_that_is_never_written(
    used: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(used, folder)
    shutil.copyfile(LIKES / "links" / "policy.yaml", folder / "policy.yaml")
    with closing(sqlite3.connect(folder / "data/honour.db")) as connection, connection:
        connection.execute("ALTER TABLE keeping_people_person ADD COLUMN shoe_size TEXT")
        connection.execute(
            "INSERT INTO keeping_people_person (password, username, email, name, first_name, telephone,"
            " postal_address, language, is_active, joined) VALUES ('!', NULL, 'a@b.example', '', '', '0102',"
            " '', '', 1, '2026-11-01 10:00:00')"
        )
    found = json.loads(asked("check", "--json", "--site", folder).stdout)["findings"]
    assert [one["place"] for one in found] == [
        "main.keeping_people_person.shoe_size",
        "main.keeping_people_person.telephone",
    ]
