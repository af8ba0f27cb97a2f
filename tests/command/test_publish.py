"""`honour publish` and `honour compare` from outside: drafts, versions, formats."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.rules.reading import ROOT

NOON = "2026-11-22T12:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Site:
    """A site's folder that a test may change; its clock stands at noon on 22 November 2026."""

    folder: Path

    def run(self, *words: str, now: str = NOON) -> subprocess.CompletedProcess[str]:
        """A command of `honour` on this site."""
        return subprocess.run(
            [Path(sys.executable).parent / "honour", *words],
            cwd=self.folder,
            env=os.environ | {"HONOUR_NOW": now},
            check=False,
            capture_output=True,
            text=True,
        )

    def change(self, old: str, new: str) -> None:
        """Write something else in the policy."""
        policy = self.folder / "policy.yaml"
        text = policy.read_text("utf-8")
        assert old in text
        policy.write_text(text.replace(old, new), "utf-8")

    def acts(self) -> list[dict[str, object]]:
        """The acts in the site's journal, in their order."""
        with closing(sqlite3.connect(self.folder / "data/honour.db")) as connection:
            rows = connection.execute("SELECT act FROM keeping_journal_detail ORDER BY entry_id").fetchall()
        return [json.loads(act) for (act,) in rows]

    def kept(self) -> list[tuple[int, str, str, str]]:
        """Number, language, hash and JSON of each page that was published."""
        select = (
            "SELECT number, language, hash, page.text FROM keeping_versions_publishedpage AS page"
            " JOIN keeping_versions_policyversion ON digest = version_id ORDER BY number, language"
        )
        with closing(sqlite3.connect(self.folder / "data/honour.db")) as connection:
            return connection.execute(select).fetchall()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The small shop's policy, without its database, which publishing does not need."""
    folder = tmp_path / "shop"
    folder.mkdir()
    for name in ("policy.yaml", "honour.toml"):
        shutil.copy(ROOT / "examples/small-shop" / name, folder)
    return Site(folder)


def test_a_policy_that_was_not_enacted_is_a_draft_and_leaves_no_state(site: Site) -> None:
    assert "> Draft:" in site.run("publish", "--lang", "en").stdout
    assert not (site.folder / "data").exists()


def test_an_enacted_version_is_numbered_kept_and_journalled_with_its_pages(site: Site) -> None:
    told = site.run("publish", "--really", "--json")
    assert told.returncode == 0, told.stderr
    done = json.loads(told.stdout)
    assert (done["number"], done["effective"], done["already"]) == (1, "2026-12-01", False)
    [act] = site.acts()
    assert (act["act"], act["why"]) == ("published", None)
    assert act["facts"] == {
        "policy": done["digest"],
        "number": 1,
        "effective": "2026-12-01",
        "pages": done["pages"],
    }
    for number, language, kept_hash, text in site.kept():
        shown = json.loads(site.run("publish", "--lang", language, "--json").stdout)
        assert shown == json.loads(text)
        assert (shown["version"], shown["draft"], shown["hash"]) == (number, False, kept_hash)
        assert done["pages"][language] == kept_hash
    assert len(site.kept()) == 2


def test_enacting_the_same_file_again_changes_nothing(site: Site) -> None:
    site.run("publish", "--really")
    again = json.loads(site.run("publish", "--really", "--json").stdout)
    assert (again["number"], again["already"]) == (1, True)
    assert len(site.acts()) == 1


def test_a_changed_file_is_a_draft_again_and_then_the_next_version(site: Site) -> None:
    site.run("publish", "--really")
    site.change("2026-12-01", "2026-12-15")
    site.change("3 years without order", "2 years without order")
    assert "> Draft:" in site.run("publish", "--lang", "en").stdout
    assert json.loads(site.run("publish", "--really", "--json").stdout)["number"] == 2
    assert [number for number, *_ in site.kept()] == [1, 1, 2, 2]


