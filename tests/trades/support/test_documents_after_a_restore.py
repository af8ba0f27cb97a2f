"""A backup of yesterday holds documents sealed, and does not bring back what was destroyed since."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.console.test_disclosures import until
from tests.portal.my_rights.cast import confirmed
from tests.portal.visiting import PASSWORD, rows, sign_in, sign_up
from tests.running import honour, running, settle
from tests.trades.support.cast import opened
from tests.trades.support.giving import cells, documents, gave, on_disk
from tests.website.test_own_tables import asked


@pytest.mark.promise("S0-38", "S0-35")
def test_what_was_destroyed_stays_so_and_what_was_not_opens_again(tmp_path: Path) -> None:
    folder, private = tmp_path / "desk", tmp_path / "private"
    at = ("--site", folder)
    honour("new", folder, "--like", "support-desk", "--demo")
    honour("backup", "--new-key", private, *at)
    (tmp_path / "backups").mkdir()
    with running(folder, *settle(folder)) as site:
        sign_up(site, "ada")
        ada = sign_in(site, "ada")
        ticket = opened(ada, "Restored")
        assert gave(ada, ticket, "Gonedoc.txt", b"Gonewords").status == 302
        assert gave(ada, ticket, "Keptdoc.txt", b"Keptwords").status == 302
        gone, kept = documents(ada, ticket)
        honour("backup", "--to", tmp_path / "backups", "--public-key", tmp_path / "private.pub", *at)
        confirmed(ada, f"{gone}destroy/", PASSWORD)
        assert ada.send(f"{gone}destroy/", {}).status == 302
        until(lambda: len(on_disk(site)) == 1)
    [left] = on_disk(site)
    left.unlink()  # the disk is lost
    [backup] = (tmp_path / "backups").glob("*")
    for word in (b"Gonewords", b"Keptwords", b"Gonedoc"):
        assert word not in backup.read_bytes()
    honour("restore", backup, "--private-key", private, "--really", *at)
    assert len(on_disk(site)) == 2, "the backup brings both back"
    assert len(cells(site)) == 2
    digest = json.loads(asked("restored", "--json", *map(str, at)).stdout)["digest"]
    honour("restored", "--really", digest, *at)
    [(reference,)] = rows(site, "SELECT reference FROM support_document")
    assert reference in kept
    assert cells(site) == [(reference,)]
    assert [each.name for each in on_disk(site)] == [left.name]
    honour("export", "ada", "--out", tmp_path / "ada.zip", *at)
    with zipfile.ZipFile(tmp_path / "ada.zip") as archive:
        assert archive.read("files/documents/1-Keptdoc.txt") == b"Keptwords"
        assert "Gonedoc" not in archive.read("data.json").decode()
