"""One command writes the file for the authority; it is checked where there is neither site nor network."""

import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.command.test_json import validator
from tests.portal.my_data.visiting import again
from tests.portal.my_rights.cast import say_yes, until
from tests.portal.visiting import rows, sign_in, sign_up
from tests.running import Running, honour, running, settle
from tests.website.test_own_tables import asked

BEGAN = "2026-12-01T10:00:00+00:00"
LATER = "2027-07-01T10:00:00+00:00"
PARTS = (
    "register.json",
    "consents.json",
    "sweeps.json",
    "requests.json",
    "verification.json",
    "receipts.json",
)


@dataclass(frozen=True, slots=True)
class Packed:
    """A site where something of everything has happened, and its pack."""

    site: Running
    pack: Path
    key: str

    def part(self, name: str) -> Any:
        with zipfile.ZipFile(self.pack) as archive:
            return json.loads(archive.read(name))


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Packed]:
    parent = tmp_path_factory.mktemp("pack")
    folder, clock = parent / "hosting", parent / "now"
    clock.write_text(BEGAN, "utf-8")
    honour("new", folder, "--like", "hosting", "--demo")
    assert asked("publish", "--really", "--site", folder, now=BEGAN).returncode == 0
    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    with running(folder, *settle(folder), environment=environment) as site:
        for name in ("ada", "bruno"):
            sign_up(site, name)
        ada, bruno = (sign_in(site, f"{name}@exemple.example") for name in ("ada", "bruno"))
        yes = {"purpose": "later payments", "say": "yes"}
        assert ada.send("/me/choices/", yes, to="/me/choices/consent/").status == 302
        again(bruno, "/me/erase/")
        assert say_yes(bruno, "/me/erase/?kind=connection").status == 302
        until(lambda: rows(site, "SELECT 1 FROM keeping_letters_letter WHERE kind = 'rights/erased'") != [])
        due = json.loads(asked("sweep", "--json", "--site", folder, now=LATER).stdout)
        swept = asked("sweep", "--really", due["digest"], "--site", folder, now=LATER)
        assert swept.returncode == 0, swept.stderr + swept.stdout
        pack = parent / "pack.zip"
        told = asked("prove", "--pack", pack, "--json", "--site", folder, now=LATER)
        assert told.returncode in (0, 1), told.stderr
        yield Packed(site, pack, json.loads(told.stdout)["key"])


@pytest.mark.promise("S2-05")
def test_one_command_writes_all_that_an_authority_is_shown(packed: Packed) -> None:
    with zipfile.ZipFile(packed.pack) as archive:
        names = set(archive.namelist())
    assert set(PARTS) <= names
    register = packed.part("register.json")
    validator("register").validate(register)
    [version] = register["versions"]
    assert f"policies/{version['digest']}.yaml" in names
    [yes] = [each for each in packed.part("consents.json")["choices"] if each["purpose"] == "later payments"]
    assert (yes["given"], yes["version"], yes["policy"]) == (True, 1, version["digest"])
    wording = packed.part("consents.json")["wordings"][yes["wording"]]
    assert sha256(wording.encode()).hexdigest() == yes["wording"]
    assert len(packed.part("consents.json")["acknowledgements"]) == 2
    [erased] = packed.part("requests.json")["requests"]
    assert (erased["kind"], erased["state"], erased["late"]) == ("erase", "answered", False)
    sweeps = packed.part("sweeps.json")
    [swept] = sweeps["sweeps"]
    went = {each["place"]: each["rows"] for each in swept["receipt"]["went"]}
    assert went["main.keeping_people_signin"] > 0
    assert {"sweep intended", "swept"} <= {each["act"]["act"] for each in sweeps["entries"]}
    verified = packed.part("verification.json")
    assert verified["faults"] == []
    assert verified["leaves"] > 5


@pytest.mark.promise("S2-05")
def test_it_verifies_offline_with_a_key_and_names_nobody(packed: Packed, tmp_path: Path) -> None:
    alone = tmp_path / "elsewhere.zip"
    alone.write_bytes(packed.pack.read_bytes())
    told = asked("verify", alone, "--key", packed.key, "--json")
    assert (told.returncode, json.loads(told.stdout)["holds"]) == (0, True)
    with zipfile.ZipFile(packed.pack) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist() if not name.endswith(".ods"))
    assert b"version" in whole, "something was read"
    for name in (b"ada@exemple", b"bruno@exemple", b'"bruno"', b'"ada"'):
        assert name not in whole


def mended(pack: Path, other: Path, name: str, content: bytes) -> Path:
    """The pack with another content of a file, by somebody who also mends what the manifest says of it."""
    with zipfile.ZipFile(pack) as archive:
        files = {item: archive.read(item) for item in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name] = sha256(content).hexdigest()
    files |= {name: content, "manifest.json": json.dumps(manifest).encode()}
    with zipfile.ZipFile(other, "w") as archive:
        for item, kept in files.items():
            archive.writestr(item, kept)
    return other


def test_what_somebody_changed_in_the_parts_is_found(packed: Packed, tmp_path: Path) -> None:
    sweeps = packed.part("sweeps.json")
    sweeps["entries"][0]["act"]["by"] = "nobody"
    register = {**packed.part("register.json"), "policy": "0" * 64}
    receipts = packed.part("receipts.json")
    receipts[0]["journal"]["position"] += 1
    hostile = {"entries": [{"position": "1", "act": []}, 7, None]}
    for number, (name, content, says) in enumerate(
        (
            ("sweeps.json", sweeps, "sweeps.json"),
            ("sweeps.json", hostile, "3 entries that sweeps.json cites"),
            ("sweeps.json", [], "sweeps.json cites no entries"),
            ("register.json", register, "a policy that the pack does not hold"),
            ("register.json", "text", "a policy that the pack does not hold"),
            ("receipts.json", receipts, "receipts are not in the journal"),
        )
    ):
        other = mended(packed.pack, tmp_path / f"{number}.zip", name, json.dumps(content).encode())
        told = asked("verify", other, "--key", packed.key)
        assert told.returncode == 1, name
        assert says in told.stdout


def test_a_control_is_told_last_months_requests(packed: Packed) -> None:
    def asked_in(month: str) -> list[str]:
        told = asked("requests", "--month", month, "--json", "--site", packed.site.folder, now=LATER)
        document = json.loads(told.stdout)
        validator("requests").validate(document)
        return [each["kind"] for each in document["requests"]]

    assert asked_in("2026-12") == ["erase"]
    assert asked_in("2026-11") == asked_in("last") == []
    assert asked("requests", "--month", "december", "--site", packed.site.folder, now=LATER).returncode == 2


def test_a_control_is_told_who_looked_at_a_file(packed: Packed) -> None:
    folder = packed.site.folder
    assert (
        asked("person", "ada@exemple.example", "--why", "a call", "--site", folder, now=LATER).returncode == 0
    )
    told = asked("person", "ada@exemple.example", "--acts", "--json", "--site", folder, now=LATER)
    document = json.loads(told.stdout)
    validator("person").validate(document)
    reads = [each for each in document["acts"] if each["act"] == "read"]
    assert "a call" in [each["why"] for each in reads]
    assert all(each["by"].startswith("os:") for each in reads)
    assert "ada@exemple" not in told.stdout, "the acts, and none of the data"
    other = json.loads(
        asked("person", "bruno@exemple.example", "--acts", "--json", "--site", folder, now=LATER).stdout
    )
    assert "a call" not in [each["why"] for each in other["acts"]]
