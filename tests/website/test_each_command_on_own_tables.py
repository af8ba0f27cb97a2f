"""Every command that keeps data, once, on a served site whose people have used all of their own space; then a
backup is put back, and whoever was erased meanwhile does not come back with it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.portal.my_data.visiting import correct, words
from tests.portal.visiting import letters_to, rows, sign_in, sign_up
from tests.running import Browser, Running, honour, running, settle
from tests.website.test_own_tables import asked, files_that_hold

ADA, BO = "ada@exemple.example", "bo@exemple.example"
CANARY = {"ada": "canari-Ada-Vr8k", "bo": "canari-Bo-Vr8k"}
USED = (
    "keeping_messages_message",
    "keeping_consents_choice",
    "keeping_consents_directive",
    "keeping_people_acknowledgement",
    "keeping_requests_request",
    "keeping_holds_personhold",
    "keeping_versions_documentversion",
    "keeping_letters_letter",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder that is served and served again, with the private key of its backups."""

    folder: Path
    key: Path

    def run(self, *words: str | Path, code: int = 0) -> Any:
        """What a command says as JSON, with its exit code."""
        told = asked(*words, "--json", "--site", self.folder)
        assert told.returncode == code, (words, told.stdout, told.stderr)
        return json.loads(told.stdout)

    def really(self, *words: str | Path) -> Any:
        """Carry out the plan that a command shows."""
        return self.run(*words, "--really", self.run(*words)["digest"])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    honour("backup", "--new-key", tmp_path / "private", "--site", folder)
    (tmp_path / "backups").mkdir()
    file = folder / "honour.toml"
    told = 'backup_to = "../backups"\nbackup_key = "../private.pub"\n'
    file.write_text(told + file.read_text("utf-8"), "utf-8")
    return Desk(folder, tmp_path / "private")


def used(site: Running, name: str) -> Browser:
    """Somebody signs up, and uses all of his own space."""
    sign_up(site, name)
    browser, canary = sign_in(site, name), CANARY[name]
    assert correct(browser, {"name": canary}).status == 302
    fields = {"subject": "access", "on_behalf": "myself", "text": canary}
    assert browser.send("/contact/", fields).status == 302
    assert browser.send("/me/choices/", {"say": "no"}, to="/me/choices/letters/").status == 302
    left = {"wish": "erase", "trusted": canary, "text": canary}
    assert browser.send("/me/choices/directives/", left).status == 302
    assert browser.send("/me/object/", {"purpose": "security", "why": canary}).status == 302
    return browser


def test_each_command_does_what_it_says_and_nobody_comes_back(desk: Desk, tmp_path: Path) -> None:
    folder = desk.folder
    with running(folder, *settle(folder)) as site:
        ada, bo = used(site, "ada"), used(site, "bo")
        for table in USED:
            assert rows(site, f"SELECT COUNT(*) FROM {table}")[0][0] > 0, table
        assert desk.run("check")["findings"] == []

        desk.really("rectify", BO, f"name={CANARY['bo']} corrected")
        assert f"{CANARY['bo']} corrected" in words(bo.get("/me/data/"))
        held = desk.run(
            "restrict", ADA, "--disputed", "--why", "a suit", "--review", "2027-06-30", "--really"
        )
        assert desk.run("erase", ADA)["plan"]["steps"] == [], "held"
        assert desk.run("release", ADA, "--hold", held["placed"]["hold"], "--really")["released"]
        assert desk.run("keys", "--turn", "--early")["turned"]["epoch"] > 1
        assert CANARY["bo"] in bo.get("/contact/").text, "what was sealed before opens after the turn"
        backup = desk.run("backup")["file"]

        for hold in desk.run("person", ADA)["holds"]:  # what she objected to
            desk.run("release", ADA, "--hold", hold["hold"], "--really")
        receipt = desk.really("erase", ADA)["receipt"]
        assert receipt["levels"]["logical"] == "gone"
        assert ada.get("/account/").status == 302
        assert files_that_hold(folder, CANARY["ada"]) == []
        assert files_that_hold(folder / "data", ADA) == [], (
            "her address goes with the letters about what she wrote"
        )
        for address in ("/me/data/", "/contact/", "/me/requests/", "/me/choices/directives/"):
            assert bo.get(address).status == 200, address

        told = asked("prove", "--json", "--pack", tmp_path / "pack.zip", "--site", folder)
        assert told.returncode in (0, 1), told.stderr
        proved = json.loads(told.stdout)
        assert asked("verify", tmp_path / "pack.zip", "--key", proved["key"]).returncode == 0
        assert CANARY["ada"] not in told.stdout
        assert desk.run("check")["findings"] == []

    put_back = asked("restore", backup, "--private-key", desk.key, "--really", "--site", folder)
    assert put_back.returncode == 0, put_back.stdout + put_back.stderr
    assert files_that_hold(folder / "data", CANARY["ada"]), "the backup is older than the erasure"
    assert "honour restored" in asked("serve", "--site", folder).stderr
    shown = desk.run("restored", code=1)
    assert shown["again"], "whom it brings back"
    desk.run("restored", "--really", shown["digest"])
    assert files_that_hold(folder, CANARY["ada"]) == []
    assert files_that_hold(folder, ADA) == []
    with running(folder, *settle(folder)) as site:
        again = sign_in(site, "bo", **{"Accept-Language": "en"})
        assert f"{CANARY['bo']} corrected" in words(again.get("/me/data/"))
        assert CANARY["bo"] in again.get("/contact/").text
        assert CANARY["bo"] in again.get("/me/choices/directives/").text
        assert "We have it, and will answer." in words(again.get("/me/requests/"))
        assert not any("ada" in each for each in letters_to(site, ADA))
        assert desk.run("check")["findings"] == []
        pack = tmp_path / "pack2.zip"
        assert asked("prove", "--pack", pack, "--site", folder).returncode in (0, 1)
        assert asked("verify", pack, "--key", proved["key"]).returncode == 0