def test_a_longer_term_is_enacted_only_for_a_reason_that_is_kept_sealed(site: Site) -> None:
    site.run("publish", "--really")
    site.change("3 years without order", "4 years without order")
    refused = site.run("publish", "--really")
    assert refused.returncode == 2
    assert "add --why TEXT" in refused.stderr
    assert len(site.acts()) == 1
    reason = "Frau Meier asked to come back"
    assert site.run("publish", "--really", "--why", reason).returncode == 0
    assert site.acts()[1]["why"]
    assert reason.encode() not in b"".join(path.read_bytes() for path in (site.folder / "data").iterdir())


def test_people_are_told_ahead_as_long_as_the_policy_promises(site: Site) -> None:
    site.run("publish", "--really")
    policy = site.folder / "policy.yaml"
    promise = "tell:\n  policy change: {by: e-mail, ahead: 30 days}\n"
    policy.write_text(policy.read_text("utf-8") + promise, "utf-8")
    refused = site.run("publish", "--really")
    assert refused.returncode == 2
    assert "write `effective: 2026-12-22`" in refused.stderr
    site.change("2026-12-01", "2026-12-22")
    assert site.run("publish", "--really").returncode == 0


def test_a_version_does_not_apply_before_it_is_enacted_nor_before_the_last(site: Site) -> None:
    site.run("publish", "--really")
    site.change("2026-12-01", "2026-11-30")
    assert "write `effective: 2026-12-01`" in site.run("publish", "--really").stderr
    late = site.run("publish", "--really", now="2027-03-01T12:00:00+00:00")
    assert "write `effective: 2027-03-01`" in late.stderr


def test_a_policy_with_findings_or_without_a_day_is_not_enacted(site: Site) -> None:
    site.change("  effective: 2026-12-01\n", "")
    refused = site.run("publish", "--really")
    assert refused.returncode == 1
    assert "add `effective:" in refused.stderr
    site.change("until: access expires}", "until: asked}")
    refused = site.run("publish", "--really")
    assert refused.returncode == 1
    assert "only the person's own act ends this term" in refused.stderr
    assert not (site.folder / "data").exists()


def test_a_file_that_begins_with_a_byte_order_mark_is_enacted_as_it_stands(site: Site) -> None:
    policy = site.folder / "policy.yaml"
    policy.write_bytes(b"\xef\xbb\xbf" + policy.read_bytes())
    told = site.run("publish", "--really", "--json")
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["digest"] == sha256(policy.read_bytes()).hexdigest()


def test_one_html_file_holds_all_that_it_needs(site: Site) -> None:
    page = site.run("publish", "--lang", "fr", "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert '<html lang="fr">' in page
    assert "Politique de confidentialité d’Aux Quatre Vents" in unescape(page)


def test_the_pdf_bears_the_hash_of_the_page(site: Site) -> None:
    site.run("publish", "--really")
    told = site.run("publish", "--lang", "fr", "--format", "pdf", "--out", "page.pdf", "--json")
    assert json.loads(told.stdout) == {"file": "page.pdf"}
    paper = PdfReader(BytesIO((site.folder / "page.pdf").read_bytes()))
    shown = json.loads(site.run("publish", "--lang", "fr", "--json").stdout)
    assert paper.metadata is not None
    assert shown["hash"] in str(paper.metadata["/Keywords"])
    assert all(shown["hash"] in sheet.extract_text() for sheet in paper.pages)


def test_what_changes_for_people_is_told_in_words_and_as_json(site: Site) -> None:
    shutil.copy(site.folder / "policy.yaml", site.folder / "old.yaml")
    site.change("for: 6 months", "for: 3 months")
    told = site.run("compare", "old.yaml", "policy.yaml", "--lang", "fr")
    assert told.returncode == 0
    assert "moins longtemps." in told.stdout
    found = json.loads(site.run("compare", "old.yaml", "policy.yaml", "--json").stdout)
    [change] = found["changes"]
    assert (change["place"], change["effects"]) == ("keep: connection", ["told", "destroys"])
    assert (found["told"], found["asked again"]) == (True, False)
    assert not (site.folder / "data").exists()


def test_a_file_to_compare_that_is_missing_is_named(site: Site) -> None:
    told = site.run("compare", "policy.yaml", "nowhere.yaml")
    assert told.returncode == 2
    assert "nowhere.yaml cannot be read" in told.stderr
