"""Where the data lie, and that the site still agrees with its policy: each told with its day."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.running import honour
from tests.website.test_own_tables import asked

NOW = "2027-01-15T10:00:00+01:00"


def register(folder: Path, now: str = NOW) -> Any:
    told = asked("register", "--json", "--lang", "en", "--site", folder, now=now)
    assert told.returncode in (0, 1), told.stderr
    return json.loads(told.stdout)


def states(folder: Path, now: str = NOW) -> dict[str, str]:
    return {each["place"]: each["state"] for each in register(folder, now)["located"]}


@pytest.mark.promise("S4-04", "S4-12")
def test_each_store_is_declared_in_france_and_attested_by_its_host_with_a_date(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    honour("new", folder, "--like", "store", "--demo")
    found = register(folder)["located"]
    assert [(each["place"], each["declared"], each["promised"]) for each in found] == [
        (place, "FR", "FR") for place in ("database", "files", "backups", "mail")
    ]
    assert set(states(folder).values()) == {"unknown"}, "nobody attests it yet"
    paper = folder / "contracts/host-location.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"%PDF")
    assert set(states(folder).values()) == {"attested"}
    assert all("attested on 2026-03-03" in each["why"]["en"] for each in register(folder)["located"])
    assert set(states(folder, "2029-01-01T10:00:00+01:00").values()) == {"unknown"}, "its days are over"
    proved = json.loads(asked("prove", "--json", "--site", folder, now=NOW).stdout)["promises"]
    lie = {one["place"]: one["state"] for one in proved if one["promise"] == "where the data lie"}
    assert lie == states(folder)
    settings = folder / "honour.toml"
    whole = settings.read_text("utf-8")
    settings.write_text(whole.replace('backups = "FR"', 'backups = "US"'), "utf-8")
    assert states(folder) == {
        "database": "attested",
        "files": "attested",
        "mail": "attested",
        "backups": "not kept",
    }
    checked = asked("check", "--json", "--site", folder, now=NOW)
    [finding] = json.loads(checked.stdout)["findings"]
    assert (checked.returncode, finding["place"]) == (1, "honour.toml: [located] backups")
    settings.write_text(
        whole.replace('covers = "database, files, backups, mail"', 'covers = "files"'), "utf-8"
    )
    assert states(folder)["files"] == "attested"
    assert states(folder)["mail"] == "unknown"


def test_a_paper_that_is_not_whole_is_refused_with_what_lacks(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    honour("new", folder, "--like", "store", "--demo")
    settings = folder / "honour.toml"
    whole = settings.read_text("utf-8")
    for wrong, says in (
        (whole.replace('by = "host"\n', ""), "[attested] lacks `by`"),
        (whole.replace('given = "2026-03-03"', 'given = "spring"'), "`given` is no day"),
        (whole.replace('mail = "FR"', 'mail = "France"'), "a country"),
    ):
        settings.write_text(wrong, "utf-8")
        told = asked("register", "--json", "--site", folder, now=NOW)
        assert told.returncode == 1, wrong
        assert says in told.stdout
        assert "activities" not in told.stdout, "no register is made of what cannot be read"


@pytest.mark.promise("S2-04")
def test_the_check_of_the_site_against_its_policy_is_dated_and_stands_in_the_register(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    honour("new", folder, "--like", "shop", "--demo")
    assert register(folder)["checked"] is None
    told = asked("check", "--record", "--json", "--site", folder, now=NOW)
    assert (told.returncode, json.loads(told.stdout)["findings"]) == (0, [])
    first = register(folder)["checked"]
    assert (first["at"], first["findings"]) == ("2027-01-15T09:00+00:00", 0)
    assert first["policy"] == register(folder)["policy"]
    with closing(sqlite3.connect(folder / "data/honour.db")) as database, database:
        database.execute("ALTER TABLE keeping_people_person ADD COLUMN nickname TEXT")
    later = "2027-01-16T10:00:00+01:00"
    assert asked("check", "--record", "--site", folder, now=later).returncode == 1
    second = register(folder, later)["checked"]
    assert (second["at"], second["findings"]) == ("2027-01-16T09:00+00:00", 1)
