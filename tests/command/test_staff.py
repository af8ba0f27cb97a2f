"""`honour staff` makes the first administrator, and gives a way in after a lost second factor."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.portal.security.cast import add_app, join, rows, sign_in, where
from tests.running import Running, honour, running, settle

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/schemas/staff.json").read_text("utf-8"))
PASSWORD = "une nuit sans lune, 12 loups"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("site") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    with running(folder, *settle(folder)) as site:
        yield site


def staff(site: Running, *words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(honour("staff", *words, "--site", site.folder, "--json").stdout)
    Draft202012Validator(SCHEMA).validate(told)
    return told


def refused(site: Running, *words: str) -> str:
    program = [sys.executable, "-m", "honour.command", "staff", *words, "--site", str(site.folder)]
    ran = subprocess.run(program, check=False, capture_output=True, text=True)
    assert ran.returncode == 2, ran.stdout
    return ran.stderr


def path_of(site: Running, link: str) -> str:
    start = f"https://localhost:{site.port}"
    assert link.startswith(start)
    return link.removeprefix(start)


def letters_to(site: Running, address: str) -> list[str]:
    found = rows(site.folder, 'SELECT kind FROM keeping_letters_letter WHERE "to" = ? ORDER BY id', address)
    return [kind for (kind,) in found]


def acts(site: Running, name: str) -> list[str]:
    found = [detail for (detail,) in rows(site.folder, "SELECT act FROM keeping_journal_detail")]
    return [detail for detail in found if json.loads(detail)["act"] == name]


def test_the_first_administrator_comes_in_by_a_link_and_must_have_a_second_factor(desk: Running) -> None:
    told = staff(desk, "add", "amorel", "--role", "administration", "--email", "amorel@secours.example")
    link = path_of(desk, told["link"])
    assert len(link.split("/")[-2]) == 43, "256 bits"
    amorel = desk.browser(**{"Accept-Language": "en"})
    fields = {"password1": PASSWORD, "password2": PASSWORD}
    assert amorel.send(link, {**fields, "password2": "another"}).status == 200
    assert amorel.send(link, fields).status == 302
    assert desk.browser().get(link).status == 404, "it works once"
    assert sign_in(amorel, "amorel", PASSWORD).status == 302
    assert where(amorel.get("/outbox/")) == "/account/2fa/"
    add_app(amorel, PASSWORD)
    assert amorel.get("/outbox/").status == 200
    assert letters_to(desk, "amorel@secours.example")[0] == "staff added"
    entries = acts(desk, "staff added")
    assert all(json.loads(entry)["by"].startswith("os:") for entry in entries)
    assert entries
    assert not any("amorel" in entry for entry in entries)


def test_somebody_with_an_account_gets_a_role_and_no_link_and_all_staff_are_told(desk: Running) -> None:
    join(desk, "bob")
    told = staff(desk, "add", "bob", "--role", "support")
    assert told["link"] is None
    staff(desk, "add", "chief", "--role", "administration", "--email", "chief@secours.example")
    assert "staff added" in letters_to(desk, "bob@exemple.example")
    before = len(letters_to(desk, "bob@exemple.example"))
    staff(desk, "add", "deputy", "--role", "support", "--email", "deputy@secours.example")
    assert len(letters_to(desk, "bob@exemple.example")) == before + 1


def test_a_lost_second_factor_is_given_back_by_a_new_beginning(desk: Running) -> None:
    eve = join(desk, "eve")
    staff(desk, "add", "eve", "--role", "support")
    add_app(eve)
    told = staff(desk, "recover", "eve")
    assert eve.get("/account/").status == 302, "her sessions are ended"
    assert sign_in(desk.browser(), "eve").status == 200, "the old password alone opens nothing"
    [(left,)] = rows(
        desk.folder,
        "SELECT count(*) FROM mfa_authenticator a JOIN keeping_people_person p ON p.id = a.user_id"
        " WHERE p.username = 'eve'",
    )
    assert left == 0
    assert (
        desk.browser()
        .send(path_of(desk, told["link"]), {"password1": PASSWORD, "password2": PASSWORD})
        .status
        == 302
    )
    again = desk.browser()
    assert sign_in(again, "eve", PASSWORD).status == 302
    assert where(again.get("/outbox/")) == "/account/2fa/"
    assert "staff recovered" in letters_to(desk, "eve@exemple.example")
    assert acts(desk, "staff recovered")


def test_what_cannot_be_is_refused_with_the_reason(desk: Running) -> None:
    join(desk, "fay")
    assert "--email" in refused(desk, "add", "nobody", "--role", "support")
    assert "administration" in refused(desk, "add", "fay", "--role", "king")
    assert "--role" in refused(desk, "add", "fay")
    assert "no member of staff" in refused(desk, "recover", "fay")
    assert "address" in refused(desk, "add", "fay2", "--role", "support", "--email", "fay@exemple.example")
    assert not rows(desk.folder, "SELECT 1 FROM keeping_people_person WHERE username = 'fay2'")


def test_the_link_is_stored_hashed(desk: Running) -> None:
    told = staff(desk, "add", "gus", "--role", "support", "--email", "gus@secours.example")
    [token] = re.findall(r"/account/staff/([^/]+)/", told["link"])
    whole = b"".join(file.read_bytes() for file in (desk.folder / "data").glob("honour.db*"))
    assert b"gus@secours.example" in whole
    assert token.encode() not in whole
